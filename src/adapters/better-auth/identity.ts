import type { SqlStateStore } from '#src/adapters/sql/sql-store.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { STAFF_ROLES } from '#src/domain/rights/actions.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import { ANONYMOUS } from '#src/domain/rights/can.ts';
import type { Translate } from '#src/i18n/translator.ts';
import type { Account, Identity, Invitation, Origin, Proof, SessionInfo, SignedInResult, SignInRefusal, Visitor } from '#src/ports/accounts.ts'; // prettier-ignore
import type { Clock } from '#src/ports/clock.ts';
import type { MailSender } from '#src/ports/mail.ts';
import type { SmsSender } from '#src/ports/sms.ts';
import { openAuthSessions } from './auth-sessions.ts';
import { hashLongCode, keysOf, newInvitationCode, newSignInCode, readInvitationCode, sameHash } from './codes.ts';
import { createSecondFactor } from './second-factor.ts';

export type IdentityParts = {
  store: SqlStateStore;
  clock: Clock;
  secret: string;
  siteUrl: URL;
  mail: MailSender;
  sms: SmsSender;
  /** Words of the namespace `mail`. */
  translate: (language: Language) => Translate;
};

const MINUTE_MS = 60_000;
const CODE_MINUTES = 10;
const CODE_TRIES = 5;
const INVITATION_DAYS = 14;

/** Throttles: how many tries in how many seconds. */
const LIMITS = {
  invitation: [30, 600],
  'send-to-address': [3, 600],
  'send-from-ip': [15, 600],
  'verify-from-ip': [30, 600],
  'second-factor': [6, 300],
  passkey: [40, 600],
} as const;

/** The only parts of the library that a URL reaches. Everything else of it answers 404. */
const OPEN_PATHS = new Set([
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/generate-authenticate-options',
  '/passkey/verify-authentication',
  '/passkey/list-user-passkeys',
  '/passkey/delete-passkey',
  '/passkey/update-passkey',
]);
/** These change how an account may be entered. */
const FACTOR_PATHS = new Set([
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
  '/passkey/update-passkey',
]);

const refuse = (reason: SignInRefusal, retryAfterSeconds?: number) =>
  retryAfterSeconds === undefined
    ? ({ kind: 'refused', reason } as const)
    : ({ kind: 'refused', reason, retryAfterSeconds } as const);

export async function createIdentity(parts: IdentityParts): Promise<Identity> {
  const { store, clock } = parts;
  const { db } = store.database;
  const now = () => clock.now().toISOString();
  const keys = keysOf(parts.secret);
  const sessions = await openAuthSessions({
    database: store.database,
    siteUrl: parts.siteUrl,
    secret: parts.secret,
    isActive: async (accountId) => (await store.accounts.find(accountId))?.active === true,
  });
  const factor = createSecondFactor({ db, keys, clock, issuer: `Tripmap ${parts.siteUrl.hostname}` });

  const throttled = (door: keyof typeof LIMITS, who: string) => {
    const [tries, seconds] = LIMITS[door];
    return store.throttle.hit(keys.hash('throttle', `${door}:${who}`), tries, seconds);
  };
  const freed = (door: keyof typeof LIMITS, who: string) =>
    store.throttle.reset(keys.hash('throttle', `${door}:${who}`));

  async function hasFactor(accountId: string): Promise<boolean> {
    return (await factor.state(accountId)).totp || (await sessions.countPasskeys(accountId)) > 0;
  }

  async function findVisitor(headers: Headers): Promise<Visitor | undefined> {
    if (!headers.get('cookie')?.includes('tripmap.')) return undefined;
    const found = await sessions.find(headers);
    const account = found && (await store.accounts.find(found.session.userId));
    if (!found || !account?.active) return undefined;
    const session = toSessionInfo(found.session as StoredSession);
    const strong = session.proof === 'passkey' || session.proof === 'totp';
    const staff = account.roles.some((role) => STAFF_ROLES.includes(role));
    const secondFactor = strong
      ? 'shown'
      : !staff
        ? 'not-asked'
        : (await hasFactor(account.id))
          ? 'needed'
          : 'to-set-up';
    const owns = await store.accounts.listingsOf(account.id);
    const counted = account.roles.filter((role) => strong || !STAFF_ROLES.includes(role));
    const roles = owns.length > 0 && !counted.includes('owner') ? [...counted, 'owner' as const] : counted;
    const helps = roles.includes('helper') ? await store.accounts.householdsOf(account.id) : [];
    return {
      actor: { kind: 'account', id: account.id, roles, owns, helps, duty: account.duty && strong },
      account,
      session,
      secondFactor,
      renewal: found.renewal,
    };
  }

  async function open(account: Account, proof: Proof, origin: Origin): Promise<SignedInResult> {
    if (!account.active) return refuse('account-inactive');
    await sessions.ensureUser(account.id, account.name);
    const cookies = await sessions.open(account.id, proof, origin.headers);
    await store.audit.append({
      by: account.id,
      action: 'sign-in',
      subject: `accounts/${account.id}`,
      detail: { proof },
    });
    return { kind: 'signed-in', accountId: account.id, cookies };
  }

  async function endAllSessions(accountId: string, except?: string): Promise<number> {
    const open = (await sessions.list(accountId)).filter((session) => session.id !== except);
    if (open.length > 0) await sessions.end(open.map((session) => session.token));
    return open.length;
  }

  async function acceptInvitation(code: string, origin: Origin): Promise<SignedInResult> {
    const gate = await throttled('invitation', origin.ip);
    if (!gate.allowed) return refuse('too-many-tries', gate.retryAfterSeconds);
    const invitation =
      readInvitationCode(code) === '' ? undefined : await store.accounts.findInvitation(hashLongCode(code));
    if (invitation === undefined || invitation.cancelledAt !== undefined) return refuse('unknown-code');
    if (invitation.usedAt !== undefined) return refuse('used-code');
    if (invitation.expiresAt <= now()) return refuse('expired-code');
    const known = invitation.accountId === undefined ? undefined : await store.accounts.find(invitation.accountId);
    if (invitation.accountId !== undefined && !known?.active) return refuse('account-inactive');

    const account = await store.transaction(async (inside) => {
      if (!(await inside.accounts.useInvitation(invitation.id, now()))) return undefined;
      const { name, language, role } = invitation;
      const invited = known ?? (await inside.accounts.create({ name, language, roles: [role], duty: false }));
      await inside.accounts.recordInvitee(invitation.id, invited.id);
      if (invitation.entry !== undefined) await inside.accounts.giveListing(invited.id, invitation.entry);
      await inside.audit.append({ by: invited.id, action: 'invitation-used', subject: `invitations/${invitation.id}` });
      return invited;
    });
    if (account === undefined) return refuse('used-code');
    // Nobody guesses their way in with a right code, and a whole village may share one address.
    await freed('invitation', origin.ip);
    if (known !== undefined) {
      // A lost phone: whoever holds it is out, and its keys open nothing any more.
      await endAllSessions(known.id);
      await factor.removeAll(known.id);
      await sessions.removePasskeys(known.id);
    }
    return open(account, 'invitation', origin);
  }

  async function sendCode(address: string, language: Language, origin: Origin) {
    const to = readAddress(address);
    const byAddress = await throttled('send-to-address', to?.value ?? 'none');
    const byIp = await throttled('send-from-ip', origin.ip);
    if (!byAddress.allowed || !byIp.allowed) return { kind: 'refused', reason: 'too-many-tries' } as const;
    const account = to && (await findByAddress(to));
    const code = newSignInCode();
    const row = {
      address: keys.hash('address', to?.value ?? ''),
      code_hash: keys.hash('code', `${to?.value ?? ''}:${code}`),
      expires_at: new Date(clock.now().getTime() + CODE_MINUTES * MINUTE_MS).toISOString(),
      tries: 0,
    };
    // Also for addresses that nobody has, so that both take the same time; such a code is never told to anyone.
    await db
      .insertInto('sign_in_codes')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('address').doUpdateSet({ code_hash: row.code_hash, expires_at: row.expires_at, tries: 0 }),
      )
      .execute();
    if (to !== undefined && account?.active === true) {
      const t = parts.translate(account.language ?? language);
      // Not waited for: how long a mail server takes must not tell who has an account.
      if (to.kind === 'email')
        void parts.mail.send({ to: to.value, subject: t('mail:signInSubject', { code }), text: t('mail:signInText', { code, minutes: CODE_MINUTES }) }); // prettier-ignore
      else void parts.sms.send({ to: to.value, text: t('mail:signInSms', { code, minutes: CODE_MINUTES }) });
    }
    return { kind: 'sent' } as const;
  }

  const findByAddress = (to: Address) =>
    to.kind === 'email' ? store.accounts.findByEmail(to.value) : store.accounts.findByPhone(to.value);

  async function verifyCode(address: string, code: string, origin: Origin): Promise<SignedInResult> {
    const gate = await throttled('verify-from-ip', origin.ip);
    if (!gate.allowed) return refuse('too-many-tries', gate.retryAfterSeconds);
    const to = readAddress(address);
    if (to === undefined) return refuse('wrong-code');
    const key = keys.hash('address', to.value);
    // Counts the try before looking, so that many at once cannot share one.
    const counted = await db.updateTable('sign_in_codes').set((q) => ({ tries: q('tries', '+', 1) })).where('address', '=', key).where('tries', '<', CODE_TRIES).returningAll().executeTakeFirst(); // prettier-ignore
    if (counted === undefined) return refuse('wrong-code');
    if (counted.expires_at <= now()) return refuse('expired-code');
    if (!sameHash(counted.code_hash, keys.hash('code', `${to.value}:${code.replace(/\D/g, '')}`)))
      return refuse('wrong-code');
    const used = await db.deleteFrom('sign_in_codes').where('address', '=', key).where('code_hash', '=', counted.code_hash).executeTakeFirst(); // prettier-ignore
    const account = Number(used.numDeletedRows) > 0 ? await findByAddress(to) : undefined;
    if (account === undefined) return refuse('wrong-code');
    return open(account, 'code', origin);
  }

  /** Someone who has a factor must show it before the factors can be changed. */
  const mayChangeFactors = (visitor: Visitor) => visitor.secondFactor !== 'needed';

  async function tokenOf(visitor: Visitor): Promise<string | undefined> {
    return (await sessions.list(visitor.account.id)).find((session) => session.id === visitor.session.id)?.token;
  }
  async function strengthen(visitor: Visitor, proof: Proof): Promise<void> {
    const token = await tokenOf(visitor);
    if (token !== undefined) await sessions.setProof(token, proof);
  }
  const note = (visitor: Visitor, action: string) =>
    store.audit.append({ by: visitor.account.id, action, subject: `accounts/${visitor.account.id}` });

  async function handle(request: Request, ip: string): Promise<Response> {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    if (!OPEN_PATHS.has(path)) return new Response(null, { status: 404 });
    const gate = await throttled('passkey', ip);
    if (!gate.allowed)
      return new Response(null, { status: 429, headers: { 'retry-after': String(gate.retryAfterSeconds) } });
    const visitor = await findVisitor(request.headers);
    if (FACTOR_PATHS.has(path) && (visitor === undefined || !mayChangeFactors(visitor)))
      return new Response(null, { status: 403 });
    const response = await sessions.handle(request);
    if (response.ok && visitor !== undefined && path === '/passkey/verify-registration') {
      await note(visitor, 'passkey-added');
      // Making it needed the phone's own lock: for a session that had no second factor this was it.
      if (visitor.secondFactor === 'to-set-up') await strengthen(visitor, 'passkey');
    }
    if (response.ok && path === '/passkey/verify-authentication') {
      const body = (await response
        .clone()
        .json()
        .catch(() => undefined)) as { session?: { userId?: string } } | undefined;
      const accountId = body?.session?.userId;
      if (accountId !== undefined) await store.audit.append({ by: accountId, action: 'sign-in', subject: `accounts/${accountId}`, detail: { proof: 'passkey' } }); // prettier-ignore
      return new Response(JSON.stringify({ ok: true }), { status: 200, headers: withoutBodyHeaders(response.headers) });
    }
    return response;
  }

  return {
    handle,
    findVisitor,
    actorOf: (visitor): Actor => visitor?.actor ?? ANONYMOUS,

    async invite(by, wish) {
      const code = newInvitationCode();
      const expiresAt = new Date(clock.now().getTime() + (wish.days ?? INVITATION_DAYS) * 86_400_000).toISOString();
      const { days, ...rest } = wish;
      void days;
      const invitation = await store.transaction(async (inside) => {
        const made = await inside.accounts.addInvitation({
          ...rest,
          createdBy: by,
          expiresAt,
          codeHash: hashLongCode(code),
        });
        await inside.audit.append({ by, action: 'invite', subject: `invitations/${made.id}`, detail: { role: made.role, entry: made.entry ?? null, account: made.accountId ?? null } }); // prettier-ignore
        return made;
      });
      return { invitation, code };
    },
    async peekInvitation(code, origin): Promise<Invitation | undefined> {
      if (!(await throttled('invitation', origin.ip)).allowed || readInvitationCode(code) === '') return undefined;
      return store.accounts.findInvitation(hashLongCode(code));
    },
    acceptInvitation,
    sendCode,
    verifyCode,

    async startTotp(visitor) {
      if (!mayChangeFactors(visitor)) return { kind: 'refused', reason: 'factor-needed' };
      return {
        kind: 'started',
        ...(await factor.start(visitor.account.id, visitor.account.email ?? visitor.account.name)),
      };
    },
    async confirmTotp(visitor, code) {
      if (!mayChangeFactors(visitor)) return refuse('factor-needed');
      if (!(await throttled('second-factor', visitor.account.id)).allowed) return refuse('too-many-tries');
      const recoveryCodes = await factor.confirm(visitor.account.id, code);
      if (recoveryCodes === undefined) return refuse('wrong-code');
      await strengthen(visitor, 'totp');
      await note(visitor, 'totp-added');
      return { kind: 'confirmed', recoveryCodes };
    },
    async proveTotp(visitor, code) {
      if (!(await throttled('second-factor', visitor.account.id)).allowed) return refuse('too-many-tries');
      if (!(await factor.prove(visitor.account.id, code))) return refuse('wrong-code');
      await freed('second-factor', visitor.account.id);
      await strengthen(visitor, 'totp');
      await note(visitor, 'second-factor');
      return { kind: 'proved' };
    },
    async renewRecoveryCodes(visitor) {
      if (!mayChangeFactors(visitor)) return [];
      await note(visitor, 'recovery-codes-renewed');
      return factor.renewRecoveryCodes(visitor.account.id);
    },
    async factorsOf(accountId) {
      return { ...(await factor.state(accountId)), passkeys: await sessions.countPasskeys(accountId) };
    },

    async sessionsOf(accountId) {
      return (await sessions.list(accountId)).map((session) => toSessionInfo(session as StoredSession));
    },
    async endSession(accountId, sessionId) {
      const found = (await sessions.list(accountId)).find((session) => session.id === sessionId);
      if (found === undefined) return false;
      await sessions.end([found.token]);
      return true;
    },
    endAllSessions,
    signOut: (headers) => sessions.close(headers),
  };
}

type StoredSession = {
  id: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  userAgent?: string | null;
  proof?: unknown;
};

function toSessionInfo(session: StoredSession): SessionInfo {
  const proofs: readonly unknown[] = ['invitation', 'code', 'passkey', 'totp'];
  return {
    id: session.id,
    accountId: session.userId,
    proof: proofs.includes(session.proof) ? (session.proof as Proof) : 'code',
    createdAt: new Date(session.createdAt).toISOString(),
    expiresAt: new Date(session.expiresAt).toISOString(),
    device: (session.userAgent ?? '').slice(0, 160),
  };
}

type Address = { kind: 'email' | 'phone'; value: string };

/** `0912 345 678` is a Vietnamese number; other countries write their prefix. */
export function readAddress(text: string): Address | undefined {
  const trimmed = text.trim().normalize('NFC');
  if (trimmed.includes('@'))
    return /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(trimmed) ? { kind: 'email', value: trimmed.toLowerCase() } : undefined;
  const digits = trimmed
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
    .replace(/^0/, '+84');
  return /^\+\d{9,15}$/.test(digits) ? { kind: 'phone', value: digits } : undefined;
}

function withoutBodyHeaders(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete('content-length');
  kept.set('content-type', 'application/json');
  return kept;
}
