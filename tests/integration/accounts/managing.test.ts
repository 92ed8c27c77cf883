import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIdentity } from '#src/adapters/better-auth/identity.ts';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createOutbox } from '#src/adapters/mail-outbox/mail-outbox.ts';
import type { SqlStateStore } from '#src/adapters/sql/sql-store.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { ANONYMOUS } from '#src/domain/rights/can.ts';
import type { AccountManaging } from '#src/features/accounts/managing.ts';
import { createAccountManaging } from '#src/features/accounts/managing.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { Identity } from '#src/ports/accounts.ts';
import { actor, writeHomestay } from '#tests/support/publishing-site.ts';

const NHA = 'homestays/nha-co';
const KHAC = 'homestays/nha-khac';
const translator = createTranslator();
const origin = { ip: '203.0.113.9', headers: new Headers() };

let folder: string;
let store: SqlStateStore;
let identity: Identity;
let managing: AccountManaging;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tripmap-accounts-'));
  for (const slug of ['nha-co', 'nha-khac']) writeHomestay(folder, slug);
  const clock = { now: () => new Date() };
  store = await openStateStore({ url: ':memory:', clock });
  const { mail, sms } = createOutbox(store.records, clock);
  identity = await createIdentity({
    store,
    clock,
    secret: 'x'.repeat(40),
    siteUrl: new URL('http://localhost:4321'),
    mail,
    sms,
    translate: (language) => translator.t(language),
  });
  const content = await createContentFiles({ root: join(folder, 'content') });
  managing = createAccountManaging({ store, content, identity });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const admin = actor('admin', ['admin']);
const reviewer = actor('reviewer', ['reviewer']);
const wish = { name: 'Nhà cổ', language: 'vi' } as const;

const newAccount = (roles: readonly ('owner' | 'helper' | 'editor' | 'reviewer' | 'admin')[], email?: string) =>
  store.accounts.create({ name: 'A', language: 'vi', roles, duty: false, ...(email === undefined ? {} : { email }) });

test('a helper invites the households in their care and no other', async () => {
  const helper = actor('helper', ['helper'], { helps: [NHA] });
  expect(await managing.inviteOwner(helper, NHA, wish)).toMatchObject({ kind: 'invited' });
  for (const [who, entry] of [
    [helper, KHAC],
    [ANONYMOUS, NHA],
    [actor('o', ['owner'], { owns: [NHA] }), NHA],
    [admin, 'homestays/nowhere'],
    [admin, '../etc/passwd'],
  ] as const) {
    expect(await managing.inviteOwner(who, entry as typeof NHA, wish)).toEqual({
      kind: 'refused',
      reason: 'not-found',
    });
  }
  expect(await managing.inviteOwner(admin, NHA, { ...wish, name: ' \u200b ' })).toMatchObject({ reason: 'bad-name' });
});

test('re-inviting is no way into another account', async () => {
  const helper = actor('helper', ['helper'], { helps: [NHA] });
  const boss = await newAccount(['admin'], 'boss@example.vn');
  const owner = await newAccount(['owner']);
  expect(await managing.inviteOwner(helper, NHA, { ...wish, accountId: boss.id })).toMatchObject({
    reason: 'not-found',
  });
  expect(await managing.inviteOwner(helper, NHA, { ...wish, accountId: owner.id })).toMatchObject({
    reason: 'not-found',
  });
  await store.accounts.giveListing(boss.id, NHA);
  await store.accounts.giveListing(owner.id, NHA);
  expect(await managing.inviteOwner(helper, NHA, { ...wish, accountId: boss.id })).toMatchObject({
    reason: 'not-found',
  });
  expect(await managing.inviteOwner(helper, NHA, { ...wish, accountId: owner.id })).toMatchObject({ kind: 'invited' });
});

test('a helper acts for a household from its consent until it takes it back, in the same session', async () => {
  const helper = await newAccount(['helper']);
  const owner = actor('owner', ['owner'], { owns: [NHA] });
  expect(await managing.giveConsent(actor(helper.id, ['helper']), NHA, helper.id)).toMatchObject({
    reason: 'not-found',
  });
  expect(await managing.giveConsent(owner, KHAC, helper.id)).toMatchObject({ reason: 'not-found' });
  expect(await managing.giveConsent(owner, NHA, (await newAccount(['editor'])).id)).toMatchObject({
    reason: 'not-found',
  });
  const given = await managing.giveConsent(owner, NHA, helper.id);
  if (given.kind !== 'given') throw new Error('not given');
  expect(given.consent).toMatchObject({ how: 'screen', givenBy: 'owner' });
  expect(await store.accounts.householdsOf(helper.id)).toEqual([NHA]);
  expect(await managing.revokeConsent(owner, KHAC, given.consent.id)).toMatchObject({ reason: 'not-found' });
  expect(await managing.revokeConsent(owner, NHA, given.consent.id)).toEqual({ kind: 'done' });
  expect(await store.accounts.householdsOf(helper.id)).toEqual([]);
  expect(await managing.giveConsent(reviewer, NHA, helper.id, 'giấy số 12')).toMatchObject({
    consent: { how: 'paper', note: 'giấy số 12' },
  });
  expect(await managing.consentsFor(actor('x', ['owner'], { owns: [KHAC] }), NHA)).toBeUndefined();
  expect(await managing.consentsFor(owner, NHA)).toHaveLength(2);
});

test('only an admin invites staff, and an address belongs to one account', async () => {
  const lan = { ...wish, email: 'lan@example.vn', roles: ['editor'], duty: true } as const;
  expect(await managing.inviteStaff(reviewer, lan)).toMatchObject({ reason: 'not-found' });
  const invited = await managing.inviteStaff(admin, lan);
  expect(invited).toMatchObject({ kind: 'invited', invitation: { role: 'editor' } });
  expect(await managing.inviteStaff(admin, { ...lan, email: 'LAN@example.vn' })).toMatchObject({
    reason: 'address-taken',
  });
  expect(await managing.inviteStaff(admin, { ...wish, roles: ['editor'], duty: false })).toMatchObject({
    reason: 'bad-address',
  });
  expect(await managing.inviteStaff(admin, { ...lan, email: 'x@y\r\nBcc: a@b' })).toMatchObject({
    reason: 'bad-address',
  });
  expect(await managing.inviteStaff(admin, { ...lan, email: 'b@example.vn', roles: [] })).toMatchObject({
    reason: 'bad-name',
  });
  if (invited.kind !== 'invited') return;
  const signedIn = await identity.acceptInvitation(invited.code, origin);
  const headers = new Headers({
    cookie: signedIn.kind === 'signed-in' ? (signedIn.cookies[0]?.split(';')[0] ?? '') : '',
  });
  expect(await identity.findVisitor(headers)).toMatchObject({
    secondFactor: 'to-set-up',
    actor: { roles: [], duty: false },
  });
});

test('roles and doors of others are an admin’s; the last admin stays', async () => {
  const boss = await newAccount(['admin']);
  const lan = await newAccount(['editor']);
  const acting = actor(boss.id, ['admin']);
  expect(await managing.setRoles(acting, boss.id, ['editor'], false)).toMatchObject({ reason: 'not-found' });
  expect(await managing.setActive(acting, boss.id, false)).toMatchObject({ reason: 'not-found' });
  expect(await managing.setActive(actor('other-admin', ['admin']), boss.id, false)).toMatchObject({
    reason: 'last-admin',
  });
  expect(await managing.setRoles(reviewer, lan.id, ['admin'], true)).toMatchObject({ reason: 'not-found' });
  expect(await managing.setRoles(acting, lan.id, ['editor', 'admin'], true)).toEqual({ kind: 'done' });
  expect(await store.accounts.find(lan.id)).toMatchObject({ roles: ['admin', 'editor'], duty: true });
  expect(await managing.listAccounts(reviewer)).toBeUndefined();
  expect(await managing.listAccounts(acting)).toHaveLength(2);
});

test('a deactivated account loses its sessions; sessions of others are an admin’s to see', async () => {
  const invited = await managing.inviteOwner(admin, NHA, wish);
  if (invited.kind !== 'invited') throw new Error('not invited');
  const result = await identity.acceptInvitation(invited.code, origin);
  const accountId = result.kind === 'signed-in' ? result.accountId : '';
  expect(await managing.sessionsOf(reviewer, accountId)).toBeUndefined();
  const [session] = (await managing.sessionsOf(actor(accountId, ['owner']), accountId)) ?? [];
  expect(await managing.endSession(reviewer, accountId, session?.id ?? '')).toMatchObject({ reason: 'not-found' });
  expect(await managing.setActive(admin, accountId, false)).toEqual({ kind: 'done' });
  expect(await identity.sessionsOf(accountId)).toEqual([]);
  expect((await store.audit.list({ subject: `accounts/${accountId}` })).map((row) => row.action)).toEqual([
    'account-deactivate',
    'sign-in',
  ]);
});

test('an invitation is taken back by whoever made it, or by an admin', async () => {
  const helper = actor('helper', ['helper'], { helps: [NHA] });
  const invited = await managing.inviteOwner(helper, NHA, wish);
  if (invited.kind !== 'invited') throw new Error('not invited');
  expect(await managing.cancelInvitation(actor('other', ['helper']), invited.invitation.id)).toMatchObject({
    reason: 'not-found',
  });
  expect(await managing.cancelInvitation(helper, invited.invitation.id)).toEqual({ kind: 'done' });
  expect(await identity.acceptInvitation(invited.code, origin)).toMatchObject({ reason: 'unknown-code' });
});
