import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { ENTRY_STATES, type EntryState } from '#src/domain/rights/actions.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';
import { createPublishing } from '#src/features/publishing/publishing.ts';
import { addAlert, startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';
import { signIn } from '#tests/support/desk-people.ts';
import { actor } from '#tests/support/publishing-site.ts';
import { LETTERS, RELATIONS, ROUTE_ROWS, VISITORS, type Outcome, type Relation, type Row, type VisitorKind } from './route-rows.ts'; // prettier-ignore

const root = join(import.meta.dirname, '../../..');
/** No page outside these can answer, so they need no row: what Astro shows when there is nothing to show. */
const ERROR_PAGES = ['404.astro', '500.astro'];

let site: BuiltSite;
const dataDir = (): string => join(site.contentDir, '../var');
const cookies = {} as Record<VisitorKind, string>;
const slugOf = (relation: Relation, state: EntryState): string => `nha-${relation}-${state}`;
const houses = RELATIONS.flatMap((relation) => ENTRY_STATES.map((state) => ({ relation, state, slug: slugOf(relation, state) }))); // prettier-ignore
const own = houses.filter(({ relation }) => relation === 'own').map(({ slug }): EntryId => `homestays/${slug}`);

beforeAll(async () => {
  site = await startBuiltSite(addAlert, { WRITES_PER_MINUTE: '100000' });
  await makeHouses();
  for (const who of VISITORS) cookies[who] = who === 'anonymous' ? '' : await cookieOf(who);
}, 600_000);
afterAll(() => (site as BuiltSite | undefined)?.stop());

/** A house in every state, of the visitors' own household and of another, made the way people make them. */
async function makeHouses(): Promise<void> {
  const clock = { now: () => new Date() };
  const store = await openStateStore({ url: join(dataDir(), 'state.sqlite'), clock });
  const content = await createContentFiles({ root: site.contentDir });
  const publishing = createPublishing({
    store,
    content,
    clock,
    contentRoot: site.contentDir,
    photos: { read: () => Promise.resolve(undefined) },
    pageCache: { invalidate: () => undefined },
  });
  const writer = actor('writer', ['editor']);
  const checker = actor('checker', ['reviewer', 'admin']);
  const sample = Object.entries(toFields(dataOf(content.list('homestays')[0])!));
  const fields = Object.fromEntries(sample.filter(([path]) => !/photos|sources|aliases|formerSlugs|translation/.test(path))); // prettier-ignore
  for (const { slug, state } of houses) {
    if (state === 'none') continue;
    const status = () => publishing.status('homestays', slug);
    expect(await publishing.createEntry(writer, 'homestays', slug, fields)).toMatchObject({ kind: 'saved' });
    const { draft } = await status();
    if (state === 'draft' || draft === undefined) continue;
    expect(await publishing.submit(writer, draft.id, draft.version)).toMatchObject({ kind: 'done' });
    const sent = (await status()).draft!;
    if (state === 'changes-asked') await publishing.askChanges(checker, sent.id, sent.version, 'Xin sửa giá.');
    if (state !== 'published' && state !== 'archived') continue;
    expect(await publishing.approve(checker, sent.id, sent.version)).toMatchObject({ kind: 'published' });
    if (state === 'archived') await publishing.unpublish(checker, 'homestays', slug, 'closed');
  }
  for (const { slug, state } of houses) expect((await publishing.status('homestays', slug)).subject.state).toBe(state);
  await store.close();
}

async function cookieOf(who: Exclude<VisitorKind, 'anonymous'>): Promise<string> {
  const person = await signIn(
    { dataDir: dataDir(), origin: site.origin },
    { name: who, roles: [who === 'half' ? 'reviewer' : who], proven: who !== 'half' },
  );
  const store = await openStateStore({ url: join(dataDir(), 'state.sqlite'), clock: { now: () => new Date() } });
  for (const entry of own) {
    if (who === 'owner') await store.accounts.giveListing(person.id, entry);
    if (who === 'helper') await store.accounts.giveConsent({ helperId: person.id, entry, givenBy: person.id, how: 'paper' }); // prettier-ignore
  }
  await store.close();
  return person.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** The routes of the build, as the server itself has them, by their file below `src/pages`. */
function builtRoutes(): string[] {
  const entry = readFileSync(join(root, 'dist/server/entry.mjs'), 'utf8');
  return [...new Set([...entry.matchAll(/"component":\s*"src\/pages\/([^"]+)"/g)].map(([, file = '']) => file))].sort();
}

async function ask({ address, method = 'GET' }: Row, slug: string, who: VisitorKind, post?: string): Promise<Outcome | string> {
  const way = post ?? method;
  const response = await fetch(site.origin + address.replace('{slug}', slug), {
    method: way,
    redirect: 'manual',
    headers: { cookie: cookies[who], origin: site.origin, accept: 'text/html,application/json' },
    ...(way === 'POST' ? { body: new URLSearchParams({ name: 'x', url: 'http://localhost/' }) } : {}),
  });
  const location = response.headers.get('location') ?? '';
  const { status } = response;
  // At sign-in itself, whoever has a session is led on to the step that is missing.
  const ledOn = address.startsWith('/vi/sign-in') && /\/(?:account\/authenticator|second-factor)$/.test(location);
  if (status === 401 || (!ledOn && /\/(?:sign-in|account\/authenticator)(?:\?|\/second-factor|$)/.test(location))) {
    await response.body?.cancel();
    return 'sign-in';
  }
  const text = await response.text();
  if (status === 404 || (way === 'POST' && text.includes('"said":"not-found"'))) return 'hidden';
  if (status === 422 && way === 'POST' && text.includes('"said":')) return 'open';
  return status < 400 ? 'open' : `${status}`;
} // prettier-ignore

function wanted({ expected }: Row, who: VisitorKind, relation: Relation, state: EntryState): Outcome {
  switch (expected.kind) {
    case 'all':
      return expected.outcome;
    case 'roles':
      return expected.open.includes(who) ? 'open' : who === 'anonymous' ? 'sign-in' : 'hidden';
    case 'entry': {
      if (expected.open[who]?.[relation].includes(LETTERS[state]) === true) return 'open';
      return 'hidden';
    }
  }
}

test('every route of the build has a row, and no row is left over', () => {
  const routes = builtRoutes().filter((file) => !ERROR_PAGES.includes(file));
  expect(routes.length).toBeGreaterThan(100);
  expect({
    withoutRow: routes.filter((file) => !Object.hasOwn(ROUTE_ROWS, file)),
    withoutRoute: Object.keys(ROUTE_ROWS).filter((file) => !routes.includes(file)),
  }).toEqual({ withoutRow: [], withoutRoute: [] });
});

test('every route × visitor × own/other × state answers as its row says, and a closed door takes no form either', async () => {
  const faults: string[] = [];
  const cells = Object.entries(ROUTE_ROWS).flatMap(([file, row]) => {
    const each = row.address.includes('{slug}') ? houses : [{ relation: 'own', state: 'none', slug: '' } as const];
    return VISITORS.flatMap((who) => each.map((house) => ({ file, row, who, ...house })));
  });
  let posts = 0;
  const queue = [...cells];
  const work = async () => {
    for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
      const { file, row, who, relation, state, slug } = cell;
      const expected = wanted(row, who, relation, state);
      const name = `${file} ${who} ${relation} ${state}`;
      const got = await ask(row, slug, who);
      // Whoever has no session is led to sign-in before anybody looks whether the thing exists.
      const same = got === expected || (who === 'anonymous' && expected === 'hidden' && got === 'sign-in') || (who === 'half' && expected === 'hidden' && got === 'sign-in'); // prettier-ignore
      if (!same) faults.push(`${name}: ${got}, should be ${expected}`);
      // A form asks the same door as its page; one state of each is enough to see that it does ask.
      if (expected === 'open' || row.method === 'POST' || (slug !== '' && state !== 'published')) continue;
      posts++;
      const posted = await ask(row, slug, who, 'POST');
      if (posted === 'open') faults.push(`${name}: a form got in`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  expect(faults).toEqual([]);
  console.log(
    `routes: ${Object.keys(ROUTE_ROWS).length}, rows tried: ${cells.length}, forms at closed doors: ${posts}`,
  );
}, 900_000);
