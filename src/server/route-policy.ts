import { isLocale } from '#src/domain/locale/languages.ts';

/**
 * - `public`: the page is a function of its URL. It is rendered without the reader's cookies, languages
 *   or address, so what one reader causes can be shown to all.
 * - `negotiated`: depends on request headers (the language chooser at `/`); never kept.
 * - `personal`: sees the whole request; never kept, whatever the page says.
 */
export type RouteClass = 'public' | 'negotiated' | 'personal';

// First segments after the language. Everything behind sign-in, an invitation or a token belongs here.
const PERSONAL_SECTIONS = new Set([
  'account',
  'admin',
  'draft',
  'desk',
  'helper',
  'invite',
  'join',
  'my',
  'newsroom',
  'owner',
  'portal',
  'preview',
  'report',
  'sign-in',
  'sign-out',
  'staff',
  'tickets',
]);

// Below /api everything is personal except what is named here.
const PUBLIC_API = new Set([
  'search',
  'suggest',
  'planner',
  'places',
  'events',
  'map',
  'calendar',
  'public',
  'offline',
  'v1',
]);

/** Takes the language off: `/vi/places` → `/places`, `/robots.txt` stays. */
export function withoutLocale(pathname: string): string {
  const second = pathname.indexOf('/', 1);
  const first = second === -1 ? pathname.slice(1) : pathname.slice(1, second);
  if (!isLocale(first)) return pathname;
  return second === -1 ? '/' : pathname.slice(second);
}

export function classifyPath(pathname: string): RouteClass {
  if (pathname === '/') return 'negotiated';
  const [, section = '', next = ''] = withoutLocale(pathname).split('/');
  // Short links and printed signs lead on in the reader's language.
  if (section === 't' || section === 'q') return 'negotiated';
  if (section === 'api') return PUBLIC_API.has(next) ? 'public' : 'personal';
  if (section === '_actions' || section === '_server-islands') return 'personal';
  return PERSONAL_SECTIONS.has(section) ? 'personal' : 'public';
}

const DRAFT_FRAME = /^\/[a-zA-Z-]+\/desk\/(?:entries\/[^/]+\/[^/]+|alerts)\/live$/;

/**
 * The frame beside a form of the desk, which shows a draft as its public page. It takes the form's fields and stores
 * nothing, so it is asked for again at each pause in typing.
 */
export const isDraftFrame = (pathname: string): boolean => DRAFT_FRAME.test(pathname);

const MEGABYTE = 1024 * 1024;

/** Photos come through forms of the portals; everything else a person sends is short text. */
export function maxBodyBytes(pathname: string): number {
  return classifyPath(pathname) === 'personal' ? 25 * MEGABYTE : MEGABYTE;
}
