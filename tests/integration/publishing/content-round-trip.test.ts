import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { parseFacts, parseWords } from '#src/adapters/content-files/parse-files.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { dataVersion } from '#src/domain/publishing/canonical.ts';
import { checkEntry } from '#src/domain/publishing/check-change.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { dataOf, entryFiles } from '#src/features/publishing/entry-files.ts';

test('every entry of the site survives fields, checks and files without losing a letter', async () => {
  const content = await createContentFiles({ root: join(import.meta.dirname, '../../../content') });
  const changed: string[] = [];
  let entries = 0;
  for (const kind of CONTENT_KINDS) {
    for (const entry of content.list(kind)) {
      entries++;
      const data = dataOf(entry);
      if (data === null) continue;
      const checked = checkEntry(kind, entry.slug, toFields(data));
      const files = entryFiles(kind, data);
      const facts = parseFacts(kind, 'facts.yaml', files['facts.yaml'] ?? '');
      const words = Object.keys(entry.words).map(
        (language) => [language, parseWords('x.md', files[`${language}.md`] ?? '')] as const,
      );
      const read = {
        facts: facts.ok ? facts.value : {},
        words: Object.fromEntries(words.map(([language, parsed]) => [language, parsed.ok ? parsed.value : {}])),
      };
      const versions = [
        checked.ok ? dataVersion(checked.data) : JSON.stringify(checked.problems),
        dataVersion(read as never),
      ];
      if (versions.some((version) => version !== dataVersion(data)))
        changed.push(`${kind}/${entry.slug}: ${versions[0]}`);
    }
  }
  await content.close();
  expect(changed).toEqual([]);
  expect(entries).toBeGreaterThan(50);
  console.log(`round trip: ${entries} entries`);
}, 60_000);
