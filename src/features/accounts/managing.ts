import type { EntryId } from '#src/domain/content/entry.ts';
import { parseEntryId } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { STAFF_ROLES } from '#src/domain/rights/actions.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import { findEntryStatus } from '#src/features/publishing/entry-status.ts';
import type { Account, Consent, GivenRole, Identity, Invitation, SessionInfo } from '#src/ports/accounts.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { StateStore } from '#src/ports/state-store.ts';

export type ManageRefusal = 'not-found' | 'bad-name' | 'bad-address' | 'address-taken' | 'too-many' | 'last-admin';
export type Refused = { kind: 'refused'; reason: ManageRefusal };
export type Invited = {
  kind: 'invited';
  invitation: Invitation;
  /** Shown once; only its hash is kept. */ code: string;
};

const refused = (reason: ManageRefusal): Refused => ({ kind: 'refused', reason });

/** Invitations that wait to be used, for one person who invites: enough for a village, too few for a flood. */
const MOST_OPEN = 300;

/** Inviting, consenting, and the rest of what is done to accounts. Each asks `can` first. */
export function createAccountManaging(parts: { store: StateStore; content: ContentStore; identity: Identity }) {
  const { store, identity } = parts;
  const { accounts } = store;

  async function entryAllows(
    actor: Actor,
    action: 'invite-owner' | 'consent-give' | 'consent-revoke' | 'consent-read',
    entry: EntryId,
  ): Promise<boolean> {
    const parsed = parseEntryId(entry);
    if (parsed === undefined) return false;
    const { subject } = await findEntryStatus(parts, parsed.kind as ContentKind, parsed.slug);
    return can(actor, action, subject);
  }

  /**
   * Invites a household to its listing, or again after a lost phone. A helper may for households in their care.
   * An account that also holds a staff role can only be invited again by an admin: otherwise a helper could become one.
   */
  async function inviteOwner(
    actor: Actor,
    entry: EntryId,
    wish: { name: string; language: Language; accountId?: string; days?: number },
  ): Promise<Invited | Refused> {
    if (actor.kind === 'anonymous' || !(await entryAllows(actor, 'invite-owner', entry))) return refused('not-found');
    const name = readName(wish.name);
    if (name === undefined) return refused('bad-name');
    if (wish.accountId !== undefined) {
      const account = await accounts.find(wish.accountId);
      const owns = account !== undefined && (await accounts.listingsOf(account.id)).includes(entry);
      const staff = account?.roles.some((role) => STAFF_ROLES.includes(role)) === true;
      if (!owns || (staff && !can(actor, 'invite-staff'))) return refused('not-found');
    }
    if ((await accounts.listInvitations({ createdBy: actor.id, open: true })).length >= MOST_OPEN)
      return refused('too-many');
    return { kind: 'invited', ...(await identity.invite(actor.id, { role: 'owner', entry, ...wish, name })) };
  }

  /** Makes the account at once, so that its mail or phone can receive codes, and invites it. */
  async function inviteStaff(
    actor: Actor,
    wish: {
      name: string;
      language: Language;
      email?: string;
      phone?: string;
      roles: readonly GivenRole[];
      duty: boolean;
    },
  ): Promise<Invited | Refused> {
    if (actor.kind === 'anonymous' || !can(actor, 'invite-staff')) return refused('not-found');
    const name = readName(wish.name);
    if (name === undefined || wish.roles.length === 0) return refused('bad-name');
    if (wish.email === undefined && wish.phone === undefined) return refused('bad-address');
    if (wish.email !== undefined && !/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(wish.email)) return refused('bad-address');
    if (wish.phone !== undefined && !/^\+\d{9,15}$/.test(wish.phone)) return refused('bad-address');
    const taken =
      (wish.email !== undefined && (await accounts.findByEmail(wish.email))) ||
      (wish.phone !== undefined && (await accounts.findByPhone(wish.phone)));
    if (taken) return refused('address-taken');
    const account = await accounts.create({ ...wish, name });
    await store.audit.append({
      by: actor.id,
      action: 'account-create',
      subject: `accounts/${account.id}`,
      detail: { roles: [...wish.roles] },
    });
    return {
      kind: 'invited',
      ...(await identity.invite(actor.id, {
        role: wish.roles[0] as GivenRole,
        name,
        language: wish.language,
        accountId: account.id,
        days: 7,
      })),
    };
  }

  /** Lost phone of someone on the staff: a new invitation; old sessions and factors end when it is used. */
  async function inviteAgain(actor: Actor, accountId: string): Promise<Invited | Refused> {
    const account = await accounts.find(accountId);
    if (actor.kind === 'anonymous' || account === undefined || !can(actor, 'invite-staff')) return refused('not-found');
    return {
      kind: 'invited',
      ...(await identity.invite(actor.id, {
        role: account.roles[0] ?? 'owner',
        name: account.name,
        language: account.language,
        accountId,
        days: 7,
      })),
    };
  }

  async function cancelInvitation(actor: Actor, invitationId: string): Promise<{ kind: 'done' } | Refused> {
    if (actor.kind === 'anonymous') return refused('not-found');
    const own = (await accounts.listInvitations({ createdBy: actor.id, open: true })).some(
      (one) => one.id === invitationId,
    );
    if (!own && !can(actor, 'invite-staff')) return refused('not-found');
    if (!(await accounts.cancelInvitation(invitationId))) return refused('not-found');
    await store.audit.append({ by: actor.id, action: 'invitation-cancel', subject: `invitations/${invitationId}` });
    return { kind: 'done' };
  }

  /** The household lets a helper act for it, or the office records the signed paper. */
  async function giveConsent(
    actor: Actor,
    entry: EntryId,
    helperId: string,
    note?: string,
  ): Promise<{ kind: 'given'; consent: Consent } | Refused> {
    if (actor.kind === 'anonymous' || !(await entryAllows(actor, 'consent-give', entry))) return refused('not-found');
    const helper = await accounts.find(helperId);
    if (helper === undefined || !helper.active || !helper.roles.includes('helper')) return refused('not-found');
    const how = actor.owns.includes(entry) ? 'screen' : 'paper';
    const consent = await accounts.giveConsent({
      helperId,
      entry,
      givenBy: actor.id,
      how,
      ...(note === undefined || note === '' ? {} : { note: note.slice(0, 300) }),
    });
    await store.audit.append({
      by: actor.id,
      action: 'consent-give',
      subject: entry,
      detail: { helper: helperId, how },
    });
    return { kind: 'given', consent };
  }

  /** Holds from the next request on: nobody keeps rights in a session. */
  async function revokeConsent(actor: Actor, entry: EntryId, consentId: string): Promise<{ kind: 'done' } | Refused> {
    if (actor.kind === 'anonymous' || !(await entryAllows(actor, 'consent-revoke', entry))) return refused('not-found');
    const consent = (await accounts.consentsFor(entry)).find((one) => one.id === consentId);
    if (consent === undefined || !(await accounts.revokeConsent(consentId, actor.id))) return refused('not-found');
    await store.audit.append({
      by: actor.id,
      action: 'consent-revoke',
      subject: entry,
      detail: { helper: consent.helperId },
    });
    return { kind: 'done' };
  }

  async function consentsFor(actor: Actor, entry: EntryId): Promise<Consent[] | undefined> {
    return (await entryAllows(actor, 'consent-read', entry)) ? accounts.consentsFor(entry) : undefined;
  }

  async function setRoles(
    actor: Actor,
    accountId: string,
    roles: readonly GivenRole[],
    duty: boolean,
  ): Promise<{ kind: 'done' } | Refused> {
    const account = await accounts.find(accountId);
    if (actor.kind === 'anonymous' || account === undefined || !can(actor, 'account-roles', { account: accountId }))
      return refused('not-found');
    if (account.roles.includes('admin') && !roles.includes('admin') && (await isLastAdmin(accountId)))
      return refused('last-admin');
    await accounts.setRoles(accountId, roles, duty);
    await store.audit.append({
      by: actor.id,
      action: 'account-roles',
      subject: `accounts/${accountId}`,
      detail: { roles: [...roles], duty },
    });
    return { kind: 'done' };
  }

  async function setActive(actor: Actor, accountId: string, active: boolean): Promise<{ kind: 'done' } | Refused> {
    const account = await accounts.find(accountId);
    if (
      actor.kind === 'anonymous' ||
      account === undefined ||
      !can(actor, 'account-deactivate', { account: accountId })
    )
      return refused('not-found');
    if (!active && account.roles.includes('admin') && (await isLastAdmin(accountId))) return refused('last-admin');
    await accounts.setActive(accountId, active);
    if (!active) await identity.endAllSessions(accountId);
    await store.audit.append({
      by: actor.id,
      action: active ? 'account-activate' : 'account-deactivate',
      subject: `accounts/${accountId}`,
    });
    return { kind: 'done' };
  }

  async function isLastAdmin(accountId: string): Promise<boolean> {
    return (await accounts.list({ role: 'admin', active: true })).every((admin) => admin.id === accountId);
  }

  async function sessionsOf(actor: Actor, accountId: string): Promise<SessionInfo[] | undefined> {
    return can(actor, 'session-list', { account: accountId }) ? identity.sessionsOf(accountId) : undefined;
  }

  async function endSession(actor: Actor, accountId: string, sessionId: string): Promise<{ kind: 'done' } | Refused> {
    if (actor.kind === 'anonymous' || !can(actor, 'session-revoke', { account: accountId }))
      return refused('not-found');
    if (!(await identity.endSession(accountId, sessionId))) return refused('not-found');
    await store.audit.append({ by: actor.id, action: 'session-revoke', subject: `accounts/${accountId}` });
    return { kind: 'done' };
  }

  const listAccounts = async (actor: Actor): Promise<Account[] | undefined> =>
    can(actor, 'account-list') ? accounts.list() : undefined;

  return {
    inviteOwner,
    inviteStaff,
    inviteAgain,
    cancelInvitation,
    giveConsent,
    revokeConsent,
    consentsFor,
    setRoles,
    setActive,
    sessionsOf,
    endSession,
    listAccounts,
  };
}
export type AccountManaging = ReturnType<typeof createAccountManaging>;

function readName(text: string): string | undefined {
  const name = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, '').trim(); // prettier-ignore
  return name === '' || name.length > 120 ? undefined : name;
}
