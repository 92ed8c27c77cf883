/** Who may be asking. `owner` and `helper` hold for named listings only; the others for the whole site. */
export const ROLES = ['anonymous', 'owner', 'helper', 'editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that count only when a second factor was shown in this session. */
export const STAFF_ROLES: readonly Role[] = ['helper', 'editor', 'reviewer', 'admin'];

/** Where an entry is on its way. `none`: it does not exist yet. */
export const ENTRY_STATES = ['none', 'draft', 'in-review', 'changes-asked', 'published', 'archived'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/**
 * Everything that any door of the product may ask for, with what it is about:
 * an entry (own or not, in a state), an account (oneself or another), or the site as a whole.
 */
export const ACTIONS = {
  view: 'entry',
  preview: 'entry',
  history: 'entry',
  diff: 'entry',
  export: 'entry',
  'search-unpublished': 'entry',
  'photo-unpublished': 'entry',
  'comment-read': 'entry',
  comment: 'entry',
  'draft-create': 'entry',
  'draft-edit': 'entry',
  'draft-submit': 'entry',
  'draft-discard': 'entry',
  'conflict-resolve': 'entry',
  'photo-add': 'entry',
  translate: 'entry',
  'edit-live': 'entry',
  'undo-live': 'entry',
  'confirm-fresh': 'entry',
  'live-review': 'entry',
  approve: 'entry',
  'ask-changes': 'entry',
  publish: 'entry',
  schedule: 'entry',
  unpublish: 'entry',
  restore: 'entry',
  'alert-publish': 'entry',
  'request-read': 'entry',
  'request-answer': 'entry',
  'calendar-read': 'entry',
  'calendar-edit': 'entry',
  'consent-give': 'entry',
  'consent-revoke': 'entry',
  'consent-read': 'entry',
  'listing-numbers': 'entry',
  'invite-owner': 'entry',
  'sign-print': 'entry',
  'account-read': 'account',
  'session-list': 'account',
  'session-revoke': 'account',
  'factor-edit': 'account',
  'account-roles': 'account',
  'account-deactivate': 'account',
  'invite-staff': 'site',
  'account-list': 'site',
  'invitation-sheet': 'site',
  desk: 'site',
  'owner-home': 'site',
  'helper-home': 'site',
  'translations-board': 'site',
  glossary: 'site',
  'xliff-export': 'site',
  'xliff-import': 'site',
  'machine-draft': 'site',
  import: 'site',
  'export-list': 'site',
  'report-send': 'site',
  'report-read': 'site',
  'report-answer': 'site',
  'request-send': 'site',
  'media-upload': 'site',
  'numbers-read': 'site',
  'numbers-edit': 'site',
  'audit-read': 'site',
  'alert-duty': 'site',
  'settings-read': 'site',
  'outbox-read': 'site',
} as const;
export type Action = keyof typeof ACTIONS;
export type EntryAction = { [A in Action]: (typeof ACTIONS)[A] extends 'entry' ? A : never }[Action];
export type AccountAction = { [A in Action]: (typeof ACTIONS)[A] extends 'account' ? A : never }[Action];
export type SiteAction = { [A in Action]: (typeof ACTIONS)[A] extends 'site' ? A : never }[Action];
