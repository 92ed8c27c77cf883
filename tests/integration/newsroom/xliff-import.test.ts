import { afterEach, beforeEach, expect, test } from 'vitest';
import { translationState, type TranslatedWords, type TranslationState } from '#src/domain/publishing/translation-state.ts'; // prettier-ignore
import { importXliff } from '#src/features/newsroom/xliff-import.ts';
import { readXliff, writeXliff } from '#src/features/newsroom/xliff.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { actor, makeSiteFolder, openSite, removeSite, type Site } from '#tests/support/publishing-site.ts';

const editor = actor('editor', ['editor']);
const reviewer = actor('reviewer', ['reviewer']);
let site: Site;
beforeEach(async () => void (site = await openSite(makeSiteFolder())));
afterEach(async () => {
  await site.close();
  removeSite(site.folder);
});

const words = () => site.content.find('homestays', 'nha-co')?.words as unknown as Record<string, TranslatedWords>;
const exported = (to: Language, state: TranslationState = 'missing') =>
  writeXliff('vi', to, [{ id: 'homestays/nha-co', source: words()['vi'] ?? {}, target: words()[to] ?? {}, state }]);
/** What an agency does: a target beside every source, and the segment marked as translated. */
const translated = (file: string) =>
  file.replace(/state="initial"[^>]*>(<source[^>]*>)([^<]*)<\/source>(?:<target[^>]*>[^<]*<\/target>)?/g, 'state="final">$1$2</source><target>FR $2</target>'); // prettier-ignore
async function bring(file: string, send = false) {
  const read = readXliff(file);
  if (read.kind === 'bad') throw new Error('not read');
  return importXliff({ state: { publishing: site.publishing as never } }, editor, read, send);
}

test('a translation goes out, comes back as a draft, and is current once it is approved', async () => {
  expect(await bring(exported('fr'))).toEqual([]);
  const file = translated(exported('fr'));
  expect(await bring(file, true)).toEqual([{ id: 'homestays/nha-co', kind: 'saved', outdated: false, sent: true }]);
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  expect(draft).toMatchObject({ state: 'in-review', authors: ['editor'] });
  expect(await site.publishing.approve(reviewer, draft?.id ?? '', draft?.version ?? 0)).toMatchObject({ kind: 'published' }); // prettier-ignore
  expect(words()['fr']).toMatchObject({ name: 'FR Nhà cổ', body: 'FR Có bếp lửa.' });
  expect(translationState(words(), 'fr')).toBe('current');
  // The same file again changes nothing and begins no draft.
  expect(await bring(file)).toEqual([]);
  expect((await site.publishing.status('homestays', 'nha-co')).draft).toBeUndefined();
});

test('words translated from an older original come back as outdated, and are told so', async () => {
  const file = translated(exported('fr'));
  const seen = { published: (await site.publishing.status('homestays', 'nha-co')).version };
  const saved = await site.publishing.saveDraft(editor, 'homestays', 'nha-co', seen, { 'words/vi/body': 'Có bếp lửa và sân.' }); // prettier-ignore
  if (saved.kind !== 'saved') throw new Error(saved.reason);
  await site.publishing.submit(editor, saved.draftId, saved.version);
  await site.publishing.approve(reviewer, saved.draftId, saved.version + 1);
  expect(await bring(file, true)).toEqual([{ id: 'homestays/nha-co', kind: 'saved', outdated: true, sent: true }]);
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  await site.publishing.approve(reviewer, draft?.id ?? '', draft?.version ?? 0);
  expect(translationState(words(), 'fr')).toBe('outdated');
});

test('no file turns an original into a translation, names an entry that is not there, or brings fields of its own', async () => {
  const backwards = writeXliff('en', 'vi', [{ id: 'homestays/nha-co', source: words()['en'] ?? {}, target: {}, state: 'missing' }]); // prettier-ignore
  expect(await bring(translated(backwards))).toEqual([{ id: 'homestays/nha-co', kind: 'refused', reason: 'other-original' }]); // prettier-ignore
  const pivot = writeXliff('en', 'fr', [{ id: 'homestays/nha-co', source: words()['en'] ?? {}, target: {}, state: 'missing' }]); // prettier-ignore
  expect(await bring(translated(pivot))).toMatchObject([{ kind: 'refused', reason: 'other-original' }]);
  for (const id of ['homestays/nowhere', 'passwd/x', '../../etc', 'homestays.nha-co'])
    expect(await bring(translated(exported('fr')).replace(/<file id="[^"]*" original="[^"]*"/, `<file id="${id}" original="0123456789abcdef"`)), id).toMatchObject([{ kind: 'refused', reason: 'not-found' }]); // prettier-ignore
  const other = translated(exported('fr')).replace('<unit id="name">', '<unit id="photo_..%2fx.jpg">').replace('<unit id="body">', '<unit id="facts/priceFrom/vnd">'); // prettier-ignore
  expect(await bring(other)).toMatchObject([{ kind: 'saved' }]);
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  expect(Object.keys(draft?.values ?? {}).filter((path) => path.startsWith('words/fr/')).sort()).toEqual(['words/fr/summary', 'words/fr/translation']); // prettier-ignore
  expect(draft?.values['facts/priceFrom/vnd']).toBe(250000);
});
