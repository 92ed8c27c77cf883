import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlStateStore } from '#src/adapters/sql/sql-store.ts';
import type { Draft } from '#src/ports/drafts.ts';
import { sql } from 'kysely';

export type StoreUnderTest = { store: SqlStateStore; setTime(iso: string): void };

const NHA = 'homestays/nha-co';

function makeDraft(slug: string, more: Partial<Draft> = {}): Omit<Draft, 'id' | 'version' | 'createdAt' | 'updatedAt'> {
  return {
    kind: 'homestays', slug, state: 'draft', baseVersion: '', base: {}, values: { 'facts/sleeps': 4 }, marks: {},
    authors: ['mai'], createdBy: 'mai', ...more,
  }; // prettier-ignore
}

/** What every state store must do. Each test uses names of its own, so one database serves all. */
export function describeStateStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let store: SqlStateStore;
    let setTime: (iso: string) => void;
    beforeAll(async () => {
      ({ store, setTime } = await open());
    }, 60_000);
    afterAll(() => store?.close());

    test('keeps accounts with their roles and finds them by mail, phone and role', async () => {
      const made = await store.accounts.create({ name: 'Vàng Mí Sính', language: 'vi', email: ' Sinh@Example.VN ', phone: '+84000000001', roles: ['reviewer', 'editor'], duty: true }); // prettier-ignore
      expect(made).toMatchObject({ email: 'sinh@example.vn', roles: ['editor', 'reviewer'], duty: true, active: true });
      expect(await store.accounts.findByEmail('SINH@example.vn')).toEqual(made);
      expect(await store.accounts.findByPhone('+84000000001')).toEqual(made);
      await expect(store.accounts.create({ name: 'x', language: 'vi', email: 'sinh@example.vn', roles: [], duty: false })).rejects.toThrow(); // prettier-ignore
      await store.accounts.setRoles(made.id, ['admin'], false);
      await store.accounts.setActive(made.id, false);
      expect(await store.accounts.list({ role: 'admin', active: false })).toEqual([{ ...made, roles: ['admin'], duty: false, active: false }]); // prettier-ignore
      expect(await store.accounts.list({ role: 'editor' })).toEqual([]);
      expect(await store.accounts.find('nobody')).toBeUndefined();
    });

    test('gives listings to owners and households to helpers until the consent is taken back', async () => {
      const owner = await store.accounts.create({ name: 'Chủ nhà', language: 'vi', roles: ['owner'], duty: false });
      const helper = await store.accounts.create({
        name: 'Người giúp',
        language: 'vi',
        roles: ['helper'],
        duty: false,
      });
      await store.accounts.giveListing(owner.id, NHA);
      await store.accounts.giveListing(owner.id, NHA);
      expect(await store.accounts.listingsOf(owner.id)).toEqual([NHA]);
      expect((await store.accounts.ownersOf(NHA)).map((account) => account.id)).toEqual([owner.id]);
      const consent = await store.accounts.giveConsent({
        helperId: helper.id,
        entry: NHA,
        givenBy: owner.id,
        how: 'screen',
      });
      expect(await store.accounts.householdsOf(helper.id)).toEqual([NHA]);
      expect(await store.accounts.revokeConsent(consent.id, owner.id)).toBe(true);
      expect(await store.accounts.revokeConsent(consent.id, owner.id)).toBe(false);
      expect(await store.accounts.householdsOf(helper.id)).toEqual([]);
      expect(await store.accounts.consentsFor(NHA)).toMatchObject([{ id: consent.id, revokedBy: owner.id }]);
    });

    test('lets one of many at the same moment use an invitation, and none after its time or when cancelled', async () => {
      setTime('2026-11-21T00:00:00.000Z');
      const wish = { role: 'owner', name: 'Nhà cổ', language: 'vi', entry: NHA, createdBy: 'mai', expiresAt: '2026-11-28T00:00:00.000Z' } as const; // prettier-ignore
      const first = await store.accounts.addInvitation({ ...wish, codeHash: `${name}-a` });
      const now = '2026-11-22T00:00:00.000Z';
      const taken = await Promise.all(Array.from({ length: 8 }, () => store.accounts.useInvitation(first.id, now)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const late = await store.accounts.addInvitation({ ...wish, codeHash: `${name}-b` });
      expect(await store.accounts.useInvitation(late.id, '2026-11-28T00:00:00.000Z')).toBe(false);
      const cancelled = await store.accounts.addInvitation({ ...wish, codeHash: `${name}-c` });
      expect(await store.accounts.cancelInvitation(cancelled.id)).toBe(true);
      expect(await store.accounts.useInvitation(cancelled.id, now)).toBe(false);
      expect((await store.accounts.findInvitation(`${name}-a`))?.usedAt).toBe(now);
      expect((await store.accounts.listInvitations({ open: true, entry: NHA })).map((one) => one.id)).toEqual([
        late.id,
      ]);
    });

    test('keeps one open draft an entry and lets only the first of two saves through', async () => {
      const draft = await store.drafts.create(makeDraft('mot'));
      if (draft === undefined) throw new Error('no draft');
      expect(await store.drafts.create(makeDraft('mot'))).toBeUndefined();
      const next = { ...draft, version: 2, values: { 'facts/sleeps': 6 } };
      const save = { draftId: draft.id, version: 2, by: 'mai', at: '2026-11-21T00:00:00.000Z', changes: { 'facts/sleeps': { from: 4, to: 6 } } }; // prettier-ignore
      const won = await Promise.all([store.drafts.update(next, 1, save), store.drafts.update(next, 1, save)]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.drafts.findOpen('homestays', 'mot'))?.values).toEqual({ 'facts/sleeps': 6 });
      expect(await store.drafts.savesSince(draft.id, 1)).toEqual([save]);
      expect(await store.drafts.update({ ...next, version: 3, state: 'discarded' }, 2)).toBe(true);
      expect(await store.drafts.update({ ...next, version: 4 }, 3)).toBe(false);
      expect(await store.drafts.create(makeDraft('mot'))).toBeDefined();
    });

    test('lists drafts by state, author and slug, longest waiting first', async () => {
      await store.drafts.create(makeDraft('hai', { kind: 'places', state: 'in-review', submittedAt: '2026-11-20T00:00:00.000Z', authors: ['lan', 'mai'] })); // prettier-ignore
      await store.drafts.create(makeDraft('ba', { kind: 'places', state: 'in-review', submittedAt: '2026-11-19T00:00:00.000Z', authors: ['lan'] })); // prettier-ignore
      const waiting = await store.drafts.list({ kind: 'places', states: ['in-review'] });
      expect(waiting.map((draft) => draft.slug)).toEqual(['ba', 'hai']);
      expect(await store.drafts.count({ kind: 'places', author: 'mai' })).toBe(1);
      expect(await store.drafts.count({ kind: 'places', author: '%' })).toBe(0);
      expect(await store.drafts.list({ kind: 'places', slugs: [] })).toEqual([]);
      expect(await store.drafts.list({ kind: 'places', updatedSince: waiting[0]?.updatedAt ?? '' })).not.toEqual([]);
      expect(await store.drafts.list({ kind: 'places', updatedSince: '9999' })).toEqual([]);
    });

    test('keeps what could not be merged until somebody chooses, once', async () => {
      const draft = await store.drafts.create(makeDraft('bon'));
      const conflict = await store.drafts.addConflict({ draftId: draft?.id ?? '', path: 'facts/sleeps', base: 4, kept: 6, keptBy: 'mai', keptAt: '2026-01-01T00:00:00.000Z', brought: null, broughtBy: 'lan', broughtAt: '2026-01-02T00:00:00.000Z' }); // prettier-ignore
      expect(await store.drafts.openConflicts(conflict.draftId)).toEqual([conflict]);
      expect(await store.drafts.resolveConflict(conflict.id, 'mai', '2026-01-03T00:00:00.000Z', 'kept')).toBe(true);
      expect(await store.drafts.resolveConflict(conflict.id, 'lan', '2026-01-04T00:00:00.000Z', 'brought')).toBe(false);
      expect(await store.drafts.openConflicts(conflict.draftId)).toEqual([]);
    });

    test('numbers revisions within the entry and takes the same one only once', async () => {
      const revision = { id: `${name}-r1`, kind: 'guides', slug: 'xe-may', version: 'v1', data: { facts: { a: 1 }, words: {} }, at: '2026-11-21T00:00:00.000Z', by: 'mai', paths: ['facts/a'], why: 'approved' } as const; // prettier-ignore
      await store.revisions.add(revision);
      await store.revisions.add(revision);
      await store.revisions.add({ ...revision, id: `${name}-r2`, version: 'v2', data: null });
      const list = await store.revisions.list('guides', 'xe-may');
      expect(list.map(({ number, version, data }) => ({ number, version, data }))).toEqual([
        { number: 2, version: 'v2', data: null },
        { number: 1, version: 'v1', data: { facts: { a: 1 }, words: {} } },
      ]);
      expect((await store.revisions.findVersion('guides', 'xe-may', 'v1'))?.id).toBe(`${name}-r1`);
    });

    test('holds one publication an entry at a time', async () => {
      const intent = { id: 'i1', kind: 'places', slug: 'p', at: '2026-11-21T00:00:00.000Z', by: 'mai', step: 'written', audit: { action: 'publish', detail: null }, files: { 'vi.md': null }, photos: [], revision: { id: 'i1', kind: 'places', slug: 'p', version: '', data: null, at: '', by: 'mai', paths: [], why: 'approved' } } as const; // prettier-ignore
      expect(await store.intents.add(intent)).toBe('added');
      expect(await store.intents.add({ ...intent, id: 'i2' })).toBe('busy');
      expect(await store.intents.setRecorded('i1')).toBe(true);
      expect(await store.intents.setRecorded('i1')).toBe(false);
      expect(await store.intents.open()).toEqual([{ ...intent, step: 'recorded' }]);
      await store.intents.remove('i1');
      expect(await store.intents.open()).toEqual([]);
    });

    test('keeps the newest tap for a night, whichever arrives last', async () => {
      await store.availability.set(NHA, [{ date: '2026-12-01', state: 'full' }], 'mai', '2026-11-21T10:00:00.000Z');
      await store.availability.set(NHA, [{ date: '2026-12-01', state: 'free' }], 'mai', '2026-11-21T09:00:00.000Z');
      expect(await store.availability.nights(NHA, '2026-12-01', '2026-12-31')).toMatchObject([{ state: 'full' }]);
      await store.availability.set(NHA, [{ date: '2026-12-01', state: 'ask' }], 'mai', '2026-11-21T11:00:00.000Z');
      expect((await store.availability.nightsOfAll('2026-12-01', '2026-12-31')).get(NHA)).toBeUndefined();
    });

    test('keeps calendar feeds and a secret that can be changed', async () => {
      const secret = await store.calendars.secretOf(NHA);
      expect(await store.calendars.secretOf(NHA)).toBe(secret);
      const renewed = await store.calendars.renewSecret(NHA);
      expect(await store.calendars.findBySecret(secret)).toBeUndefined();
      expect(await store.calendars.findBySecret(renewed)).toBe(NHA);
      const feed = await store.calendars.addFeed({ entry: NHA, name: 'Booking', url: 'https://example.org/a.ics' });
      await store.calendars.recordRead(feed.id, { at: '2026-11-21T00:00:00.000Z', busy: ['2026-12-24'] });
      await store.calendars.recordRead(feed.id, { at: '2026-11-22T00:00:00.000Z', problem: 'unreachable' });
      expect(await store.calendars.feeds(NHA)).toEqual([{ ...feed, busy: ['2026-12-24'], readAt: '2026-11-22T00:00:00.000Z', readOkAt: '2026-11-21T00:00:00.000Z', problem: 'unreachable' }]); // prettier-ignore
      expect(await store.calendars.removeFeed('homestays/other', feed.id)).toBe(false);
      expect(await store.calendars.removeFeed(NHA, feed.id)).toBe(true);
    });

    test('takes a queued report once and forgets the person after it is closed', async () => {
      const wish = { kind: 'unsafe-road', text: 'Sạt lở', lat: 23.25, lng: 105.4, contact: 'a@example.org', language: 'vi', createdAt: '2026-11-20T00:00:00.000Z' } as const; // prettier-ignore
      const { report } = await store.reports.add(wish, `${name}-code`, `${name}-key`);
      expect(await store.reports.add(wish, `${name}-code-2`, `${name}-key`)).toEqual({ report, known: true });
      await store.reports.addEvent(report.id, {
        at: '2026-11-20T01:00:00.000Z',
        by: 'mai',
        state: 'looking',
        words: 'Cảm ơn',
      });
      await store.reports.update(report.id, { state: 'fixed', answeredAt: '2026-11-20T00:30:00.000Z', closedAt: '2026-11-20T02:00:00.000Z' }); // prettier-ignore
      expect(await store.reports.answerMinutes('2026-11-20T00:00:00.000Z')).toEqual([30]);
      expect(await store.reports.forgetPersons('2026-11-21T00:00:00.000Z')).toBe(1);
      const left = await store.reports.findByCode(`${name}-code`);
      expect(left).toMatchObject({ text: 'Sạt lở', state: 'fixed' });
      expect(left).not.toHaveProperty('contact');
      expect(left).not.toHaveProperty('lat');
      expect(await store.reports.list({ states: ['fixed'], kind: 'unsafe-road' })).toHaveLength(1);
    });

    test('keeps room requests until they are answered and deleted', async () => {
      const wish = { entry: NHA, from: '2026-12-24', nights: 2, people: 3, name: 'A', contact: '+4900', language: 'de', words: '', createdAt: '2026-11-20T00:00:00.000Z' } as const; // prettier-ignore
      const request = await store.requests.add(wish, `${name}-req`);
      expect(await store.requests.add(wish, `${name}-req`)).toEqual(request);
      expect(await store.requests.answer(request.id, 'free', 'Còn phòng', '2026-11-20T01:00:00.000Z')).toBe(true);
      expect(await store.requests.list(NHA)).toMatchObject([{ id: request.id, state: 'free', answer: 'Còn phòng' }]);
      expect(await store.requests.removeBefore('2027-01-20T00:00:00.000Z')).toBe(1);
    });

    test('counts without knowing whom', async () => {
      const count = { name: `views-${name}`, language: 'vi' };
      await Promise.all(
        [1, 2, 3].map(() => store.counters.add({ ...count, key: 'places/dong-van', day: '2026-11-20' })),
      );
      await store.counters.add({ ...count, key: 'places/meo-vac', day: '2026-11-21', by: 2, language: 'de' });
      const week = { name: count.name, from: '2026-11-16', to: '2026-11-22' };
      expect(await store.counters.sum(week)).toBe(5);
      expect(await store.counters.top({ ...week, by: 'key' })).toEqual([{ group: 'places/dong-van', count: 3 }, { group: 'places/meo-vac', count: 2 }]); // prettier-ignore
      expect(await store.counters.top({ ...week, by: 'language' })).toEqual([{ group: 'vi', count: 3 }, { group: 'de', count: 2 }]); // prettier-ignore
      await store.counters.add({ ...count, key: 'places/meo-vac', day: '2026-11-22' });
      await store.counters.add({ ...count, key: 'places/meo-vac', day: '2026-11-23' });
      expect(await store.counters.cells(week)).toEqual([
        { key: 'places/dong-van', language: 'vi', count: 3 },
        { key: 'places/meo-vac', language: 'de', count: 2 },
        { key: 'places/meo-vac', language: 'vi', count: 1 },
      ]);
    });

    test('throttles by window and forgets with time', async () => {
      setTime('2026-11-21T00:00:00.000Z');
      const tries = [];
      for (let i = 0; i < 4; i++) tries.push((await store.throttle.hit('door', 3, 60)).allowed);
      expect(tries).toEqual([true, true, true, false]);
      setTime('2026-11-21T00:00:20.000Z');
      expect(await store.throttle.hit('door', 3, 60)).toEqual({ allowed: false, retryAfterSeconds: 40 });
      setTime('2026-11-21T00:01:00.000Z');
      expect((await store.throttle.hit('door', 3, 60)).allowed).toBe(true);
      setTime('2026-11-21T01:00:00.000Z');
      expect(await store.throttle.removeOld()).toBeGreaterThan(0);
    });

    test('chains the audit log, also when many write at once, and shows where it was changed', async () => {
      await Promise.all(Array.from({ length: 12 }, (_, i) => store.audit.append({ by: 'mai', action: 'draft-edit', subject: NHA, detail: { i } }))); // prettier-ignore
      const whole = await store.audit.verify();
      expect(whole).toMatchObject({ kind: 'whole', rows: 12 });
      const { db } = store.database;
      await expect(db.updateTable('audit').set({ by_account: 'lan' }).execute()).rejects.toThrow(/only grows/);
      await expect(db.deleteFrom('audit').execute()).rejects.toThrow(/only grows/);
      expect(await store.audit.verify()).toEqual(whole);

      // Somebody with the database in hand, past the product:
      if (store.engine === 'sqlite') await sql`drop trigger audit_no_update`.execute(db);
      else await sql`alter table audit disable trigger audit_no_edit`.execute(db);
      await db.updateTable('audit').set({ by_account: 'lan' }).where('seq', '=', 5).execute();
      expect(await store.audit.verify()).toEqual({ kind: 'broken', seq: 5, reason: 'changed' });
    });

    test('does all of a transaction or nothing', async () => {
      await expect(
        store.transaction(async (inside) => {
          await inside.records.put('glossary', 'Lô Lô', { keep: true });
          throw new Error('half-way');
        }),
      ).rejects.toThrow('half-way');
      expect(await store.records.get('glossary', 'Lô Lô')).toBeUndefined();
      await store.transaction((inside) => inside.records.put('glossary', 'Lô Lô', { keep: true }));
      expect(await store.records.list('glossary')).toMatchObject([{ key: 'Lô Lô', value: { keep: true } }]);
    });

    test('hands a job to one worker, again after its lease, and keeps what was given up', async () => {
      setTime('2026-11-21T00:00:00.000Z');
      const id = await store.jobs.enqueue('mail', { to: 'a' }, { key: 'a' });
      expect(await store.jobs.enqueue('mail', { to: 'a' }, { key: 'a' })).toBe(id);
      const claims = await Promise.all([store.jobs.claim(['mail'], 30), store.jobs.claim(['mail'], 30)]);
      expect(claims.filter((job) => job !== undefined)).toMatchObject([{ id, attempts: 1, payload: { to: 'a' } }]);
      setTime('2026-11-21T00:01:00.000Z');
      expect(await store.jobs.claim(['mail'], 30)).toMatchObject({ id, attempts: 2 });
      await store.jobs.fail(id, 'no route');
      expect(await store.jobs.claim(['mail'], 30)).toBeUndefined();
      expect(await store.jobs.count('given-up')).toBe(1);
    });

    test('keeps a short link until its day', async () => {
      const link = { code: 'abc234', data: 'trip', createdAt: '2026-11-21T00:00:00.000Z', expiresAt: '2027-11-21T00:00:00.000Z' }; // prettier-ignore
      expect(await store.shortLinks.add(link)).toBe(true);
      expect(await store.shortLinks.add({ ...link, data: 'other' })).toBe(false);
      expect(await store.shortLinks.find('abc234', '2026-12-01T00:00:00.000Z')).toEqual(link);
      expect(await store.shortLinks.find('abc234', link.expiresAt)).toBeUndefined();
      expect(await store.shortLinks.remove('abc234')).toBe(true);
      expect(await store.shortLinks.remove('abc234')).toBe(false);
      expect(await store.shortLinks.find('abc234', '2026-12-01T00:00:00.000Z')).toBeUndefined();
    });

    test('keeps any text as it was, hostile or not', async () => {
      const text = `'; drop table drafts; -- "\\ \u202e Đồng Văn 同文 😀 <script>`;
      await store.comments.add({ kind: 'places', slug: 'x', by: 'mai', at: '2026-11-21T00:00:00.000Z', text });
      expect((await store.comments.list('places', 'x'))[0]?.text).toBe(text);
    });
  });
}
