import type { Locale } from '#src/domain/locale/languages.ts';
import { intlTagOf } from '#src/domain/locale/languages.ts';
import { startHistory } from '#src/domain/trip/history.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { browserTranslate } from '#src/features/planner/browser-words.ts';
import { loadWords } from '#src/features/planner/load-planner.ts';
import { newId } from '#src/features/planner/open-session.ts';
import { openTripStore } from '#src/features/planner/trip-store.ts';
import { formatDate, formatKm, formatMinutes, todayInVietnam } from '#src/i18n/formats.ts';
import type { WordTree } from '#src/i18n/translator.ts';
import type { Asked } from '#src/domain/autoplan/improve.ts';
import type { Beside, ToldAnswer, ToldDay } from './answer.ts';
import { createAutoplanClient } from './autoplan-client.ts';
import type { Running } from './autoplan-client.ts';
import { faultyFields, scenarioOfForm } from './form-scenario.ts';

/**
 * The plan page with JavaScript: the same form, planned in a worker on the device, so that it works offline and
 * can be stopped; stops can be kept, the rest improved, and the trip opened in the planner.
 */
export function startPlanPage(form: HTMLFormElement, output: HTMLElement, data: { locale: Locale; words: Record<string, WordTree> }): void {
  const { locale, words } = data;
  let loading: Promise<typeof words> | undefined;
  /** The sentences of the check and the kinds of places, asked for when somebody begins to fill in the form. */
  const allWords = (): Promise<typeof words> => (loading ??= loadWords(locale).then(({ findings = {}, facts = {} }) => ({ ...words, findings, facts })));
  const fetchEarly = (): void => void allWords().catch(() => (loading = undefined));
  const say = browserTranslate(words, intlTagOf(locale));
  const client = createAutoplanClient(locale, todayInVietnam(new Date()));
  let running: Running<unknown> | undefined;
  /** The search whose answer is kept. */
  let searched: Running<unknown> | undefined;
  let trip: Trip | undefined;
  let best: Trip | undefined;
  let scenario: ReturnType<typeof scenarioOfForm> = {};
  /** What the search answered, so that one can come back from another trip to it; `looking` until the other ways are there. */
  let answered: { told: ToldAnswer; trip: Trip | undefined; others: Beside['others']; looking: boolean } | undefined;
  /** Says what changes beside what is read: a region that was there before its words is heard everywhere. */
  const spoken = element('p', '');
  spoken.className = 'visually-hidden';
  spoken.setAttribute('role', 'status');
  output.after(spoken);

  form.addEventListener('input', fetchEarly, { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void plan();
  });

  async function plan(): Promise<void> {
    running?.cancel();
    scenario = scenarioOfForm(new FormDataParams(new FormData(form)));
    const status = showWorking();
    let count = 0;
    best = undefined;
    answered = undefined;
    const all = await wordsOrFail();
    // Given up, or asked anew, while the words were on their way.
    if (!all || !status.isConnected) return;
    const search = client.plan(scenario, all, {
      progress: (found) => {
        best = { ...found, id: newId(), name: nameOf(found) };
        count = found.days.reduce((sum, day) => sum + day.stops.length, 0);
        status.textContent = say('autoplan:form.best', { count });
      },
      beside: (found) => addOtherWays(search, found),
    });
    running = search;
    try {
      const { told, trip: found, others } = await search.result;
      if (running !== search) return;
      trip = found && { ...found, id: newId(), name: nameOf(found) };
      answered = { told, trip, others, looking: told.days.length + told.unmet.length > 0 };
      searched = search;
      show(told);
    } catch (cause) {
      if (running === search) fail(cause);
    }
  }

  async function wordsOrFail(): Promise<typeof words | undefined> {
    try {
      return await allWords();
    } catch (cause) {
      loading = undefined;
      fail(cause);
      return undefined;
    }
  }

  /** The other ways of the answer that stands on the page, or will when one comes back to it. */
  function addOtherWays(search: Running<unknown>, { alternatives, others }: Beside): void {
    if (!answered || searched !== search) return;
    const { told } = answered;
    answered.told = { ...told, alternatives: [...told.alternatives, ...alternatives] };
    answered.others = [...answered.others, ...others];
    answered.looking = false;
    // The worker is free: the next search need not end it.
    if (running === search) running = undefined;
    const part = output.querySelector('.plan-others');
    if (!part) return;
    part.replaceWith(otherWays(answered));
    spoken.textContent = waysFound(answered.told);
  }

  function showWorking(): HTMLElement {
    const status = element('p', say('autoplan:form.working'));
    spoken.textContent = status.textContent;
    const cancel = button(say('autoplan:form.cancel'), () => {
      running?.cancel();
      running = undefined;
      if (best) trip = best;
      if (best) void tell();
      else output.replaceChildren();
    });
    output.replaceChildren(status, cancel);
    output.scrollIntoView({ block: 'start' });
    return status;
  }

  function fail(cause: unknown): void {
    if (cause instanceof DOMException && cause.name === 'AbortError') return;
    const text = element('p', say('autoplan:form.failed'));
    text.className = 'notice danger';
    text.setAttribute('role', 'alert');
    output.replaceChildren(text);
  }

  /** Fields that were refused say so where they stand. */
  function markFields(told: Pick<ToldAnswer, 'problems'>): void {
    const faulty = faultyFields(told.problems);
    for (const field of form.querySelectorAll('input[name], select[name]')) {
      for (const name of ['aria-invalid', 'aria-describedby']) field.removeAttribute(name);
      if (!faulty.has(field.getAttribute('name') ?? '')) continue;
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', 'plan-problems');
    }
  }

  function show(told: ToldAnswer): void {
    markFields(told);
    const parts: HTMLElement[] = [];
    if (told.problems.length > 0) parts.push(problems(told));
    if (told.days.length > 0) {
      const title = element('h2', say('autoplan:result.title'));
      title.tabIndex = -1;
      const days = document.createElement('ol');
      days.className = 'plan-days';
      days.append(...told.days.map((day, d) => dayView(day, d)));
      parts.push(title, days, buttons());
    } else if (told.unmet.length > 0) parts.push(element('p', say('autoplan:result.none')));
    parts.push(...list('autoplan:result.unmet', told.unmet.map(({ reason }) => reason)));
    const first = answered;
    if (first && first.told !== told) {
      parts.push(button(say('autoplan:result.backToFirst'), () => {
        trip = first.trip;
        show(first.told);
      }));
    }
    parts.push(...list('autoplan:result.notes', told.findings.map(({ text }) => text)));
    // Last of all: they come after the rest, and nothing that is being read may move.
    if (first?.told === told && (first.looking || told.alternatives.length > 0)) parts.push(otherWays(first));
    spoken.textContent = '';
    output.replaceChildren(...parts);
    output.querySelector<HTMLElement>('h2, [role=alert]')?.focus();
  }

  function otherWays({ told, others, looking }: NonNullable<typeof answered>): HTMLElement {
    const part = document.createElement('div');
    part.className = 'plan-others stack';
    part.append(element('h2', say('autoplan:result.alternatives')));
    if (told.alternatives.length > 0) {
      const ways = document.createElement('ul');
      ways.append(...told.alternatives.map(({ reason }, i) => alternative(reason, others[i])));
      part.append(ways);
    }
    if (looking || told.alternatives.length === 0) {
      const state = element('p', looking ? say('autoplan:result.looking') : waysFound(told));
      state.className = 'soft';
      part.append(state);
    }
    return part;
  }

  const waysFound = ({ alternatives: { length } }: ToldAnswer): string => (length === 0 ? say('autoplan:result.noOthers') : say('autoplan:result.others', { count: length }));

  /** A sentence, and where it is a whole trip, the way to look at it; shown, it can be kept and improved like the first. */
  function alternative(reason: string, other: Trip | undefined): HTMLElement {
    const item = element('li', reason);
    if (!other) return item;
    const open = button(say('autoplan:result.showOther'), () => {
      trip = { ...other, id: newId(), name: nameOf(other) };
      void tell();
    });
    open.setAttribute('aria-label', `${say('autoplan:result.showOther')}: ${reason}`);
    item.append(' ', open);
    return item;
  }

  function problems(told: ToldAnswer): HTMLElement {
    const box = document.createElement('div');
    box.className = 'notice danger';
    box.id = 'plan-problems';
    box.setAttribute('role', 'alert');
    box.tabIndex = -1;
    box.append(unordered(told.problems.map(({ message }) => message)));
    return box;
  }

  function dayView(day: ToldDay, d: number): HTMLElement {
    const item = document.createElement('li');
    item.className = 'plan-day';
    const title = `${say('autoplan:result.day', { day: d + 1 })} · ${formatDate(locale, day.date, 'full')}`;
    const riding = element('p', say('autoplan:result.riding', { km: formatKm(locale, day.km), minutes: formatMinutes(locale, day.ridingMinutes) }));
    riding.className = 'soft';
    const stops = document.createElement('ul');
    stops.className = 'plan-stops';
    stops.append(...day.stops.map((stop) => stopView(stop, d)));
    item.append(element('h3', title), riding, stops);
    if (day.bedName !== undefined) {
      const bed = element('p', say('autoplan:result.bed', { place: day.bedName }));
      bed.className = 'plan-bed';
      item.append(bed);
    }
    return item;
  }

  function stopView(stop: ToldDay['stops'][number], d: number): HTMLElement {
    const item = document.createElement('li');
    const time = element('span', `${stop.arrive}–${stop.leave}`);
    time.className = 'plan-time';
    const link = element('a', stop.name);
    link.setAttribute('href', `/${locale}/${stop.id}`);
    const why = element('span', stop.why);
    why.className = 'soft';
    item.append(time, ' ', link, ' ', why);
    const planned = trip?.days[d]?.stops.find(({ at }) => at === stop.id);
    if (planned) {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.name = 'keep';
      box.checked = planned.locked;
      box.addEventListener('change', () => lock(planned.id, box.checked));
      box.setAttribute('aria-label', say('autoplan:result.lock', { place: stop.name }));
      label.className = 'plan-keep';
      label.append(box, ' ', say('autoplan:result.keep'));
      item.append(label);
    }
    return item;
  }

  function lock(id: string, locked: boolean): void {
    if (!trip) return;
    trip = { ...trip, days: trip.days.map((day) => ({ ...day, stops: day.stops.map((stop) => (stop.id === id ? { ...stop, locked } : stop)) })) };
  }

  function buttons(): HTMLElement {
    const row = document.createElement('p');
    row.className = 'cluster';
    const open = button(say('autoplan:result.open'), () => void save());
    open.classList.add('primary');
    row.append(open, button(say('autoplan:result.improve'), () => void improve()));
    return row;
  }

  /** Keeps the trip on this device and opens it. */
  async function save(): Promise<void> {
    if (!trip) return;
    const store = await openTripStore();
    const result = await store.save(startHistory(trip), 0);
    if (result.kind !== 'saved' || !store.durable) return fail(new Error('not saved'));
    try {
      localStorage.setItem('tripmap-open-trip', trip.id);
    } catch {
      // The planner then opens the newest trip, which is this one.
    }
    location.assign(`/${locale}/planner`);
  }

  async function improve(): Promise<void> {
    if (!trip) return;
    const before = trip;
    best = before;
    showWorking();
    const { must = [], wish = [], interests = [] } = scenario as Partial<Record<'must' | 'wish' | 'interests', string[]>>;
    const search = client.improveTrip(before, { must, wish, interests: interests as Asked['interests'] });
    running = search;
    try {
      const result = await search.result;
      if (running !== search) return;
      if (result.kind === 'planned') trip = { ...result.trip, id: before.id, name: before.name };
      await tell();
    } catch (cause) {
      if (running === search) fail(cause);
    }
  }

  /** Says the trip as it is now, without searching: the worker that planned it knows the words of each part. */
  async function tell(): Promise<void> {
    const all = await wordsOrFail();
    if (!trip || !all) return;
    const search = client.tell(trip, all, scenario);
    running = search;
    try {
      const told = await search.result;
      if (running === search) show(told);
    } catch (cause) {
      if (running === search) fail(cause);
    }
  }

  const nameOf = (found: Trip): string => say('autoplan:result.name', { date: found.date === undefined ? '' : formatDate(locale, found.date) });

  function list(title: string, lines: readonly string[]): HTMLElement[] {
    return lines.length > 0 ? [element('h2', say(title)), unordered(lines)] : [];
  }
} // prettier-ignore

/** FormData reads like the query of an address, but its values may be files. */
class FormDataParams {
  readonly data: FormData;
  constructor(data: FormData) {
    this.data = data;
  }
  get(name: string): string | null {
    const value = this.data.get(name);
    return typeof value === 'string' ? value : null;
  }
  getAll(name: string): string[] {
    return this.data.getAll(name).filter((value) => typeof value === 'string');
  }
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button';
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}

function unordered(lines: readonly string[]): HTMLElement {
  const made = document.createElement('ul');
  made.append(...lines.map((line) => element('li', line)));
  return made;
}
