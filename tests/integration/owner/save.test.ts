import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '#src/composition.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import { addFeed, nightsOf, readDueFeeds } from '#src/features/owner/calendars.ts';
import { openListing } from '#src/features/owner/listing.ts';
import { lookedFor } from '#src/features/owner/looked-for.ts';
import { liveConflicts, settleLiveConflict } from '#src/features/owner/live-conflicts.ts';
import { askForRoom, messageFor } from '#src/features/owner/requests.ts';
import { saveFields } from '#src/features/owner/save.ts';
import { findAnswer, keepAnswer } from '#src/features/owner/sent-once.ts';
import { readSearchQuery } from '#src/features/search/read-query.ts';
import { createPageCounter } from '#src/features/statistics/page-counter.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { RemoteCalendar } from '#src/ports/remote-calendar.ts';
import { actor, makeSiteFolder, openSite, removeSite, type Site } from '#tests/support/publishing-site.ts';

const NHA = 'homestays/nha-co';
const PRICE = 'facts/priceFrom/vnd';

let folder: string;
let site: Site;
let app: App;
let feedAnswer: Awaited<ReturnType<RemoteCalendar['read']>>;

beforeEach(async () => {
  folder = makeSiteFolder();
  site = await openSite(folder);
  const clock = { now: () => new Date('2026-11-21T03:00:00.000Z') };
  const remoteCalendar: RemoteCalendar = { accepts: (url) => (url.startsWith('https://') ? url : undefined), read: () => Promise.resolve(feedAnswer) }; // prettier-ignore
  // Only what the use cases touch; the rest of the application has no part in them.
  app = { clock, content: site.content, translator: createTranslator(), state: { store: site.store, publishing: site.publishing, remoteCalendar } } as unknown as App; // prettier-ignore
});
afterEach(async () => {
  await site.close();
  removeSite(folder);
});

const owner = actor('owner', ['owner'], { owns: [NHA] });
const helper = actor('helper', ['helper'], { helps: [NHA] });
const stranger = actor('stranger', ['owner'], { owns: ['homestays/other'] });
const seenBy = async (who: SignedIn) => (await openListing(app, who, 'nha-co'))?.seen ?? '';
const priceNow = async () => (await site.publishing.status('homestays', 'nha-co')).fields[PRICE];

test('only the household, its helpers and the desk can open a listing', async () => {
  expect(await openListing(app, owner, 'nha-co')).toBeDefined();
  expect(await openListing(app, helper, 'nha-co')).toBeDefined();
  for (const slug of ['nha-co', 'nowhere', '../x', '__proto__']) {
    expect(await openListing(app, stranger, slug), slug).toBeUndefined();
    expect(await openListing(app, { kind: 'anonymous' }, slug), slug).toBeUndefined();
  }
});

test('a price goes live, a toilet waits for review, both from one form', async () => {
  const result = await saveFields(app, owner, 'nha-co', await seenBy(owner), { [PRICE]: 270_000, 'facts/toilet': 'inside' });
  expect(result).toEqual({ kind: 'saved', live: true, draft: true });
  const status = await site.publishing.status('homestays', 'nha-co');
  expect(status.fields).toMatchObject({ [PRICE]: 270_000, 'facts/toilet': 'shared' });
  expect(status.draft?.values['facts/toilet']).toBe('inside');
}); // prettier-ignore

test("of two of one's own taps the later counts, of two people's both are kept", async () => {
  const old = await seenBy(owner);
  await saveFields(app, owner, 'nha-co', old, { [PRICE]: 260_000 });
  expect(await saveFields(app, owner, 'nha-co', old, { [PRICE]: 280_000 })).toMatchObject({ kind: 'saved' });
  expect(await priceNow()).toBe(280_000);

  const both = await seenBy(owner);
  await saveFields(app, helper, 'nha-co', both, { [PRICE]: 300_000 });
  const result = await saveFields(app, owner, 'nha-co', both, { [PRICE]: 310_000, 'facts/priceFrom/weekend': 400_000 });
  expect(result).toEqual({ kind: 'conflicts' });
  expect(await priceNow()).toBe(300_000);
  expect((await site.publishing.status('homestays', 'nha-co')).fields['facts/priceFrom/weekend']).toBe(400_000);
  const [conflict] = await liveConflicts(app, 'nha-co');
  expect(conflict).toMatchObject({ path: PRICE, keptBy: 'helper', broughtBy: 'owner', brought: 310_000 });
  expect(await settleLiveConflict(app, owner, 'nha-co', conflict?.id ?? '', 'brought')).toBe(true);
  expect(await priceNow()).toBe(310_000);
  expect(await settleLiveConflict(app, owner, 'nha-co', conflict?.id ?? '', 'brought')).toBe(false);
});

test('however owner and helper take turns, every wish stands or is shown as a conflict', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.integer({ min: 10, max: 99 })), { minLength: 1, maxLength: 6 }),
      async (steps) => {
        for (const conflict of await liveConflicts(app, 'nha-co')) await settleLiveConflict(app, owner, 'nha-co', conflict.id, 'kept');
        const seen = { owner: await seenBy(owner), helper: await seenBy(owner) };
        const wishes = new Map<string, number>();
        for (const [helping, looksFirst, value] of steps) {
          const who = helping ? helper : owner;
          const key = helping ? 'helper' : 'owner';
          if (looksFirst) seen[key] = await seenBy(who);
          const price = value * 10_000;
          const result = await saveFields(app, who, 'nha-co', seen[key], { [PRICE]: price });
          expect(result.kind).not.toBe('refused');
          wishes.set(key, price);
        }
        const lastKey = steps.at(-1)?.[0] ? 'helper' : 'owner';
        const shown = (await liveConflicts(app, 'nha-co')).map(({ brought }) => brought);
        expect([await priceNow(), ...shown]).toContain(wishes.get(lastKey));
      },
    ),
    { numRuns: 12 },
  );
}, 60_000); // prettier-ignore

test('a save that is sent twice is done once', async () => {
  const key = '0b0e7f5e-6c52-4a4e-9d0f-0a3c8a2f6b11';
  expect(await findAnswer(app, 'owner', key)).toBeUndefined();
  await keepAnswer(app, 'owner', key, { ok: true, said: 'live' });
  expect(await findAnswer(app, 'owner', key)).toEqual({ ok: true, said: 'live' });
  expect(await findAnswer(app, 'helper', key)).toBeUndefined();
  await keepAnswer(app, 'owner', '../../etc', { ok: true, said: 'live' });
  expect(await findAnswer(app, 'owner', '../../etc')).toBeUndefined();
});

test('nights of an imported calendar are full, a contradiction is pointed out, a failed reading keeps the last', async () => {
  feedAnswer = { kind: 'read', text: 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261122\r\nDTEND;VALUE=DATE:20261124\r\nEND:VEVENT\r\nEND:VCALENDAR' }; // prettier-ignore
  expect(await addFeed(app, NHA, 'B', 'http://inside')).toBe('feed-address');
  expect(await addFeed(app, NHA, 'B', 'https://b.example/1.ics')).toBe('added');
  await site.publishing.setNights(owner, 'nha-co', [{ date: '2026-11-23', state: 'free' }]);
  const nights = await nightsOf(app, NHA);
  expect(nights.slice(1, 3)).toMatchObject([{ state: 'full', conflict: false }, { state: 'free', conflict: true }]); // prettier-ignore
  feedAnswer = { kind: 'failed', problem: 'no-answer' };
  const clock = { now: () => new Date('2026-11-21T05:00:00.000Z') };
  expect(await readDueFeeds({ store: site.store, clock, remoteCalendar: app.state.remoteCalendar })).toEqual([NHA]);
  expect(await site.store.calendars.feeds(NHA)).toMatchObject([{ problem: 'no-answer', busy: ['2026-11-22', '2026-11-23'] }]); // prettier-ignore
});

test('a room request is read strictly, counted, and taken only where somebody reads it', async () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ from: '2026-12-01', to: '2026-12-03', people: '2', name: '', contact: 'anna@example.de', words: '', ...fields })) data.set(name, value); // prettier-ignore
    return data;
  };
  const who = { ip: '203.0.113.7', locale: 'de' } as const;
  const ask = (fields: Record<string, string> = {}) => askForRoom(app, NHA, form(fields), who);
  expect(await ask()).toEqual({ kind: 'refused', problems: ['nobody'] });
  const account = await site.store.accounts.create({ name: 'Bà Lý', language: 'vi', roles: ['owner'], duty: false });
  await site.store.accounts.giveListing(account.id, NHA);
  for (const [fields, problem] of [
    [{ to: '2026-11-30' }, 'dates'],
    [{ from: '2026-11-01' }, 'dates'],
    [{ from: 'soon' }, 'dates'],
    [{ to: '2027-06-01' }, 'dates'],
    [{ people: '0' }, 'people'],
    [{ people: '1e9' }, 'people'],
    [{ contact: 'me' }, 'contact'],
    [{ words: 'x'.repeat(501) }, 'words'],
  ] as [Record<string, string>, string][]) {
    expect(await ask(fields), JSON.stringify(fields)).toEqual({ kind: 'refused', problems: [problem] });
  }
  const key = '0b0e7f5e-6c52-4a4e-9d0f-0a3c8a2f6b11';
  expect(await ask({ key })).toEqual({ kind: 'asked' });
  expect(await ask({ key })).toEqual({ kind: 'asked' });
  const requests = await site.store.requests.list(NHA);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ nights: 2, people: 2, language: 'de', state: 'new' });
  for (let i = 0; i < 3; i++) await ask();
  expect(await ask()).toEqual({ kind: 'refused', problems: ['too-many'] });
});

test('the owner sees how often the page was opened and what travellers looked for, once it was counted', async () => {
  const counter = createPageCounter(site.store.counters, app.clock);
  expect(await lookedFor(app, NHA)).toBeUndefined();
  const phone = 'Mozilla/5.0 (Linux; Android 14)';
  for (const url of ['/vi/homestays/nha-co', '/de/homestays/nha-co?from=map', '/de/homestays/other']) counter.count(url, phone); // prettier-ignore
  counter.count('/vi/homestays/nha-co', 'Googlebot/2.1');
  const look = (q: string, language: string, found: number, agents: readonly string[]) => {
    const address = `/${language}/search?${new URLSearchParams({ q, kind: 'homestays' }).toString()}`;
    counter.noteFound(readSearchQuery(new URL(address, 'http://x').searchParams), language, found);
    for (const agent of agents) counter.count(address, agent);
  };
  look('Xe ô tô vào được', 'vi', 3, [phone]);
  look('xe ô tô vào được', 'vi', 3, [phone, 'Googlebot/2.1']);
  look('call me 0912345678', 'en', 0, [phone]);
  // Made once and shown three times, as from a cache; once more for a robot.
  look('sauna', 'de', 0, [phone, phone, phone, 'Googlebot/2.1']);
  look('sauna', 'en', 2, [phone]);
  counter.count('/de/search?q=sauna&kind=homestays&page=2', phone);
  await counter.close();
  expect(await lookedFor(app, NHA)).toEqual({ views: 2, asked: ['sauna', 'xe ô tô vào được'] });
  const day = '2026-11-21';
  expect(await site.store.counters.top({ name: 'empty-search', from: day, to: day, by: 'key', limit: 9 })).toEqual([{ group: 'sauna', count: 3 }]); // prettier-ignore
});

test("the ready message carries the traveller's dates and people, and only sound ones", () => {
  const form = (values: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ from: '2026-11-27', to: '2026-11-29', people: '4', ...values })) data.set(name, value); // prettier-ignore
    return data;
  };
  const written = messageFor(app, 'Nhà cổ', form({}));
  expect(written.kind).toBe('written');
  expect(written.kind === 'written' ? written.text : '').toMatch(/Nhà cổ.*27.*29.*4 người/);
  expect(messageFor(app, 'Nhà cổ', form({ to: '2026-11-27' }))).toEqual({ kind: 'refused', problems: ['dates'] });
  expect(messageFor(app, 'Nhà cổ', form({ from: '2026-11-20' }))).toEqual({ kind: 'refused', problems: ['dates'] });
  expect(messageFor(app, 'Nhà cổ', form({ from: 'soon', people: '0' }))).toEqual({ kind: 'refused', problems: ['dates', 'people'] }); // prettier-ignore
});
