import type { Action } from './actions.ts';

/**
 * What a door asks before it opens. `public`: nothing. `signed-in`: any session, the page itself shows only what is
 * the visitor's own. `secret`: an unguessable code in the address is the key (feeds, tickets, invitations).
 */
export type DoorAsks = Action | 'public' | 'signed-in' | 'secret';

/**
 * Every guarded page, endpoint and action of the product, with all that it asks. A test walks `src/pages` and
 * `src/actions` and fails for a guarded one that has no row here, and for a row whose door is gone.
 * Pages are named by their path below `src/pages`; actions as `<file>#<name>` below `src/actions`.
 */
export const DOORS: Readonly<Record<string, readonly DoorAsks[]>> = {
  // Published content as data.
  'api/map/[locale].ts': ['public'],
  'api/offline/words/[locale].ts': ['public'],
  'api/v1/[collection].ts': ['public'],
  'api/v1/openapi.json.ts': ['public'],
  'api/share/index.ts': ['public'],
  'api/share/[code].ts': ['secret'],
  'api/search.ts': ['public'],
  'api/suggest.ts': ['public'],
  'api/planner/alerts/[locale].ts': ['public'],
  'api/planner/core/[locale].ts': ['public'],
  'api/planner/words/[locale].ts': ['public'],
  'api/planner/beds/[locale]/[area].ts': ['public'],
  'api/planner/trips/[locale]/[slug].ts': ['public'],
  // Signing in, and one's own account.
  'api/auth/[...path].ts': ['factor-edit'],
  '[locale]/sign-in/index.astro': ['public'],
  '[locale]/sign-in/[code].astro': ['secret'],
  '[locale]/sign-in/second-factor.astro': ['signed-in'],
  '[locale]/sign-in/outbox.astro': ['outbox-read'],
  '[locale]/account/index.astro': ['session-list', 'session-revoke', 'factor-edit', 'account-read'],
  '[locale]/account/authenticator.astro': ['factor-edit'],
  // Owners and their helpers.
  'api/owner/[slug]/[action].ts': [
    'preview',
    'draft-create',
    'draft-edit',
    'draft-submit',
    'draft-discard',
    'conflict-resolve',
    'photo-add',
    'media-upload',
    'edit-live',
    'undo-live',
    'confirm-fresh',
    'request-answer',
    'calendar-edit',
    'consent-give',
    'consent-revoke',
  ],
  'api/owner/[slug]/photo/[file].ts': ['preview', 'photo-unpublished'],
  'api/owner/[slug]/voice/[id].ts': ['preview'],
  'api/listing-calendar/[secret].ics.ts': ['secret'],
  '[locale]/my/index.astro': ['signed-in'],
  '[locale]/my/[slug]/index.astro': ['preview', 'request-read', 'listing-numbers', 'sign-print'],
  '[locale]/my/[slug]/price.astro': ['preview'],
  '[locale]/my/[slug]/contact.astro': ['preview'],
  '[locale]/my/[slug]/photos.astro': ['preview'],
  '[locale]/my/[slug]/questions/[question].astro': ['preview'],
  '[locale]/my/[slug]/words.astro': ['preview'],
  '[locale]/my/[slug]/requests.astro': ['preview', 'request-read'],
  '[locale]/my/[slug]/preview.astro': ['preview'],
  '[locale]/my/[slug]/review.astro': ['preview', 'history', 'comment-read'],
  '[locale]/my/[slug]/conflicts.astro': ['preview'],
  '[locale]/my/[slug]/read-back.astro': ['preview'],
  '[locale]/my/[slug]/calendars.astro': ['preview', 'calendar-read'],
  '[locale]/my/[slug]/helpers.astro': ['preview', 'consent-read', 'consent-give'],
  '[locale]/helper/index.astro': ['helper-home'],
  '[locale]/helper/[slug].astro': ['preview', 'invite-owner'],
  // The newsroom.
  '[locale]/desk/index.astro': ['desk', 'live-review'],
  '[locale]/desk/markdown.ts': ['desk'],
  '[locale]/desk/entries/[kind]/index.astro': ['desk', 'draft-create'],
  '[locale]/desk/entries/[kind]/[slug]/index.astro': [
    'desk',
    'preview',
    'diff',
    'comment-read',
    'comment',
    'draft-submit',
    'draft-discard',
    'conflict-resolve',
    'approve',
    'ask-changes',
    'schedule',
    'unpublish',
  ],
  '[locale]/desk/entries/[kind]/[slug]/edit.astro': ['desk', 'draft-edit', 'photo-add', 'translate'],
  '[locale]/desk/entries/[kind]/[slug]/history.astro': ['desk', 'history', 'restore'],
  '[locale]/desk/entries/[kind]/[slug]/preview.astro': ['desk', 'preview'],
  '[locale]/desk/alerts/index.astro': ['alert-duty'],
  '[locale]/desk/alerts/edit.astro': ['alert-duty', 'alert-publish', 'draft-create', 'draft-edit', 'draft-submit'],
  '[locale]/desk/translations/index.astro': ['translations-board', 'xliff-import', 'draft-edit'],
  '[locale]/desk/translations/xliff.ts': ['xliff-export'],
  '[locale]/desk/translations/glossary.astro': ['glossary'],
  '[locale]/desk/translations/[kind]/[slug]/[to].astro': ['translations-board', 'translate', 'machine-draft'],
  '[locale]/desk/import.astro': ['import', 'draft-create', 'draft-edit'],
  '[locale]/desk/export/[file].ts': ['export-list'],
  '[locale]/desk/people/index.astro': [
    'invitation-sheet',
    'desk',
    'account-list',
    'invite-staff',
    'account-roles',
    'account-deactivate',
  ],
  '[locale]/desk/people/sheet.astro': ['invitation-sheet', 'desk', 'invite-owner'],
  '[locale]/desk/audit.astro': ['audit-read'],
  '[locale]/desk/numbers/index.astro': ['numbers-read', 'numbers-edit'],
  '[locale]/desk/numbers/[table].csv.ts': ['numbers-read'],
  '[locale]/desk/reports/index.astro': ['report-read'],
  '[locale]/desk/reports/[id].astro': ['report-read', 'report-answer'],
  '[locale]/desk/reports/photo/[file].ts': ['report-read'],
  '[locale]/report/index.astro': ['report-send'],
  '[locale]/tickets/[code].astro': ['secret'],
};

/** A page is guarded when its path holds one of these parts; everything else must be public reading. */
export const GUARDED_PARTS: readonly string[] = ['my', 'desk', 'api', 'outbox', 'sign-in', 'help-desk', 'account'];
