import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLibreTranslate } from '#src/adapters/libretranslate/libretranslate.ts';
import { translationOf, translationState, type TranslatedWords } from '#src/domain/publishing/translation-state.ts';
import { actor, makeSiteFolder, openSite, removeSite, type Site } from '#tests/support/publishing-site.ts';

const editor = actor('editor', ['editor']);
const reviewer = actor('reviewer', ['reviewer']);

/** Answers as LibreTranslate documents it, or as the test wants it. */
let answer: (asked: { q: string[]; source: string; target: string; api_key?: string }) => { status: number; body: string }; // prettier-ignore
let asked: { path: string; body: Record<string, unknown> }[] = [];
let server: Server;
let url: string;
let site: Site;

beforeEach(async () => {
  asked = [];
  answer = ({ q, target }) => ({ status: 200, body: JSON.stringify({ translatedText: q.map((text) => `${target}: ${text}`) }) }); // prettier-ignore
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')));
    request.on('end', () => {
      const body = JSON.parse(text) as { q: string[]; source: string; target: string };
      asked.push({ path: request.url ?? '', body });
      const { status, body: said } = answer(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(said);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/service`;
  site = await openSite(makeSiteFolder());
});
afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  await site.close();
  removeSite(site.folder);
});

test('asks the service the way it wants to be asked, with its key and below its path', async () => {
  const machine = createLibreTranslate({ url, key: 'k-1' });
  expect(await machine.translate(['Nhà', 'Bếp'], 'vi', 'fr')).toEqual({ kind: 'translated', texts: ['fr: Nhà', 'fr: Bếp'] }); // prettier-ignore
  expect(asked).toEqual([{ path: '/service/translate', body: { q: ['Nhà', 'Bếp'], source: 'vi', target: 'fr', format: 'text', api_key: 'k-1' } }]); // prettier-ignore
});

test('a service that fails, lies or is gone makes no draft and stops nothing', async () => {
  const machine = createLibreTranslate({ url });
  for (const bad of [
    { status: 500, body: '{}' },
    { status: 200, body: '{"translatedText":["only one"]}' },
    { status: 200, body: '{"translatedText":"text"}' },
    { status: 200, body: '{"translatedText":[1,2]}' },
    { status: 200, body: '<html>' },
  ]) {
    answer = () => bad;
    expect(await machine.translate(['a', 'b'], 'vi', 'fr'), bad.body).toMatchObject({ kind: 'failed' });
  }
  const gone = createLibreTranslate({ url: 'http://127.0.0.1:1' });
  expect(await gone.translate(['a'], 'vi', 'fr')).toMatchObject({ kind: 'failed' });
});

test('a machine draft is marked, is refused at every way out, and goes out only after a person has read it', async () => {
  const { publishing, content } = site;
  const source = content.find('homestays', 'nha-co')?.words.vi as TranslatedWords;
  const made = await createLibreTranslate({ url }).translate([source.name ?? '', source.summary ?? '', source.body ?? ''], 'vi', 'fr'); // prettier-ignore
  if (made.kind !== 'translated') throw new Error(made.reason);
  const [name = '', summary = '', body = ''] = made.texts;
  const words = { 'words/fr/name': name, 'words/fr/summary': summary, 'words/fr/body': body };
  const { version } = await publishing.status('homestays', 'nha-co');
  const saved = await publishing.saveDraft(editor, 'homestays', 'nha-co', { published: version }, { ...words, 'facts/sleeps': 9, 'words/fr/translation': translationOf('vi', source, 'machine') }); // prettier-ignore
  if (saved.kind !== 'saved') throw new Error(saved.reason);
  const sent = await publishing.submit(editor, saved.draftId, saved.version);
  if (sent.kind !== 'done') throw new Error(sent.reason);
  const draft = (await publishing.status('homestays', 'nha-co')).draft;
  expect(translationState({ vi: source, fr: { name, summary, body, translation: translationOf('vi', source, 'machine') as never } }, 'fr')).toBe('machine'); // prettier-ignore

  const unread = { kind: 'refused', reason: 'machine-unread' };
  expect(await publishing.approve(reviewer, saved.draftId, sent.version)).toEqual(unread);
  for (const path of ['words/fr/name', 'words/fr/body', 'words/fr/translation'])
    expect(await publishing.approve(reviewer, saved.draftId, sent.version, [path, 'facts/sleeps'])).toEqual(unread);
  expect(await publishing.schedule(reviewer, saved.draftId, sent.version, '2026-12-01T00:00:00Z')).toEqual(unread);
  expect(content.find('homestays', 'nha-co')?.words.fr).toBeUndefined();
  // What has nothing to do with it need not wait.
  expect(await publishing.approve(reviewer, saved.draftId, sent.version, ['facts/sleeps'])).toMatchObject({ kind: 'published' }); // prettier-ignore

  // The translator's screen: whoever saves it has read it beside the source.
  const open = (await publishing.status('homestays', 'nha-co')).draft ?? draft;
  if (open === undefined) throw new Error('no draft');
  const read = await publishing.saveDraft(editor, 'homestays', 'nha-co', { draft: open.id, version: open.version }, { ...words, 'words/fr/name': 'Vieille maison', 'words/fr/translation': translationOf('vi', source) }); // prettier-ignore
  if (read.kind !== 'saved') throw new Error(read.reason);
  expect(await publishing.approve(reviewer, read.draftId, read.version)).toMatchObject({ kind: 'published' });
  expect(content.find('homestays', 'nha-co')?.words.fr?.name).toBe('Vieille maison');
});
