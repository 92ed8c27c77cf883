import { expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';

test('what a source says can be read in the three languages of the site', async () => {
  const content = await createContentFiles({ root: 'content', watch: false, onProblem: () => undefined });
  const notes = CONTENT_KINDS.flatMap((kind) => content.list(kind)).flatMap(({ kind, slug, facts }) =>
    facts.sources.flatMap(({ says, saysIn }) => (says === undefined ? [] : [{ of: `${kind}/${slug}`, says, saysIn }])),
  );
  await content.close();
  expect(notes.length).toBeGreaterThan(50);
  expect(notes.filter(({ saysIn }) => saysIn?.vi === undefined || saysIn.de === undefined)).toEqual([]);
});
