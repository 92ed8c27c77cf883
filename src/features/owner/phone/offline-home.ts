import { addDays, NIGHTS_AHEAD } from '#src/domain/listings/availability.ts';
import { keepForm } from './queue.ts';
import { setNight } from './show-tap.ts';
import { keepHome, keptHomes, waitingOf, type KeptHome } from './waiting-store.ts';

/** An owner's screens, which are never stored; their addresses answer with the offline page when there is no signal. */
const OWNERS = /^\/[\w-]+\/(?:my|helper|account)(?:\/|$)/;
const VIETNAM_MS = 7 * 3_600_000;
const LOOK_AGAIN_MS = 10_000;

const section = document.querySelector<HTMLElement>('[data-offline-home]');
if (section) void show(section);

async function show(section: HTMLElement): Promise<void> {
  const [homes, waiting] = [await keptHomes(), await waitingOf()];
  const isOwners = OWNERS.test(location.pathname);
  section.hidden = !isOwners && homes.length === 0 && waiting.length === 0;
  if (section.hidden) return;
  // The words of the nights stand where every owner's screen has them.
  document.body.dataset['phoneWords'] = section.dataset['words'] ?? '{}';
  const words = JSON.parse(section.dataset['words'] ?? '{}') as Record<string, string>;
  const hint = section.querySelector('[data-hint]');
  if (hint && homes.length > 0) hint.textContent = words['offlineHint'] ?? '';
  section.querySelector('[data-homes]')?.replaceChildren(...homes.map((home) => nightsOf(home, section, words)));
  await listWaiting(section);
  if (isOwners) comeBack();
}

/** A phone calls itself online as soon as it sees a mast; what counts is whether the site answers. */
function comeBack(): void {
  const look = () =>
    void fetch('/healthz', { cache: 'no-store' }).then(
      ({ ok }) => ok && location.reload(),
      () => undefined,
    );
  addEventListener('online', look);
  setInterval(look, LOOK_AGAIN_MS);
}

async function listWaiting(section: HTMLElement): Promise<void> {
  const waits = section.querySelector<HTMLElement>('[data-waits]');
  const lines = (await waitingOf()).map(({ about }) => {
    const line = document.createElement('li');
    line.textContent = about;
    return line;
  });
  waits?.querySelector('ul')?.replaceChildren(...lines);
  if (waits) waits.hidden = lines.length === 0;
}

function nightsOf(home: KeptHome, section: HTMLElement, words: Record<string, string>): HTMLElement {
  const { locale = 'vi', tag = 'vi' } = section.dataset;
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `/api/owner/${home.slug}/nights`;
  form.dataset['act'] = 'nights';
  form.className = 'nights';
  for (const [name, value] of [['locale', locale], ['back', `/${locale}/my/${home.slug}`], ['seen', home.seen]] as const) {
    const input = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
    form.append(input);
  } // prettier-ignore
  const states = new Map(home.nights.map(({ date, state }) => [date, state]));
  const today = new Date(Date.now() + VIETNAM_MS).toISOString().slice(0, 10);
  const days = Array.from({ length: NIGHTS_AHEAD }, (_, i) => addDays(today, i));
  const list = document.createElement('ul');
  list.className = 'plain-list';
  list.append(...days.map((date) => nightOf(date, states.get(date) ?? 'ask', tag)));
  form.append(list);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void (async () => {
      await keepForm(form, event.submitter, home.name, home.account);
      const nights = [...form.querySelectorAll<HTMLElement>('[data-night]')];
      await keepHome({ ...home, nights: nights.map(({ dataset }) => ({ date: dataset['night'] ?? '', state: dataset['state'] ?? 'ask' })) }); // prettier-ignore
      await listWaiting(section);
    })();
  });
  const block = document.createElement('div');
  block.className = 'block';
  const title = document.createElement('h3');
  title.textContent = home.name;
  const age = document.createElement('p');
  age.className = 'soft small';
  const at = new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(home.at));
  age.textContent = (words['asOf'] ?? '').replace('{{at}}', at);
  block.append(title, age, form);
  return block;
}

function nightOf(date: string, state: string, tag: string): HTMLLIElement {
  const day = new Date(`${date}T00:00:00Z`);
  const text = (className: string, name: 'span' | 'b', options: Intl.DateTimeFormatOptions) => {
    const part = document.createElement(name);
    part.className = className;
    part.textContent = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }).format(day);
    return part;
  };
  const button = document.createElement('button');
  button.className = 'night';
  button.name = 'night';
  button.dataset['night'] = date;
  const word = document.createElement('span');
  word.className = 'state';
  word.dataset['word'] = '';
  button.append(
    text('day', 'span', { weekday: 'short' }),
    text('date', 'b', { day: 'numeric', month: 'numeric' }),
    word,
  );
  setNight(button, state);
  const line = document.createElement('li');
  line.append(button);
  return line;
}
