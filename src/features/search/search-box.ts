import type { SuggestionGroup } from './group-hits.ts';

type Words = {
  recent: string;
  clear: string;
  none: string;
  offline: string;
  one: string;
  many: string;
  kinds: Record<string, string>;
};

const RECENT_KEY = 'tripmap.recent-searches';
const MOST_RECENT = 6;
const PAUSE_MS = 90;

/** Turns the form into a combobox with a listbox popup (ARIA Authoring Practices). Without it the form still searches. */
export function enhance(form: HTMLFormElement): void {
  const input = form.querySelector('input');
  const panel = form.querySelector<HTMLElement>('.panel');
  const list = form.querySelector<HTMLElement>('[role="listbox"]');
  const note = form.querySelector<HTMLElement>('.note');
  const clear = form.querySelector<HTMLButtonElement>('.clear');
  const status = form.querySelector<HTMLElement>('[role="status"]');
  if (!input || !panel || !list || !note || !clear || !status) return;
  const words = JSON.parse(form.dataset['words'] ?? '{}') as Words;
  const locale = form.dataset['locale'] ?? 'vi';
  let active = -1;
  let asked = '';
  let timer = 0;
  let pending: AbortController | undefined;

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role="option"]')];

  const open = (): void => {
    panel.hidden = false;
    input.setAttribute('aria-expanded', String(options().length > 0));
  };
  const close = (): void => {
    panel.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  };
  const activate = (index: number): void => {
    const all = options();
    active = all.length === 0 ? -1 : index < -1 ? all.length - 1 : index >= all.length ? -1 : index;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
    const chosen = all[active];
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  };

  const show = (groups: readonly SuggestionGroup[], message = ''): void => {
    list.replaceChildren(...groups.map((group, i) => groupElement(group, `${list.id}-${i}`)));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    const count = options().length;
    note.textContent = count === 0 ? words.none : message;
    note.hidden = note.textContent === '';
    clear.hidden = true;
    status.textContent =
      count === 0 ? words.none : `${(count === 1 ? words.one : words.many).replace('2', String(count))} ${message}`;
    open();
  };

  const showRecent = (): void => {
    const recent = readRecent();
    if (recent.length === 0) return close();
    const items = recent.map((q) => ({
      href: `${form.getAttribute('action') ?? ''}?q=${encodeURIComponent(q)}`,
      name: [[q, false]] as [string, boolean][],
      lang: '',
      where: '',
    }));
    show([{ kind: 'places', label: words.recent, items }]);
    for (const option of options()) option.classList.add('plain');
    clear.hidden = false;
  };

  const ask = async (): Promise<void> => {
    const q = input.value.trim();
    asked = q;
    pending?.abort();
    if (q === '') return showRecent();
    pending = new AbortController();
    try {
      const query = new URLSearchParams({ q, lang: locale });
      const answer = await fetch(`/api/suggest?${query.toString()}`, { signal: pending.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { groups } = (await answer.json()) as { groups: SuggestionGroup[] };
      if (asked === q) show(groups);
    } catch (error) {
      if ((error as Error).name === 'AbortError' || asked !== q) return;
      // No network, or the server is down: the index kept on this device answers.
      const { suggestOffline } = await import('./offline-search.ts');
      const groups = await suggestOffline(q, locale, form.dataset['language'] ?? 'vi', words.kinds);
      if (asked === q && groups) show(groups, words.offline);
      else if (asked === q) close();
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
  input.addEventListener('focus', () => {
    if (input.value.trim() === '') showRecent();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (panel.hidden) void ask();
      else activate(event.key === 'ArrowDown' ? active + 1 : active < 0 ? -2 : active - 1);
    } else if (event.key === 'Escape') {
      if (panel.hidden) input.value = '';
      event.preventDefault();
      close();
    } else if (event.key === 'Enter') {
      const chosen = options()[active];
      if (!panel.hidden && chosen) {
        event.preventDefault();
        chosen.click();
      }
    } else if (event.key === 'Tab') {
      close();
    }
  });
  // The list must not take the focus away before the click has been seen.
  panel.addEventListener('mousedown', (event) => {
    if (event.target !== clear) event.preventDefault();
  });
  list.addEventListener('click', () => remember(input.value));
  clear.addEventListener('click', () => {
    forget();
    close();
    input.focus();
  });
  form.addEventListener('submit', () => remember(input.value));
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) close();
  });
}

function groupElement(group: SuggestionGroup, id: string): HTMLElement {
  const box = element('div', 'group');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-labelledby', id);
  const label = element('span');
  label.id = id;
  label.textContent = group.label;
  box.append(label, ...group.items.map((item, i) => optionElement(item, `${id}-${i}`)));
  return box;
}

function optionElement(item: SuggestionGroup['items'][number], id: string): HTMLElement {
  const option = element('a') as HTMLAnchorElement;
  option.id = id;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.tabIndex = -1;
  option.href = item.href;
  let picture = element('span', 'blank');
  if (item.thumb) {
    const img = document.createElement('img');
    img.src = item.thumb;
    img.alt = '';
    img.loading = 'lazy';
    img.width = 56;
    img.height = 40;
    picture = img;
  }
  const name = element('span');
  if (item.lang !== '') name.lang = item.lang;
  for (const [text, hit] of item.name) {
    const piece = element(hit ? 'mark' : 'span');
    piece.textContent = text;
    name.append(piece);
  }
  const where = element('span', 'where');
  where.textContent = item.where;
  if (item.lang !== '') option.append(picture);
  option.append(name);
  if (item.where !== '') option.append(where);
  return option;
}

function element(tag: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  return made;
}

function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((q): q is string => typeof q === 'string').slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

function remember(q: string): void {
  const text = q.trim().slice(0, 80);
  if (text.length < 2) return;
  try {
    localStorage.setItem(
      RECENT_KEY,
      JSON.stringify([text, ...readRecent().filter((other) => other !== text)].slice(0, MOST_RECENT)),
    );
  } catch {
    // A browser that keeps nothing still searches.
  }
}

function forget(): void {
  try {
    localStorage.removeItem(RECENT_KEY);
  } catch {
    // Nothing was kept.
  }
}
