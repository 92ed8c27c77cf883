import type { AccountAction, EntryAction, EntryState, Role, SiteAction } from './actions.ts';

/** The states in which an action is allowed; the empty list is a plain no. */
export type States = readonly EntryState[];
type Grant = { own: States; other: States };
type GrantsFor<A extends string, G> = Readonly<Record<A, Readonly<Partial<Record<Role, G>>>>>;

const ALL: States = ['draft', 'in-review', 'changes-asked', 'published', 'archived'];
const NEW: States = ['none'];
const OPEN: States = ['draft', 'in-review', 'changes-asked'];
const WAITING: States = ['in-review'];
const LIVE: States = ['published'];
const GONE: States = ['archived'];
/** Wherever a draft may be worked on: a published entry gets one when it is first edited. */
const WORK: States = [...OPEN, 'published'];

const own = (states: States): Grant => ({ own: states, other: [] });
const other = (states: States): Grant => ({ own: [], other: states });
const any = (states: States): Grant => ({ own: states, other: states });

/** Reading an entry in any state: one's own listing, or everything for those who edit and review. */
const readers = { owner: own(ALL), helper: own(ALL), editor: any(ALL), reviewer: any(ALL), admin: any(ALL) };
const editors = { owner: own(WORK), helper: own(WORK), editor: any(WORK), reviewer: any(WORK), admin: any(WORK) };
/** Nobody passes their own work: for staff, "own" means that one took part in the draft. */
const secondEyes = (states: States) => ({ reviewer: other(states), admin: other(states) });
const everyone = (grant: Grant) => ({ anonymous: grant, owner: grant, helper: grant, editor: grant, reviewer: grant, admin: grant }); // prettier-ignore

/**
 * Rights over entries, by role and relation. "Own" is the owner's listing, the household that consented to a helper,
 * and for editors, reviewers and admins a draft they have written in. A role that is not named may not.
 */
export const ENTRY_RIGHTS: GrantsFor<EntryAction, Grant> = {
  view: everyone(any(LIVE)),
  preview: readers,
  history: readers,
  diff: readers,
  export: readers,
  'search-unpublished': readers,
  'photo-unpublished': readers,
  'comment-read': readers,
  comment: readers,
  'draft-create': { editor: any(NEW), reviewer: any(NEW), admin: any(NEW), helper: own(NEW), owner: own(NEW) },
  'draft-edit': editors,
  'draft-submit': { owner: own(['draft', 'changes-asked']), helper: own(['draft', 'changes-asked']), editor: any(['draft', 'changes-asked']), reviewer: any(['draft', 'changes-asked']), admin: any(['draft', 'changes-asked']) }, // prettier-ignore
  'draft-discard': { owner: own(OPEN), helper: own(OPEN), editor: own(OPEN), reviewer: any(OPEN), admin: any(OPEN) },
  'conflict-resolve': { owner: own(OPEN), helper: own(OPEN), editor: any(OPEN), reviewer: any(OPEN), admin: any(OPEN) },
  'photo-add': editors,
  translate: { editor: any(WORK), reviewer: any(WORK), admin: any(WORK), helper: own(WORK) },
  'edit-live': { owner: own(LIVE), helper: own(LIVE), editor: any(LIVE), reviewer: any(LIVE), admin: any(LIVE) },
  'undo-live': { owner: own(LIVE), helper: own(LIVE), editor: any(LIVE), reviewer: any(LIVE), admin: any(LIVE) },
  'confirm-fresh': { owner: own(LIVE), helper: own(LIVE), editor: any(LIVE), reviewer: any(LIVE), admin: any(LIVE) },
  // Also of what has been taken down since: otherwise it would wait for a second pair of eyes for ever.
  'live-review': secondEyes([...LIVE, ...GONE]),
  approve: secondEyes(WAITING),
  'ask-changes': { reviewer: any(WAITING), admin: any(WAITING) },
  publish: secondEyes(WAITING),
  schedule: secondEyes(WAITING),
  unpublish: { reviewer: any(LIVE), admin: any(LIVE) },
  restore: { reviewer: any([...LIVE, ...GONE]), admin: any([...LIVE, ...GONE]) },
  // Only with the duty mark, see `can`: the second pair of eyes follows afterwards.
  'alert-publish': { editor: any([...NEW, ...WORK]), reviewer: any([...NEW, ...WORK]), admin: any([...NEW, ...WORK]) },
  'request-read': { owner: own(ALL), helper: own(ALL) },
  'request-answer': { owner: own(ALL), helper: own(ALL) },
  'calendar-read': { owner: own(ALL), helper: own(ALL), admin: any(ALL) },
  'calendar-edit': { owner: own(ALL), helper: own(ALL), admin: any(ALL) },
  // A helper never grants themselves a household: the owner does, or the office that holds the signed paper.
  'consent-give': { owner: own(ALL), reviewer: any(ALL), admin: any(ALL) },
  'consent-revoke': { owner: own(ALL), helper: own(ALL), admin: any(ALL) },
  'consent-read': { owner: own(ALL), helper: own(ALL), admin: any(ALL), reviewer: any(ALL) },
  'listing-numbers': readers,
  'invite-owner': { helper: own(ALL), editor: any(ALL), reviewer: any(ALL), admin: any(ALL) },
  'sign-print': { owner: own(LIVE), helper: own(LIVE), editor: any(LIVE), reviewer: any(LIVE), admin: any(LIVE) },
};

type AccountGrant = { self: boolean; other: boolean };
const self: AccountGrant = { self: true, other: false };
const selfForAll = { owner: self, helper: self, editor: self, reviewer: self, admin: { self: true, other: true } };

/** An admin may not change their own roles or lock themselves out: the last door would close behind them. */
export const ACCOUNT_RIGHTS: GrantsFor<AccountAction, AccountGrant> = {
  'account-read': selfForAll,
  'session-list': selfForAll,
  'session-revoke': selfForAll,
  'factor-edit': { owner: self, helper: self, editor: self, reviewer: self, admin: self },
  'account-roles': { admin: { self: false, other: true } },
  'account-deactivate': { admin: { self: false, other: true } },
};

const EVERYONE: readonly Role[] = ['anonymous', 'owner', 'helper', 'editor', 'reviewer', 'admin'];
const STAFF: readonly Role[] = ['editor', 'reviewer', 'admin'];

export const SITE_RIGHTS: Readonly<Record<SiteAction, readonly Role[]>> = {
  'invite-staff': ['admin'],
  'account-list': ['admin'],
  'invitation-sheet': ['helper', ...STAFF],
  desk: STAFF,
  'owner-home': ['owner', 'helper'],
  'helper-home': ['helper'],
  'translations-board': STAFF,
  glossary: STAFF,
  'xliff-export': STAFF,
  'xliff-import': STAFF,
  'machine-draft': STAFF,
  import: STAFF,
  'export-list': STAFF,
  'report-send': EVERYONE,
  'report-read': STAFF,
  'report-answer': STAFF,
  'request-send': EVERYONE,
  'media-upload': ['owner', 'helper', ...STAFF],
  'numbers-read': STAFF,
  'numbers-edit': ['reviewer', 'admin'],
  'audit-read': ['reviewer', 'admin'],
  'alert-duty': STAFF,
  'settings-read': ['admin'],
  // The door exists only on a developer's machine, where its codes are how anyone signs in.
  'outbox-read': EVERYONE,
};
