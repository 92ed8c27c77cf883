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
  'api/search.ts': ['public'],
  'api/suggest.ts': ['public'],
  'api/planner/alerts/[locale].ts': ['public'],
  'api/planner/core/[locale].ts': ['public'],
  'api/planner/words/[locale].ts': ['public'],
  'api/planner/beds/[locale]/[area].ts': ['public'],
  'api/planner/trips/[locale]/[slug].ts': ['public'],
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
};

/** A page is guarded when its path holds one of these parts; everything else must be public reading. */
export const GUARDED_PARTS: readonly string[] = ['my', 'desk', 'api', 'outbox', 'sign-in', 'help-desk', 'account'];
