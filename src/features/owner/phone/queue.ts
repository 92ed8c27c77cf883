import { openDB, type IDBPDatabase } from 'idb';
import { forgetTexts } from './keep-texts.ts';

/** What a phone has to send: a form's fields as they were when it was tapped. Photos are kept as pictures. */
type Waiting = {
  id?: number;
  url: string;
  fields: [string, string | Blob][];
  key: string;
  keep?: string;
  tries: number;
};
type Answer = { ok: boolean; said: string; to: string; seen: string };
export type Say = (key: string, values?: Record<string, string | number>) => string;

const TRY_AGAIN_MS = 10_000;
let database: Promise<IDBPDatabase> | undefined;
const open = () =>
  (database ??= openDB('tripmap-owner', 1, {
    upgrade(db) {
      db.createObjectStore('waiting', { keyPath: 'id', autoIncrement: true });
    },
  }));

/** Takes over the forms marked for it: sends them at once when there is signal, and later when there is none. */
export function startQueue(say: Say): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['queue'] === undefined || event.defaultPrevented) return;
    event.preventDefault();
    const { submitter } = event as SubmitEvent;
    void take(form, submitter, say);
  });
  addEventListener('online', () => void send(say));
  setInterval(() => void send(say), TRY_AGAIN_MS);
  void showWaiting(say).then(() => send(say));
}

async function take(form: HTMLFormElement, submitter: HTMLElement | null, say: Say): Promise<void> {
  const data = new FormData(form, submitter);
  data.set('tappedAt', new Date().toISOString());
  const key = crypto.randomUUID();
  data.set('key', key);
  const fields = [...data.entries()].filter(([, value]) => typeof value === 'string' || value.size > 0);
  const keep = form.dataset['keep'];
  const tapped = submitter instanceof HTMLButtonElement ? submitter.value : '';
  // At once, so that a quick second tap goes on from the first.
  showTap(form, submitter);
  try {
    const db = await open();
    await db.add('waiting', { url: form.action, fields, key, tries: 0, ...(keep === undefined ? {} : { keep }) });
  } catch {
    // A private window has no store: then the browser sends the form as ever.
    form.removeAttribute('data-queue');
    if (submitter instanceof HTMLButtonElement) submitter.value = tapped;
    form.requestSubmit(submitter);
    return;
  }
  await showWaiting(say);
  await send(say, form.dataset['act'] === 'nights' ? undefined : form);
}

let sending = false;
let again = false;

async function send(say: Say, form?: HTMLFormElement): Promise<void> {
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  let last: Answer | undefined;
  try {
    const db = await open();
    for (const item of (await db.getAll('waiting')) as Waiting[]) {
      const answer = await sendOne(item);
      if (answer === 'later') break;
      await db.delete('waiting', item.id as number);
      if (answer.ok && item.keep !== undefined) forgetTexts(item.keep);
      last = answer;
      renewSeen(answer.seen);
      if (!answer.ok) break;
    }
  } catch {
    // No store on this phone: then nothing waits in it.
  } finally {
    sending = false;
  }
  await showWaiting(say);
  if (last !== undefined && (form !== undefined || !last.ok)) location.assign(last.to);
  else if (last !== undefined) tell(say('sent'));
  if (again) {
    again = false;
    await send(say, form);
  }
}

async function sendOne(item: Waiting): Promise<Answer | 'later'> {
  const body = new FormData();
  for (const [name, value] of item.fields) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, value, 'photo');
  }
  try {
    const response = await fetch(item.url, { method: 'POST', body, headers: { accept: 'application/json' } });
    // Too many at once, or the server is being restarted: it stays on the phone.
    if (response.status === 429 || response.status >= 500) return 'later';
    if (response.status === 401) {
      location.assign(`/${document.body.dataset['locale'] ?? 'vi'}/sign-in`);
      return 'later';
    }
    return (await response.json()) as Answer;
  } catch {
    return 'later';
  }
}

/** The next tap on this page begins from what has just been saved. */
function renewSeen(seen: string): void {
  if (seen === '') return;
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name=seen]')) input.value = seen;
}

async function showWaiting(say: Say): Promise<void> {
  const line = document.querySelector<HTMLElement>('[data-waiting]');
  if (!line) return;
  const count = await open()
    .then((db) => db.count('waiting'))
    .catch(() => 0);
  line.hidden = count === 0;
  line.textContent = count === 0 ? '' : say('waiting', { count });
}

function tell(text: string): void {
  const status = document.querySelector('[data-status]');
  if (!status) return;
  const line = document.createElement('p');
  line.className = 'notice calm';
  line.textContent = text;
  status.replaceChildren(line);
}

const ROUND = ['free', 'few', 'full'];

/** Shows a tap before any answer came: the night turns, the chip is pressed. */
function showTap(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (!(submitter instanceof HTMLButtonElement)) return;
  const { night } = submitter.dataset;
  if (night !== undefined) setNight(submitter, submitter.value.split(':')[1] ?? 'free');
  const { all } = submitter.dataset;
  if (all !== undefined) for (const button of document.querySelectorAll<HTMLButtonElement>('[data-night]')) setNight(button, all); // prettier-ignore
  if (submitter.classList.contains('chip')) {
    for (const chip of form.querySelectorAll('.chip')) chip.setAttribute('aria-pressed', String(chip === submitter));
    const now = form.parentElement?.querySelector('[data-now]');
    if (now && submitter.value !== '') now.textContent = submitter.textContent;
  }
}

function setNight(button: HTMLButtonElement, state: string): void {
  const words = JSON.parse(document.body.dataset['phoneWords'] ?? '{}') as Record<string, string>;
  button.classList.remove('free', 'few', 'full', 'ask');
  button.classList.add(state);
  button.dataset['state'] = state;
  button.value = `${button.dataset['night']}:${ROUND[(ROUND.indexOf(state) + 1) % ROUND.length]}`;
  const word = button.querySelector('[data-word]');
  if (word) word.textContent = words[state] ?? '';
}
