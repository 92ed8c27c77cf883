import type { EntryState } from '#src/domain/rights/actions.ts';

/** Who asks. `half` is a reviewer who has not shown a second factor yet. */
export const VISITORS = ['anonymous', 'half', 'owner', 'helper', 'editor', 'reviewer', 'admin'] as const;
export type VisitorKind = (typeof VISITORS)[number];
export const RELATIONS = ['own', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** What a door does: lets in, leads to sign-in (or to the missing factor), or looks like a wall. */
export type Outcome = 'open' | 'sign-in' | 'hidden';

/** In which states of an entry a visitor gets in, as letters; everything else is a wall. */
type ByState = Readonly<Partial<Record<VisitorKind, { own: string; other: string }>>>;
export type Expected =
  | { kind: 'all'; outcome: Outcome }
  | { kind: 'roles'; open: readonly VisitorKind[] }
  | { kind: 'entry'; open: ByState };

export const LETTERS: Readonly<Record<EntryState, string>> = { none: 'n', draft: 'd', 'in-review': 'r', 'changes-asked': 'c', published: 'p', archived: 'a' }; // prettier-ignore

export type Row = { address: string; method?: 'GET' | 'POST'; expected: Expected };

const everybody: Expected = { kind: 'all', outcome: 'open' };
/** An unguessable part of the address is the key; these addresses hold a wrong one. */
const wrongSecret: Expected = { kind: 'all', outcome: 'hidden' };
const roles = (...open: VisitorKind[]): Expected => ({ kind: 'roles', open });
const anySession = roles('half', 'owner', 'helper', 'editor', 'reviewer', 'admin');
const desk = roles('editor', 'reviewer', 'admin');
const own = (states: string) => ({ own: states, other: '' });
const any = (states: string) => ({ own: states, other: states });
const entry = (open: ByState): Expected => ({ kind: 'entry', open });

/** An invited household opens its screens before anything was written; staff read what there is. */
const house = entry({ owner: own('ndrcpa'), helper: own('ndrcpa'), editor: any('drcpa'), reviewer: any('drcpa'), admin: any('drcpa') }); // prettier-ignore
const staffEntry = entry({ editor: any('drcpa'), reviewer: any('drcpa'), admin: any('drcpa') });

const read = (address: string): Row => ({ address, expected: everybody });
const door = (address: string, expected: Expected, method?: 'POST'): Row => ({ address, expected, ...(method === undefined ? {} : { method }) }); // prettier-ignore

/**
 * Every route of the built site, by its file below `src/pages`, with an address to try and who gets in. `{slug}` is
 * filled with entries of every state, of one's own household and of another. A route without a row fails the test.
 */
export const ROUTE_ROWS: Readonly<Record<string, Row>> = {
  // Reading for everybody.
  'index.astro': read('/'),
  '[locale]/index.astro': read('/vi'),
  '[locale]/about.astro': read('/vi/about'),
  '[locale]/accessible.astro': read('/vi/accessible'),
  '[locale]/places/index.astro': read('/vi/places'),
  '[locale]/places/[slug].astro': read('/vi/places/ma-pi-leng'),
  '[locale]/places/[slug]/sign.astro': read('/vi/places/ma-pi-leng/sign'),
  '[locale]/homestays/index.astro': read('/vi/homestays'),
  '[locale]/homestays/[slug].astro': door('/vi/homestays/{slug}', entry(Object.fromEntries(VISITORS.map((who) => [who, any('p')])))), // prettier-ignore
  '[locale]/homestays/[slug]/sign.astro': door('/vi/homestays/{slug}/sign', entry(Object.fromEntries(VISITORS.map((who) => [who, any('p')])))), // prettier-ignore
  // One may ask where somebody of the household reads it: here only the owner's own houses have one.
  '[locale]/homestays/[slug]/ask.astro': door('/vi/homestays/{slug}/ask', entry(Object.fromEntries(VISITORS.map((who) => [who, own('p')])))), // prettier-ignore
  '[locale]/events/index.astro': read('/vi/events'),
  '[locale]/events/[slug].astro': read('/vi/events/dong-van-market'),
  '[locale]/guides/index.astro': read('/vi/guides'),
  '[locale]/guides/[slug].astro': read('/vi/guides/emergency'),
  '[locale]/trips/index.astro': read('/vi/trips'),
  '[locale]/trips/[slug].astro': read('/vi/trips/loop-2-days'),
  '[locale]/products/index.astro': read('/vi/products'),
  '[locale]/products/[slug].astro': read('/vi/products/lo-lo-brocade'),
  '[locale]/alerts/index.astro': read('/vi/alerts'),
  '[locale]/alerts/[slug].astro': read('/vi/alerts/test-landslide'),
  '[locale]/alerts/feed.xml.ts': read('/vi/alerts/feed.xml'),
  'alerts/[slug].cap.xml.ts': read('/alerts/test-landslide.cap.xml'),
  '[locale]/feed.xml.ts': read('/vi/feed.xml'),
  '[locale]/this-month.astro': read('/vi/this-month'),
  '[locale]/map.astro': read('/vi/map'),
  '[locale]/plan.astro': read('/vi/plan'),
  '[locale]/planner.astro': read('/vi/planner'),
  '[locale]/open.astro': read('/vi/open'),
  '[locale]/offline.astro': read('/vi/offline'),
  '[locale]/search.astro': read('/vi/search?q=dong+van'),
  '[locale]/widget/index.astro': read('/vi/widget'),
  '[locale]/widget/[view].astro': read('/vi/widget/list'),
  '[locale]/manifest.webmanifest.ts': read('/vi/manifest.webmanifest'),
  '[locale]/owner.webmanifest.ts': read('/vi/owner.webmanifest'),
  'api/map/[locale].ts': read('/api/map/vi'),
  'api/offline/words/[locale].ts': read('/api/offline/words/vi'),
  'api/planner/alerts/[locale].ts': read('/api/planner/alerts/vi'),
  'api/planner/beds/[locale]/[area].ts': read('/api/planner/beds/vi/dong-van'),
  'api/planner/core/[locale].ts': read('/api/planner/core/vi'),
  'api/planner/trips/[locale]/[slug].ts': read('/api/planner/trips/vi/loop-2-days'),
  'api/planner/words/[locale].ts': read('/api/planner/words/vi'),
  'api/search.ts': read('/api/search?q=dong+van&lang=vi'),
  'api/suggest.ts': read('/api/suggest?q=dong&lang=vi'),
  'api/v1/[collection].ts': read('/api/v1/places'),
  'api/v1/openapi.json.ts': read('/api/v1/openapi.json'),
  'data/[file].ts': read('/data/search.json'),
  'map/[sheet].svg.ts': read('/map/sheet.svg'),
  'map/drawing.json.ts': read('/map/drawing.json'),
  'q/[kind]/[slug].ts': read('/q/p/ma-pi-leng'),
  'robots.txt.ts': read('/robots.txt'),
  'sitemap.xml.ts': read('/sitemap.xml'),
  'sitemap-[name]-[part].xml.ts': read('/sitemap-places-1.xml'),
  '[locale]/report/index.astro': read('/vi/report'),

  // For developers; elsewhere it is not there.
  'dev/components.ts': read('/dev/components'),
  '[locale]/dev/components.astro': door('/en/dev/components', wrongSecret),

  // A code in the address is the key.
  't/[code].ts': door('/t/AAAAAAAA', wrongSecret),
  'api/share/index.ts': door('/api/share', wrongSecret),
  'api/share/[code].ts': door('/api/share/AAAAAAAA', wrongSecret),
  '[locale]/tickets/[code].astro': door('/vi/tickets/AAAA-BBBB-CCCC', wrongSecret),
  '[locale]/invite/[code].astro': door('/vi/invite/AAAA-BBBB-CCCC-DDDD', wrongSecret),
  '[locale]/sign-in/[code].astro': door('/vi/sign-in/AAAA-BBBB-CCCC-DDDD', everybody),
  'api/listing-calendar/[secret].ics.ts': door('/api/listing-calendar/AAAAAAAAAAAAAAAAAAAAAA.ics', wrongSecret),

  // Signing in, and one's own account.
  '[locale]/sign-in/index.astro': door('/vi/sign-in', everybody),
  '[locale]/sign-in/second-factor.astro': door('/vi/sign-in/second-factor', anySession),
  '[locale]/sign-in/outbox.astro': door('/vi/sign-in/outbox', everybody),
  '[locale]/sign-out/index.astro': door('/vi/sign-out', anySession),
  '[locale]/invite/welcome.astro': door('/vi/invite/welcome', anySession),
  '[locale]/account/index.astro': door('/vi/account', anySession),
  '[locale]/account/authenticator.astro': door('/vi/account/authenticator', anySession),
  'api/auth/[...path].ts': door('/api/auth/passkey/generate-authenticate-options', everybody),

  // Owners and helpers.
  '[locale]/my/index.astro': door('/vi/my', anySession),
  '[locale]/my/[slug]/index.astro': door('/vi/my/{slug}', house),
  '[locale]/my/[slug]/price.astro': door('/vi/my/{slug}/price', house),
  '[locale]/my/[slug]/contact.astro': door('/vi/my/{slug}/contact', house),
  '[locale]/my/[slug]/photos.astro': door('/vi/my/{slug}/photos', house),
  '[locale]/my/[slug]/questions/[question].astro': door('/vi/my/{slug}/questions/sleeps', house),
  '[locale]/my/[slug]/words.astro': door('/vi/my/{slug}/words', house),
  '[locale]/my/[slug]/preview.astro': door('/vi/my/{slug}/preview', house),
  '[locale]/my/[slug]/review.astro': door('/vi/my/{slug}/review', house),
  '[locale]/my/[slug]/conflicts.astro': door('/vi/my/{slug}/conflicts', house),
  '[locale]/my/[slug]/read-back.astro': door('/vi/my/{slug}/read-back', house),
  // Travellers' names are the household's and its helpers' alone.
  '[locale]/my/[slug]/requests.astro': door('/vi/my/{slug}/requests', entry({ owner: own('drcpa'), helper: own('drcpa') })), // prettier-ignore
  '[locale]/my/[slug]/calendars.astro': door('/vi/my/{slug}/calendars', entry({ owner: own('drcpa'), helper: own('drcpa'), admin: any('drcpa') })), // prettier-ignore
  '[locale]/my/[slug]/helpers.astro': door('/vi/my/{slug}/helpers', entry({ owner: own('drcpa'), helper: own('drcpa'), reviewer: any('drcpa'), admin: any('drcpa') })), // prettier-ignore
  '[locale]/helper/index.astro': door('/vi/helper', roles('helper')),
  '[locale]/helper/[slug].astro': door('/vi/helper/{slug}', entry({ helper: own('drcpa'), editor: any('drcpa'), reviewer: any('drcpa'), admin: any('drcpa') })), // prettier-ignore
  // Tried with a feed whose address nobody may read: who has the right is told so, for others there is nothing.
  'api/owner/[slug]/[action].ts': door('/api/owner/{slug}/feed-add', entry({ owner: own('drcpa'), helper: own('drcpa'), admin: any('drcpa') }), 'POST'), // prettier-ignore
  'api/owner/[slug]/photo/[file].ts': door(`/api/owner/{slug}/photo/${'0'.repeat(64)}.jpg`, wrongSecret),
  'api/owner/[slug]/voice/[id].ts': door('/api/owner/{slug}/voice/00000000-0000-4000-8000-000000000000', wrongSecret),

  // The newsroom.
  '[locale]/desk/index.astro': door('/vi/desk', desk),
  '[locale]/desk/entries/[kind]/index.astro': door('/vi/desk/entries/homestays', desk),
  '[locale]/desk/entries/[kind]/[slug]/index.astro': door('/vi/desk/entries/homestays/{slug}', staffEntry),
  '[locale]/desk/entries/[kind]/[slug]/edit.astro': door('/vi/desk/entries/homestays/{slug}/edit', entry({ editor: any('drcp'), reviewer: any('drcp'), admin: any('drcp') })), // prettier-ignore
  // Before the first publication there is no history.
  '[locale]/desk/entries/[kind]/[slug]/history.astro': door('/vi/desk/entries/homestays/{slug}/history', entry({ editor: any('pa'), reviewer: any('pa'), admin: any('pa') })), // prettier-ignore
  '[locale]/desk/entries/[kind]/[slug]/preview.astro': door('/vi/desk/entries/homestays/{slug}/preview', staffEntry),
  '[locale]/desk/entries/[kind]/[slug]/live.astro': door('/vi/desk/entries/homestays/{slug}/live', staffEntry),
  '[locale]/desk/entries/[kind]/[slug]/photo/[file].ts': door(`/vi/desk/entries/homestays/{slug}/photo/${'0'.repeat(64)}.jpg`, wrongSecret), // prettier-ignore
  '[locale]/desk/translations/[kind]/[slug]/[to].astro': door('/vi/desk/translations/homestays/{slug}/en', entry({ editor: any('drcp'), reviewer: any('drcp'), admin: any('drcp') })), // prettier-ignore
  '[locale]/desk/translations/index.astro': door('/vi/desk/translations', desk),
  '[locale]/desk/translations/glossary.astro': door('/vi/desk/translations/glossary', desk),
  '[locale]/desk/translations/xliff.ts': door('/vi/desk/translations/xliff?to=de', desk),
  '[locale]/desk/alerts/index.astro': door('/vi/desk/alerts', desk),
  '[locale]/desk/alerts/live.astro': door('/vi/desk/alerts/live', desk),
  '[locale]/desk/alerts/edit.astro': door('/vi/desk/alerts/edit', desk),
  '[locale]/desk/import.astro': door('/vi/desk/import', desk),
  '[locale]/desk/export/[file].ts': door('/vi/desk/export/homestays.csv', desk),
  '[locale]/desk/people/index.astro': door('/vi/desk/people', desk),
  '[locale]/desk/people/sheet.astro': door('/vi/desk/people/sheet?village=lo-lo-chai', desk),
  '[locale]/desk/audit.astro': door('/vi/desk/audit', roles('reviewer', 'admin')),
  '[locale]/desk/numbers/index.astro': door('/vi/desk/numbers', desk),
  '[locale]/desk/numbers/[table].csv.ts': door('/vi/desk/numbers/weeks.csv', desk),
  '[locale]/desk/reports/index.astro': door('/vi/desk/reports', desk),
  '[locale]/desk/reports/[id].astro': door('/vi/desk/reports/00000000', wrongSecret),
  '[locale]/desk/reports/photo/[file].ts': door(`/vi/desk/reports/photo/${'0'.repeat(64)}.jpg`, wrongSecret),
};
