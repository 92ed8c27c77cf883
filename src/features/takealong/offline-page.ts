import { isLocale, languageOf } from '#src/domain/locale/languages.ts';
import { packTrip, PAGES } from './stores.ts';

/** The offline page finds its way by itself: it searches what is stored and lists the pages that can be opened. */
class OfflineSearch extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input');
    const form = this.querySelector('form');
    const q = new URLSearchParams(location.search).get('q') ?? '';
    if (!input || !form) return;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.answer(input.value);
    });
    // This page stands in for the results page, under its address.
    if (q !== '') {
      input.value = q;
      void this.answer(q);
    }
    void listSaved(this.dataset['locale'] ?? '');
  }

  async answer(q: string) {
    const box = this.querySelector('[role=status]');
    const { locale = '', nothing = '', kinds = '{}' } = this.dataset;
    if (!box || !isLocale(locale) || q.trim() === '') return;
    const { suggestOffline } = await import('#src/features/search/offline-search.ts');
    const groups = await suggestOffline(q, locale, languageOf(locale), JSON.parse(kinds) as Record<string, string>);
    const list = document.createElement('ul');
    for (const { href, name } of (groups ?? []).flatMap((group) => group.items))
      list.append(item(href, name.map(([text]) => text).join('')));
    box.replaceChildren(list.childElementCount > 0 ? list : nothing);
  }
}

async function listSaved(locale: string): Promise<void> {
  if (!('caches' in window)) return;
  const paths = new Set<string>();
  for (const name of await caches.keys()) {
    if (name !== PAGES && packTrip(name) === undefined) continue;
    for (const { url } of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(url);
      if (pathname.startsWith(`/${locale}/`)) paths.add(pathname);
    }
  }
  const section = document.querySelector<HTMLElement>('[data-saved]');
  const titles = await Promise.all([...paths].sort().map(async (path) => [path, await titleOf(path)] as const));
  section?.querySelector('ul')?.replaceChildren(...titles.map(([path, title]) => item(path, title)));
  if (section) section.hidden = titles.length === 0;
}

async function titleOf(path: string): Promise<string> {
  const html = (await (await caches.match(path, { ignoreVary: true }))?.text()) ?? '';
  return new DOMParser().parseFromString(html, 'text/html').querySelector('h1')?.textContent.trim() || path;
}

function item(href: string, title: string): HTMLLIElement {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = title;
  const line = document.createElement('li');
  line.append(link);
  return line;
}

customElements.define('offline-search', OfflineSearch);
