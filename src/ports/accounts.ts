import type { EntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { Role } from '#src/domain/rights/actions.ts';
import type { Actor, SignedIn } from '#src/domain/rights/can.ts';

/** Roles that somebody can be given by name. `owner` and `helper` also follow from listings and consents. */
export type GivenRole = Exclude<Role, 'anonymous'>;

export type Account = {
  id: string;
  name: string;
  language: Language;
  email?: string;
  /** E.164. */
  phone?: string;
  roles: readonly GivenRole[];
  /** May publish alerts at once. */
  duty: boolean;
  active: boolean;
  createdAt: string;
};

export type Consent = {
  id: string;
  helperId: string;
  entry: EntryId;
  givenBy: string;
  /** How the household said yes: on its own screen, or on signed paper that the office keeps. */
  how: 'screen' | 'paper';
  note?: string;
  givenAt: string;
  revokedAt?: string;
  revokedBy?: string;
};

export type Invitation = {
  id: string;
  role: GivenRole;
  name: string;
  language: Language;
  /** The listing that the account will own. */
  entry?: EntryId;
  /** An account that is invited again: its old sessions end when the invitation is used. */
  accountId?: string;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  usedAt?: string;
  usedBy?: string;
  cancelledAt?: string;
};

/** People and what they may reach. Who signs in and how is `Identity`. Times are ISO 8601 in UTC. */
export interface Accounts {
  create(account: Omit<Account, 'id' | 'createdAt' | 'active'> & { id?: string }): Promise<Account>;
  find(id: string): Promise<Account | undefined>;
  /** Compares without case. */
  findByEmail(email: string): Promise<Account | undefined>;
  findByPhone(phone: string): Promise<Account | undefined>;
  list(filter?: { role?: GivenRole; active?: boolean }): Promise<Account[]>;
  update(id: string, patch: Partial<Pick<Account, 'name' | 'language' | 'email' | 'phone'>>): Promise<void>;
  setRoles(id: string, roles: readonly GivenRole[], duty: boolean): Promise<void>;
  setActive(id: string, active: boolean): Promise<void>;

  giveListing(accountId: string, entry: EntryId): Promise<void>;
  takeListing(accountId: string, entry: EntryId): Promise<void>;
  listingsOf(accountId: string): Promise<EntryId[]>;
  ownersOf(entry: EntryId): Promise<Account[]>;

  giveConsent(consent: Pick<Consent, 'helperId' | 'entry' | 'givenBy' | 'how' | 'note'>): Promise<Consent>;
  /** Returns false when there was nothing left to take back. */
  revokeConsent(id: string, by: string): Promise<boolean>;
  /** Newest first, revoked ones too: who was allowed when stays on record. */
  consentsFor(entry: EntryId): Promise<Consent[]>;
  consentsOf(helperId: string): Promise<Consent[]>;
  householdsOf(helperId: string): Promise<EntryId[]>;

  addInvitation(
    invitation: Pick<Invitation, 'role' | 'name' | 'language' | 'entry' | 'accountId' | 'createdBy' | 'expiresAt'> & {
      codeHash: string;
    },
  ): Promise<Invitation>;
  findInvitation(codeHash: string): Promise<Invitation | undefined>;
  /** Marks it used, once: of two at the same moment only one gets it. */
  useInvitation(id: string, now: string): Promise<boolean>;
  recordInvitee(id: string, accountId: string): Promise<void>;
  cancelInvitation(id: string): Promise<boolean>;
  listInvitations(filter?: { createdBy?: string; entry?: EntryId; open?: boolean }): Promise<Invitation[]>;
}

/** What this session has proved. Staff roles count only from `passkey` and `totp` on (a recovery code counts as `totp`). */
export type Proof = 'invitation' | 'code' | 'passkey' | 'totp';

export type SessionInfo = {
  id: string;
  accountId: string;
  proof: Proof;
  createdAt: string;
  expiresAt: string;
  /** What the browser called itself, cut short. */
  device: string;
};

export type Visitor = {
  actor: SignedIn;
  account: Account;
  session: SessionInfo;
  /**
   * `needed`: holds a staff role and has a factor it has not shown in this session.
   * `to-set-up`: holds a staff role and has no factor yet.
   */
  secondFactor: 'shown' | 'needed' | 'to-set-up' | 'not-asked';
  /** `Set-Cookie` values that keep the session alive; append them to the answer. Mostly empty. */
  renewal: readonly string[];
};

export type SignInRefusal =
  | 'unknown-code'
  | 'expired-code'
  | 'used-code'
  | 'wrong-code'
  | 'too-many-tries'
  | 'account-inactive'
  | 'factor-needed';

/** Cookies as whole `Set-Cookie` values, to be appended to the answer one by one. */
export type SignedInResult =
  | { kind: 'signed-in'; accountId: string; cookies: readonly string[] }
  | { kind: 'refused'; reason: SignInRefusal; retryAfterSeconds?: number };

export type Origin = {
  headers: Headers;
  /** The visitor's address as the front server knows it; only ever kept as a keyed hash. */
  ip: string;
};

/** Signing in and out. Every way in is throttled and written to the audit log. */
export interface Identity {
  /** Answers `/api/auth/*`: passkeys for the browser, sign-out. */
  handle(request: Request, ip: string): Promise<Response>;
  /** Who is asking. Undefined without a valid session. */
  findVisitor(headers: Headers): Promise<Visitor | undefined>;
  actorOf(visitor: Visitor | undefined): Actor;

  /**
   * Makes an invitation and returns its code, which is stored only as a hash and cannot be shown again.
   * For a known account (lost phone) the old sessions and factors end when it is used.
   */
  invite(
    by: string,
    wish: Pick<Invitation, 'role' | 'name' | 'language' | 'entry' | 'accountId'> & { days?: number },
  ): Promise<{ invitation: Invitation; code: string }>;
  /** Looks without using: pages show who is invited before the one tap (link previews must not burn a code). */
  peekInvitation(code: string, origin: Origin): Promise<Invitation | undefined>;
  acceptInvitation(code: string, origin: Origin): Promise<SignedInResult>;

  /** Sends a six-digit code by mail or SMS. Answers alike for unknown addresses. */
  sendCode(
    address: string,
    language: Language,
    origin: Origin,
  ): Promise<{ kind: 'sent' } | { kind: 'refused'; reason: 'too-many-tries' }>;
  verifyCode(address: string, code: string, origin: Origin): Promise<SignedInResult>;

  /** A new secret for an authenticator app; it counts once `confirmTotp` has seen a right code. */
  startTotp(
    visitor: Visitor,
  ): Promise<{ kind: 'started'; secret: string; uri: string } | { kind: 'refused'; reason: 'factor-needed' }>;
  /** Recovery codes are returned once and stored only as hashes. */
  confirmTotp(
    visitor: Visitor,
    code: string,
  ): Promise<{ kind: 'confirmed'; recoveryCodes: readonly string[] } | { kind: 'refused'; reason: SignInRefusal }>;
  /** The second factor of a session: an app's code or a recovery code (each works once). */
  proveTotp(visitor: Visitor, code: string): Promise<{ kind: 'proved' } | { kind: 'refused'; reason: SignInRefusal }>;
  renewRecoveryCodes(visitor: Visitor): Promise<readonly string[]>;
  factorsOf(accountId: string): Promise<{ totp: boolean; passkeys: number; recoveryCodesLeft: number }>;

  sessionsOf(accountId: string): Promise<SessionInfo[]>;
  /** Ends one session of an account; false when it has no such session. */
  endSession(accountId: string, sessionId: string): Promise<boolean>;
  endAllSessions(accountId: string, except?: string): Promise<number>;
  /** Returns the cookies that clear the browser's own. */
  signOut(headers: Headers): Promise<readonly string[]>;
}
