import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createIdentity, readAddress } from '#src/adapters/better-auth/identity.ts';
import { findSecret } from '#src/adapters/better-auth/secret.ts';
import { createOutbox } from '#src/adapters/mail-outbox/mail-outbox.ts';
import type { SqlStateStore } from '#src/adapters/sql/sql-store.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { Identity, Visitor } from '#src/ports/accounts.ts';
import { createAuthenticator } from '#tests/support/software-authenticator.ts';
import { startPostgres } from '#tests/support/temporary-postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'tripmap-identity-'));
const postgres = await startPostgres();
afterAll(() => {
  if ('stop' in postgres) postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const translator = createTranslator();
let count = 0;

const engines: [string, () => string][] = [['SQLite', () => join(folder, `${++count}.sqlite`)]];
if ('skipped' in postgres) console.log(`sign-in on PostgreSQL: skipped, ${postgres.skipped}`);
else engines.push(['PostgreSQL', () => postgres.newDatabase()]);

describe.each(engines)('signing in, on %s', (_name, newUrl) => {
  let store: SqlStateStore;
  let identity: Identity;
  let outbox: ReturnType<typeof createOutbox>;
  let time: number;

  async function start(siteUrl = 'http://localhost:4321') {
    // The library measures its sessions by the machine's clock, so the test's clock begins there too.
    time = Date.now();
    const clock = { now: () => new Date(time) };
    store = await openStateStore({ url: newUrl(), clock });
    outbox = createOutbox(store.records, clock);
    identity = await createIdentity({
      store,
      clock,
      secret: 'a-secret-of-at-least-thirty-two-characters',
      siteUrl: new URL(siteUrl),
      mail: outbox.mail,
      sms: outbox.sms,
      translate: (language) => translator.t(language),
    });
  }
  beforeEach(() => start());
  afterEach(() => store.close());

  const from = (ip = '203.0.113.5') => ({ ip, headers: new Headers({ 'user-agent': 'Test phone' }) });
  const cookieHeaders = (cookies: readonly string[]) =>
    new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });

  async function signedIn(code: string): Promise<{ visitor: Visitor; headers: Headers; cookies: readonly string[] }> {
    const result = await identity.acceptInvitation(code, from());
    if (result.kind !== 'signed-in') throw new Error(result.reason);
    const headers = cookieHeaders(result.cookies);
    const visitor = await identity.findVisitor(headers);
    if (visitor === undefined) throw new Error('no visitor');
    return { visitor, headers, cookies: result.cookies };
  }
  const inviteOwner = (more = {}) =>
    identity.invite('admin', { role: 'owner', name: 'Nhà cổ', language: 'vi', entry: 'homestays/nha-co', ...more });
  /** Sending is not waited for, so the test waits for the mail. */
  const mails = (n: number) => vi.waitFor(async () => expect(await outbox.items()).toHaveLength(n));
  const codeIn = async () => /\d{6}/.exec((await outbox.items())[0]?.text ?? '')?.[0] ?? 'none';

  test('an invitation opens the phone with one tap, once, and owns its listing', async () => {
    const { code } = await inviteOwner();
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    expect(await identity.peekInvitation(code, from())).toMatchObject({ name: 'Nhà cổ', entry: 'homestays/nha-co' });

    const { visitor, cookies } = await signedIn(code.toLowerCase().replaceAll('-', ' '));
    expect(visitor.actor).toMatchObject({ roles: ['owner'], owns: ['homestays/nha-co'], helps: [], duty: false });
    expect(visitor).toMatchObject({
      secondFactor: 'not-asked',
      session: { proof: 'invitation', device: 'Test phone' },
    });
    expect(cookies.join()).toMatch(/HttpOnly/i);
    expect(cookies.join()).toMatch(/SameSite=Lax/i);
    expect(cookies.join()).not.toMatch(/Secure/i);
    expect(await identity.acceptInvitation(code, from())).toEqual({ kind: 'refused', reason: 'used-code' });
    expect(JSON.stringify(await store.database.db.selectFrom('invitations').selectAll().execute())).not.toContain(code);
    expect((await store.audit.list()).map((row) => row.action)).toEqual(['sign-in', 'invitation-used', 'invite']);
  });

  test('wrong, expired, cancelled and empty invitations are refused, and guessing is throttled', async () => {
    const { code, invitation } = await inviteOwner({ days: 1 });
    const cancelled = await inviteOwner();
    await store.accounts.cancelInvitation(cancelled.invitation.id);
    expect(await identity.acceptInvitation(cancelled.code, from())).toMatchObject({ reason: 'unknown-code' });
    for (const wrong of ['', '0000-0000-0000-0000', 'x'.repeat(5000), "' or 1=1 --"]) {
      expect(await identity.acceptInvitation(wrong, from())).toMatchObject({ reason: 'unknown-code' });
    }
    time += 86_400_001;
    expect(invitation.expiresAt < new Date(time).toISOString()).toBe(true);
    expect(await identity.acceptInvitation(code, from())).toMatchObject({ reason: 'expired-code' });
    let last;
    for (let i = 0; i < 31; i++) last = await identity.acceptInvitation('0000-0000-0000-0000', from('198.51.100.7'));
    expect(last).toMatchObject({ reason: 'too-many-tries' });
    expect(await identity.acceptInvitation('0000-0000-0000-0000', from('198.51.100.8'))).toMatchObject({
      reason: 'unknown-code',
    });
  });

  test('two taps on one invitation at the same moment open one session', async () => {
    const { code } = await inviteOwner();
    const results = await Promise.all([1, 2, 3, 4].map(() => identity.acceptInvitation(code, from())));
    expect(results.filter((result) => result.kind === 'signed-in')).toHaveLength(1);
    expect(await store.accounts.ownersOf('homestays/nha-co')).toHaveLength(1);
  });

  test('a lost phone is invited again: its old session ends and opens nothing', async () => {
    const first = await signedIn((await inviteOwner()).code);
    const again = await inviteOwner({ accountId: first.visitor.account.id });
    expect(await identity.findVisitor(first.headers)).toBeDefined();
    const second = await signedIn(again.code);
    expect(second.visitor.account.id).toBe(first.visitor.account.id);
    expect(await identity.findVisitor(first.headers)).toBeUndefined();
    expect(await identity.sessionsOf(first.visitor.account.id)).toHaveLength(1);
  });

  test('sessions are listed and ended; another account cannot end them; a forged cookie opens nothing', async () => {
    const { visitor, headers, cookies } = await signedIn((await inviteOwner()).code);
    const id = visitor.account.id;
    expect(await identity.endSession('someone-else', visitor.session.id)).toBe(false);
    const forged = cookies.map((cookie) => cookie.replace(/=([^;]{6})/, '=AAAAAA'));
    expect(await identity.findVisitor(cookieHeaders(forged))).toBeUndefined();
    expect(await identity.findVisitor(new Headers({ cookie: 'tripmap.session_token=abc' }))).toBeUndefined();
    expect(await identity.findVisitor(new Headers())).toBeUndefined();
    expect(await identity.endSession(id, visitor.session.id)).toBe(true);
    expect(await identity.findVisitor(headers)).toBeUndefined();
  });

  test('signing out ends the session and clears the cookie', async () => {
    const { headers } = await signedIn((await inviteOwner()).code);
    const cleared = await identity.signOut(headers);
    expect(cleared.join()).toMatch(/Max-Age=0/i);
    expect(await identity.findVisitor(headers)).toBeUndefined();
  });

  test('a deactivated account is out at once and cannot come in again', async () => {
    const { visitor, headers } = await signedIn((await inviteOwner()).code);
    const again = await inviteOwner({ accountId: visitor.account.id });
    await store.accounts.setActive(visitor.account.id, false);
    expect(await identity.findVisitor(headers)).toBeUndefined();
    expect(await identity.acceptInvitation(again.code, from())).toMatchObject({ reason: 'account-inactive' });
  });

  async function staff(email = 'lan@example.vn') {
    return store.accounts.create({ name: 'Lan', language: 'vi', email, roles: ['editor', 'reviewer'], duty: true });
  }
  async function byCode(address: string): Promise<Headers> {
    const before = (await outbox.items()).length;
    await identity.sendCode(address, 'vi', from());
    await mails(before + 1);
    const result = await identity.verifyCode(address, await codeIn(), from());
    if (result.kind !== 'signed-in') throw new Error(result.reason);
    return cookieHeaders(result.cookies);
  }

  test('staff roles count only after a second factor; enrolling one shows it', async () => {
    const account = await staff();
    const headers = await byCode('LAN@example.vn');
    const weak = await identity.findVisitor(headers);
    expect(weak).toMatchObject({ secondFactor: 'to-set-up', actor: { roles: [], duty: false } });
    if (weak === undefined) return;

    const started = await identity.startTotp(weak);
    if (started.kind !== 'started') throw new Error('refused');
    const totp = new TOTP({ secret: Secret.fromBase32(started.secret) });
    expect(started.uri).toMatch(/^otpauth:\/\/totp\//);
    expect(await identity.confirmTotp(weak, '000000')).toMatchObject({ reason: 'wrong-code' });
    const confirmed = await identity.confirmTotp(weak, totp.generate({ timestamp: time }));
    expect(confirmed.kind === 'confirmed' && confirmed.recoveryCodes).toHaveLength(10);
    expect(await identity.findVisitor(headers)).toMatchObject({
      secondFactor: 'shown',
      actor: { roles: ['editor', 'reviewer'], duty: true },
    });
    expect(JSON.stringify(await store.database.db.selectFrom('totp_secrets').selectAll().execute())).not.toContain(
      started.secret,
    );

    // Next day, another browser: the code alone is not enough, nor may it add a factor of its own.
    time += 86_400_000;
    const second = await byCode('lan@example.vn');
    const needed = await identity.findVisitor(second);
    if (needed === undefined) throw new Error('no visitor');
    expect(needed).toMatchObject({ secondFactor: 'needed', actor: { roles: [] } });
    expect(await identity.startTotp(needed)).toMatchObject({ reason: 'factor-needed' });
    expect(await identity.renewRecoveryCodes(needed)).toEqual([]);
    const code = totp.generate({ timestamp: time });
    expect(await identity.proveTotp(needed, code)).toEqual({ kind: 'proved' });
    expect(await identity.findVisitor(second)).toMatchObject({ secondFactor: 'shown' });

    // A code seen over the shoulder is worth nothing any more.
    time += 1000;
    const third = await identity.findVisitor(await byCode('lan@example.vn'));
    if (third === undefined) throw new Error('no visitor');
    expect(await identity.proveTotp(third, code)).toMatchObject({ reason: 'wrong-code' });
    const recovery = confirmed.kind === 'confirmed' ? (confirmed.recoveryCodes[0] ?? '') : '';
    expect(await identity.proveTotp(third, recovery.toLowerCase())).toEqual({ kind: 'proved' });
    expect(await identity.proveTotp(third, recovery)).toMatchObject({ reason: 'wrong-code' });
    expect(await identity.factorsOf(account.id)).toEqual({ totp: true, passkeys: 0, recoveryCodesLeft: 9 });
    for (let i = 0; i < 6; i++) await identity.proveTotp(third, '111111');
    expect(await identity.proveTotp(third, '111111')).toMatchObject({ reason: 'too-many-tries' });
  });

  test('a mailed code works once, for ten minutes and five tries; unknown addresses are answered alike and get nothing', async () => {
    await staff();
    expect(await identity.sendCode('nobody@example.vn', 'vi', from())).toEqual({ kind: 'sent' });
    expect(await outbox.items()).toEqual([]);
    expect(await identity.sendCode('lan@example.vn', 'vi', from())).toEqual({ kind: 'sent' });
    await mails(1);
    const code = await codeIn();
    expect((await outbox.items())[0]).toMatchObject({
      to: 'lan@example.vn',
      by: 'mail',
      subject: `Mã đăng nhập ${code}`,
    });
    expect(JSON.stringify(await store.database.db.selectFrom('sign_in_codes').selectAll().execute())).not.toMatch(
      /lan@/,
    );
    for (let i = 0; i < 5; i++)
      expect(await identity.verifyCode('lan@example.vn', '12', from())).toMatchObject({ reason: 'wrong-code' });
    expect(await identity.verifyCode('lan@example.vn', code, from())).toMatchObject({ reason: 'wrong-code' });

    await identity.sendCode('lan@example.vn', 'vi', from());
    await mails(2);
    const late = await codeIn();
    time += 10 * 60_000;
    expect(await identity.verifyCode('lan@example.vn', late, from())).toMatchObject({ reason: 'expired-code' });
  });

  test('codes to one address are few, whoever asks', async () => {
    await staff();
    const answers = [];
    for (let i = 0; i < 4; i++)
      answers.push((await identity.sendCode('lan@example.vn', 'vi', from(`203.0.113.${i}`))).kind);
    expect(answers).toEqual(['sent', 'sent', 'sent', 'refused']);
    await mails(3);
  });

  test('a phone number of this country gets an SMS without diacritics to trip over', async () => {
    await store.accounts.create({ name: 'Mỵ', language: 'vi', phone: '+84912345678', roles: ['helper'], duty: false });
    const headers = await byCode('0912 345 678');
    expect((await outbox.items())[0]).toMatchObject({ by: 'sms', to: '+84912345678' });
    expect((await identity.findVisitor(headers))?.actor.helps).toEqual([]);
  });

  test('only the passkey part of the library can be reached, and only by those who may change factors', async () => {
    const { headers } = await signedIn((await inviteOwner()).code);
    const ask = (path: string, method = 'GET', more: Headers = new Headers()) => {
      const all = new Headers(more);
      all.set('origin', 'http://localhost:4321');
      all.set('content-type', 'application/json');
      return identity.handle(
        new Request(`http://localhost:4321/api/auth${path}`, {
          method,
          headers: all,
          ...(method === 'POST' ? { body: '{}' } : {}),
        }),
        '203.0.113.5',
      );
    };
    for (const path of [
      '/sign-up/email',
      '/update-user',
      '/change-email',
      '/delete-user',
      '/list-sessions',
      '/ok',
      '/sign-in/email',
      '/open-session',
      '/openSession',
    ]) {
      expect((await ask(path, 'POST', headers)).status, path).toBe(404);
    }
    expect((await ask('/passkey/generate-register-options')).status).toBe(403);
    const options = await ask('/passkey/generate-register-options', 'GET', headers);
    expect(options.status).toBe(200);
    expect(await options.json()).toMatchObject({
      authenticatorSelection: { userVerification: 'required' },
      rp: { id: 'localhost' },
    });
    const challenge = await ask('/passkey/generate-authenticate-options');
    expect(challenge.status).toBe(200);
    expect((await ask('/passkey/verify-authentication', 'POST')).status).toBeGreaterThanOrEqual(400);

    const account = await staff();
    const weak = await identity.findVisitor(await byCode('lan@example.vn'));
    if (weak === undefined) throw new Error('no visitor');
    const started = await identity.startTotp(weak);
    if (started.kind === 'started')
      await identity.confirmTotp(
        weak,
        new TOTP({ secret: Secret.fromBase32(started.secret) }).generate({ timestamp: time }),
      );
    const stolen = await byCode('lan@example.vn');
    expect((await ask('/passkey/generate-register-options', 'GET', stolen)).status).toBe(403);
    expect((await identity.factorsOf(account.id)).passkeys).toBe(0);
  });

  const SITE = 'http://localhost:4321';
  /** Asks as a browser would, carrying and collecting cookies. */
  async function call(path: string, cookies: Headers, body?: unknown) {
    const headers = new Headers({ origin: SITE, cookie: cookies.get('cookie') ?? '' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await identity.handle(new Request(`${SITE}/api/auth/passkey/${path}`, init), '203.0.113.5');
    const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    const next = new Headers({ cookie: [headers.get('cookie'), ...set].filter(Boolean).join('; ') });
    return { status: response.status, cookies: next, json: () => response.json() as Promise<never> };
  }
  async function unlockWith(passkey: ReturnType<typeof createAuthenticator>, unlocked: boolean) {
    const asked = await call('generate-authenticate-options', new Headers());
    return call('verify-authentication', asked.cookies, { response: passkey.unlock(await asked.json(), unlocked) });
  }

  test('a passkey is two factors in one: it opens staff roles by itself, but not when nobody unlocked it', async () => {
    const account = await staff();
    const headers = await byCode('lan@example.vn');
    const passkey = createAuthenticator(SITE);
    const asked = await call('generate-register-options', headers);
    const added = await call('verify-registration', asked.cookies, {
      response: passkey.register(await asked.json()),
      name: 'Phone',
    });
    expect(added.status).toBe(200);
    expect(await identity.factorsOf(account.id)).toMatchObject({ passkeys: 1, totp: false });
    expect(await identity.findVisitor(headers)).toMatchObject({
      secondFactor: 'shown',
      actor: { roles: ['editor', 'reviewer'] },
    });

    const opened = await unlockWith(passkey, true);
    expect(opened.status).toBe(200);
    expect(await opened.json()).toEqual({ ok: true });
    expect(await identity.findVisitor(opened.cookies)).toMatchObject({
      secondFactor: 'shown',
      session: { proof: 'passkey' },
      actor: { duty: true },
    });

    const untouched = await unlockWith(passkey, false);
    expect(untouched.status).toBe(401);
    expect(await identity.findVisitor(untouched.cookies)).toBeUndefined();
    expect((await unlockWith(createAuthenticator(SITE), true)).status).toBe(401);
    await store.accounts.setActive(account.id, false);
    expect((await unlockWith(passkey, true)).status).toBeGreaterThanOrEqual(400);
  });

  test('a passkey of another site opens nothing', async () => {
    const headers = await byCode((await staff()).email ?? '');
    const foreign = createAuthenticator('https://tripmap.attacker.example');
    const asked = await call('generate-register-options', headers);
    const added = await call('verify-registration', asked.cookies, { response: foreign.register(await asked.json()) });
    expect(added.status).toBeGreaterThanOrEqual(400);
  });

  test('on https the cookie is Secure and has the prefix that browsers guard', async () => {
    await store.close();
    await start('https://tripmap.example');
    const result = await identity.acceptInvitation((await inviteOwner()).code, from());
    if (result.kind !== 'signed-in') throw new Error(result.reason);
    expect(result.cookies[0]).toMatch(/^__Secure-tripmap\.session_token=.*Secure/i);
    expect(await identity.findVisitor(cookieHeaders(result.cookies))).toBeDefined();
  });
});

test('the secret is made once, for the server alone to read', () => {
  const file = join(folder, 'deep/secret');
  const first = findSecret(undefined, file);
  expect(first).toMatchObject({ made: true });
  expect(first.secret.length).toBeGreaterThanOrEqual(43);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(findSecret(undefined, file)).toEqual({ secret: first.secret, made: false });
  expect(findSecret('given', file)).toEqual({ secret: 'given', made: false });
});

test('addresses are read as people write them', () => {
  expect(readAddress(' 0912.345.678 ')).toEqual({ kind: 'phone', value: '+84912345678' });
  expect(readAddress('0049 170 1234567')).toEqual({ kind: 'phone', value: '+491701234567' });
  expect(readAddress('A@b.vn')).toEqual({ kind: 'email', value: 'a@b.vn' });
  for (const wrong of ['', 'a b@c', '12', 'x'.repeat(400) + '@y', '+84abc']) expect(readAddress(wrong)).toBeUndefined();
});
