import type { EntryId } from '../content/entry.ts';
import type { AccountAction, Action, EntryAction, EntryState, Role, SiteAction } from './actions.ts';
import { ACTIONS } from './actions.ts';
import { ACCOUNT_RIGHTS, ENTRY_RIGHTS, SITE_RIGHTS } from './table.ts';

export type SignedIn = {
  kind: 'account';
  id: string;
  /** Roles that count in this session; staff roles only after a second factor. */
  roles: readonly Role[];
  /** Listings of the household. */
  owns: readonly EntryId[];
  /** Listings whose household consented to this helper and has not taken it back. */
  helps: readonly EntryId[];
  /** May publish alerts at once. */
  duty: boolean;
};
export type Actor = { kind: 'anonymous' } | SignedIn;

export const ANONYMOUS: Actor = { kind: 'anonymous' };

export type EntrySubject = {
  /** Absent for a new entry that has no slug yet. */
  entry?: EntryId;
  state: EntryState;
  /** Accounts that wrote in the draft at hand. */
  authors?: readonly string[];
};
export type AccountSubject = { account: string };

export type SubjectOf<A extends Action> = A extends EntryAction
  ? EntrySubject
  : A extends AccountAction
    ? AccountSubject
    : undefined;

/**
 * The one question every door asks before it reads or writes anything that is not public.
 * A refusal is answered exactly like something that does not exist, so callers must not tell the two apart.
 */
export function can<A extends SiteAction>(actor: Actor, action: A): boolean;
export function can<A extends Exclude<Action, SiteAction>>(actor: Actor, action: A, subject: SubjectOf<A>): boolean;
export function can(actor: Actor, action: Action, subject?: EntrySubject | AccountSubject): boolean {
  if (!Object.hasOwn(ACTIONS, action)) return false;
  if (action === 'alert-publish' && (actor.kind === 'anonymous' || !actor.duty)) return false;
  // A session whose roles do not count yet is a visitor like any other.
  const roles: readonly Role[] = actor.kind === 'anonymous' || actor.roles.length === 0 ? ['anonymous'] : actor.roles;
  return roles.some((role) => roleCan(role, actor, action, subject));
}

function roleCan(
  role: Role,
  actor: Actor,
  action: Action,
  subject: EntrySubject | AccountSubject | undefined,
): boolean {
  switch (ACTIONS[action]) {
    case 'site':
      return SITE_RIGHTS[action as SiteAction].includes(role);
    case 'account': {
      const grant = ACCOUNT_RIGHTS[action as AccountAction][role];
      if (grant === undefined || subject === undefined || !('account' in subject)) return false;
      return actor.kind === 'account' && actor.id === subject.account ? grant.self : grant.other;
    }
    case 'entry': {
      const grant = ENTRY_RIGHTS[action as EntryAction][role];
      if (grant === undefined || subject === undefined || !('state' in subject)) return false;
      return (isOwn(role, actor, subject) ? grant.own : grant.other).includes(subject.state);
    }
  }
}

function isOwn(role: Role, actor: Actor, subject: EntrySubject): boolean {
  if (actor.kind === 'anonymous') return false;
  if (role === 'owner') return subject.entry !== undefined && actor.owns.includes(subject.entry);
  if (role === 'helper') return subject.entry !== undefined && actor.helps.includes(subject.entry);
  return subject.authors?.includes(actor.id) ?? false;
}
