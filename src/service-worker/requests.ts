import { isLocale } from '#src/domain/locale/languages.ts';
import { classifyPath } from '#src/server/route-policy.ts';

/**
 * What the worker does with an address.
 * - `leave`: never stored (personal, portal, sign-in, short links); it goes to the network as it is.
 * - `asset`: a hash in its name, never changes.
 * - `picture`: never changes, one width may stand in for another.
 * - `data`: the newest if there is a network, else what is stored.
 * - `page`: the same, for people.
 */
export type Handling = 'leave' | 'asset' | 'picture' | 'fixed-data' | 'data' | 'page';

const FIXED = new Set(['/theme.js', '/icon.svg', '/icon-192.png', '/icon-512.png', '/icon-maskable-512.png']);
/** Public by their class, but for machines, or only of use with a network. */
const NOT_KEPT = /^\/(?:healthz|sw\.js|robots\.txt|sitemap|t\/|q\/|api\/(?:search|suggest))|\/feed\.xml$|\/sign$/;

/** The empty form for reports: nothing in it is of a person, and no signal is when a bad road is met. */
const REPORT_FORM = /^\/[^/]+\/report$/;

export function handlingOf(pathname: string, isNavigation: boolean): Handling {
  if (isNavigation && REPORT_FORM.test(pathname) && isLocale(pathname.split('/')[1])) return 'page';
  if (classifyPath(pathname) === 'personal' || NOT_KEPT.test(pathname)) return 'leave';
  if (pathname.startsWith('/_astro/')) return 'asset';
  if (pathname.startsWith('/pictures/')) return 'picture';
  if (/^\/data\/search-.+\.json$/.test(pathname)) return 'fixed-data';
  if (FIXED.has(pathname) || /^\/(?:api|data|map)\//.test(pathname) || pathname.endsWith('/manifest.webmanifest')) return 'data'; // prettier-ignore
  return isNavigation && isLocale(pathname.split('/')[1]) ? 'page' : 'leave';
}

/** Anything of an account: downloads wait while such a request is on its way. */
export const isPersonal = (pathname: string): boolean => classifyPath(pathname) === 'personal';

export const isSignOut = (pathname: string): boolean => /\/sign-out(?:\/|$)/.test(pathname);

/** Pages of the shell, by their path without the language. `planner`, `plan`, `open`, `map` and `report` take questions. */
export const SHELL_PAGES = ['offline', 'planner', 'plan', 'open', 'map', 'guides/emergency', 'guides/road-safety', 'guides/licence-and-permits', 'report'] as const; // prettier-ignore
/** Without these an installation is none. */
export const NEEDED = new Set(['offline', 'planner']);

export function shellData(locale: string): string[] {
  return [
    `/api/planner/core/${locale}`,
    `/api/planner/words/${locale}`,
    `/api/planner/alerts/${locale}`,
    `/api/offline/words/${locale}`,
    `/api/map/${locale}`,
    `/${locale}/manifest.webmanifest`,
    '/map/drawing.json',
    '/map/sheet.svg',
    '/map/sheet-night.svg',
    '/data/search.json',
    '/theme.js',
    '/icon.svg',
    '/icon-192.png',
  ];
}

/** Where a stored copy of a page lies: shell pages answer whatever is asked of them. */
export function storedAddress(url: URL): string {
  const path = url.pathname.split('/').slice(2).join('/');
  // Results of another question would be no answer: the offline page searches by itself.
  return (SHELL_PAGES as readonly string[]).includes(path) ? url.pathname : url.pathname + url.search;
}

/** Files of the build that a script or style names, for instance chunks it may load later. */
export function assetsInFile(text: string, files: ReadonlySet<string>): string[] {
  const names = text.match(/[\w.@~-]+\.(?:js|css|woff2)(?![\w-])/g) ?? [];
  return [...new Set(names)].filter((name) => files.has(name)).map((name) => `/_astro/${name}`);
}
