import { isLocale } from '#src/domain/locale/languages.ts';
import { isDownload, isShell, packTrip, PAGES, PICTURES, shellName } from '#src/features/takealong/stores.ts';
import {
  answerAsset,
  answerData,
  answerFixed,
  answerPage,
  answerPicture,
  answerUnstored,
  keepFirstPage,
} from './answers.ts';
import { handlingOf, isPersonal, isSignOut } from './requests.ts';
import { fetchShell, forgetAssets, localesIn, type Build } from './shell.ts';

/** Put in by the build. */
declare const BUILD: Build;

type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type FetchEvent = Waiting & { request: Request; respondWith(answer: Promise<Response>): void };
type Scope = {
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: Waiting & { data: unknown }) => void): void;
  clients: {
    matchAll(options: { includeUncontrolled: boolean; type: 'window' }): Promise<readonly { url: string }[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  location: Location;
};
const worker = self as unknown as Scope;

/** Downloads rest while an account's request may be on its way: nobody waits for a sign-in because of a picture. */
const REST_MS = 5000;
let restUntil = 0;
let personalUnderWay = 0;
// A new version that is just coming in hears no requests; it learns from the old one when to rest.
const calls = new BroadcastChannel('tripmap-quiet');
calls.onmessage = () => (restUntil = Date.now() + REST_MS);
function rest(): void {
  restUntil = Date.now() + REST_MS;
  calls.postMessage('rest');
}
async function quiet(): Promise<void> {
  while (personalUnderWay > 0 || Date.now() < restUntil) await new Promise((done) => setTimeout(done, 100));
}
async function withoutDownloads(answer: Promise<Response>): Promise<Response> {
  personalUnderWay++;
  try {
    return await answer;
  } finally {
    personalUnderWay--;
    rest();
  }
}

const openPages = () => worker.clients.matchAll({ includeUncontrolled: true, type: 'window' });

// A new version waits until the last page of the old one is closed. Phones kill their browsers instead of closing
// pages, so a page that has just come up alone lets it in too (`take-over`).
worker.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const before = await Promise.all((await caches.keys()).filter(isShell).map(localesIn));
      const spoken = (await openPages()).map(({ url }) => new URL(url).pathname.split('/')[1]).filter(isLocale);
      const locales = new Set([...before.flat(), ...spoken]);
      for (const locale of locales.size > 0 ? locales : ['vi']) await fetchShell(BUILD, locale, quiet);
    })(),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const ours = shellName(BUILD.version);
      const names = await caches.keys();
      const old = names.filter((name) => isShell(name) && name !== ours);
      // A page that is open may still load a part of the version it came with; that goes with the next change.
      const isOpen = (await openPages()).length > 0;
      const pages = names.filter((name) => isShell(name) || name === PAGES || packTrip(name) !== undefined);
      await forgetAssets(isOpen ? pages : pages.filter((name) => !old.includes(name)));
      for (const name of old) await caches.delete(name);
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', (event) => {
  const { type, locale, page } = (event.data ?? {}) as { type?: unknown; locale?: unknown; page?: unknown };
  if (type === 'take-over') {
    event.waitUntil(openPages().then(({ length }) => (length <= 1 ? worker.skipWaiting() : undefined)));
    return;
  }
  if (type !== 'reader' || !isLocale(locale)) return;
  event.waitUntil(
    (async () => {
      if (!(await localesIn(shellName(BUILD.version))).includes(locale)) await fetchShell(BUILD, locale, quiet);
      if (typeof page !== 'string') return;
      const url = new URL(page, worker.location.origin);
      if (url.origin === worker.location.origin && handlingOf(url.pathname, true) === 'page') await keepFirstPage(url, BUILD, quiet); // prettier-ignore
    })().catch(() => undefined),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (isPersonal(url.pathname)) rest();
  if (isSignOut(url.pathname)) event.waitUntil(forgetVisits());
  if (request.method !== 'GET' || request.headers.has('range')) return;
  const later = (work: Promise<unknown>): void => event.waitUntil(work);
  const isNavigation = request.mode === 'navigate';
  switch (handlingOf(url.pathname, isNavigation)) {
    case 'asset':
      return event.respondWith(answerAsset(url, request, later, quiet));
    case 'picture':
      return event.respondWith(answerPicture(url, request, later, quiet));
    case 'fixed-data':
      return event.respondWith(answerFixed(url, request, BUILD, later));
    case 'data':
      return event.respondWith(answerData(url, request, BUILD, later));
    case 'page':
      return event.respondWith(answerPage(url, request, BUILD, later, quiet));
    case 'leave':
      if (!isNavigation) return isDownload(request) ? event.respondWith(quiet().then(() => fetch(request))) : undefined;
      return event.respondWith(
        isPersonal(url.pathname) ? withoutDownloads(answerUnstored(url, request)) : answerUnstored(url, request),
      );
  }
});

/** Whoever signs out leaves no trace of what they read. Saved trips are the device's, as they are without an account. */
async function forgetVisits(): Promise<void> {
  await Promise.all([PAGES, PICTURES].map((name) => caches.delete(name)));
}
