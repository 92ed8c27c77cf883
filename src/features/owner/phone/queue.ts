import { forgetTexts } from './keep-texts.ts';
import { showTap } from './show-tap.ts';
import { addWaiting, removeWaiting, waitingOf, type Waiting } from './waiting-store.ts';

type Answer = { ok: boolean; said: string; to: string; seen: string };
export type Say = (key: string, values?: Record<string, string | number>) => string;

const TRY_AGAIN_MS = 10_000;
/** A line that has not taken a form after so long is dead: a little for any, and more for every byte of a photo. */
const DEAD_AFTER_MS = 90_000;
const SLOWEST_BYTES_PER_SECOND = 2_000;

const account = (): string | undefined => document.body.dataset['account'];

/** Takes over the forms marked for it: sends them at once when there is signal, and later when there is none. */
export function startQueue(say: Say): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['queue'] === undefined || event.defaultPrevented) return;
    event.preventDefault();
    const { submitter } = event as SubmitEvent;
    void take(form, submitter, say);
  });
  // Without a session nothing can be sent; what waits is only told.
  if (account() === undefined) {
    void showWaiting(say);
    return;
  }
  addEventListener('online', () => void send(say));
  setInterval(() => void send(say), TRY_AGAIN_MS);
  void showWaiting(say).then(() => send(say));
}

async function take(form: HTMLFormElement, submitter: HTMLElement | null, say: Say): Promise<void> {
  const tapped = submitter instanceof HTMLButtonElement ? submitter.value : '';
  const kept = await keepForm(form, submitter, document.querySelector('h1')?.textContent ?? '');
  if (!kept) {
    // A private window has no store: then the browser sends the form as ever.
    form.removeAttribute('data-queue');
    if (submitter instanceof HTMLButtonElement) submitter.value = tapped;
    form.requestSubmit(submitter);
    return;
  }
  await showWaiting(say);
  await send(say, form.dataset['act'] === 'nights' ? undefined : form);
}

/** Puts a form on the phone as it stands. False where the phone has no store. */
export async function keepForm(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  screen: string,
  owner = account(),
): Promise<boolean> {
  const data = new FormData(form, submitter);
  data.set('tappedAt', new Date().toISOString());
  const fields = [...data.entries()].filter(([, value]) => typeof value === 'string' || value.size > 0);
  const keep = form.dataset['keep'];
  // At once, so that a quick second tap goes on from the first.
  showTap(form, submitter);
  const about = [screen, submitter?.innerText ?? ''].map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean).join(': '); // prettier-ignore
  try {
    const items = onePhotoEach(fields).map((some): Waiting => {
      const key = crypto.randomUUID();
      return { account: owner ?? '', url: form.action, fields: [...some, ['key', key]], key, about, ...(keep === undefined ? {} : { keep }) }; // prettier-ignore
    });
    await addWaiting(items);
    return true;
  } catch {
    return false;
  }
}

/** Several photos go one by one: a line that breaks costs the one under way, and not those that have arrived. */
export function onePhotoEach(fields: Waiting['fields']): Waiting['fields'][] {
  const photos = fields.filter(([, value]) => typeof value !== 'string');
  if (photos.length < 2) return [fields];
  const words = fields.filter(([, value]) => typeof value === 'string');
  return photos.map((photo) => [...words, photo]);
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
    last = await inOneTab(sendAll);
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

/** Two tabs have one queue: while one sends, the other leaves it alone. */
async function inOneTab(work: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request('tripmap-send', { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

async function sendAll(): Promise<Answer | undefined> {
  let last: Answer | undefined;
  for (const item of await waitingOf(account())) {
    const answer = await sendOne(item);
    if (answer === 'later') break;
    await removeWaiting(item.id as number);
    if (answer.ok && item.keep !== undefined) forgetTexts(item.keep);
    last = answer;
    renewSeen(answer.seen);
    if (!answer.ok) break;
  }
  return last;
}

async function sendOne(item: Waiting): Promise<Answer | 'later'> {
  const body = new FormData();
  let bytes = 0;
  for (const [name, value] of item.fields) {
    if (typeof value === 'string') body.append(name, value);
    else {
      body.append(name, value, 'photo');
      bytes += value.size;
    }
  }
  try {
    const signal = AbortSignal.timeout(DEAD_AFTER_MS + (bytes / SLOWEST_BYTES_PER_SECOND) * 1000);
    const response = await fetch(item.url, { method: 'POST', body, headers: { accept: 'application/json' }, signal });
    // Too many at once, too slow, or the server is being restarted: it stays on the phone.
    if (response.status === 408 || response.status === 429 || response.status >= 500) return 'later';
    if (response.status === 401) {
      location.assign(`/${document.body.dataset['locale'] ?? 'vi'}/sign-in`);
      return 'later';
    }
    const isAnswer = response.headers.get('content-type')?.startsWith('application/json') === true;
    // The front door itself refused it, and would do so for ever: said once, so that the rest can go.
    return isAnswer ? ((await response.json()) as Answer) : refusedAtTheDoor(item, response.status);
  } catch {
    return 'later';
  }
}

function refusedAtTheDoor({ fields }: Waiting, status: number): Answer {
  const back = fields.find(([name]) => name === 'back')?.[1];
  const said = status === 413 ? 'photo-too-many-bytes' : 'other';
  const path = typeof back === 'string' ? back : location.pathname;
  return { ok: false, said, to: `${path}?problem=${said}`, seen: '' };
}

/** The next tap on this page begins from what has just been saved. */
function renewSeen(seen: string): void {
  if (seen === '') return;
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name=seen]')) input.value = seen;
}

async function showWaiting(say: Say): Promise<void> {
  const line = document.querySelector<HTMLElement>('[data-waiting]');
  if (!line) return;
  const { length } = await waitingOf(account());
  line.hidden = length === 0;
  line.textContent = length === 0 ? '' : say(account() === undefined ? 'waitingSignIn' : 'waiting', { count: length });
}

function tell(text: string): void {
  const status = document.querySelector('[data-status]');
  if (!status) return;
  const line = document.createElement('p');
  line.className = 'notice calm';
  line.textContent = text;
  status.replaceChildren(line);
}
