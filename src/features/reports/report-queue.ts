import { openDB } from 'idb';

type Waiting = { key: string; url: string; fields: [string, string | File][] };

const open = () => openDB('tripmap-reports', 1, { upgrade: (db) => void db.createObjectStore('waiting', { keyPath: 'key' }) }); // prettier-ignore

/** A line that is dead though the phone believes in it makes no event when it comes back. */
const TRY_AGAIN_MS = 20_000;

/** The address after the redirect is the ticket: only then the report is stored. */
const isTicket = (url: string): boolean => /\/tickets\/[\w-]+/.test(url);

/**
 * Without signal a report waits on this device and goes out when the signal is back. The page says "sent" only after
 * the server has answered with the ticket's address; sending twice is harmless, because each report has a key.
 */
export function queueReports(form: HTMLFormElement | null): void {
  if (!form) return;
  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
  const notices = ['queued', 'kept-nowhere', 'refused-later', 'later'];
  const say = (name: string) => {
    for (const each of notices) form.querySelector(`[data-${each}]`)?.toggleAttribute('hidden', each !== name);
  };
  const set = (name: string, value: string) => {
    const field = input(name);
    if (field) field.value = value;
  };
  // A copy from this device knows neither its question nor a key of its own: two reports must not share one.
  if (document.documentElement.dataset['storedAt'] !== undefined) {
    set('key', crypto.randomUUID());
    set('about', new URLSearchParams(location.search).get('about') ?? '');
  }

  async function wait(): Promise<void> {
    const data = new FormData(form as HTMLFormElement);
    const fields = [...data].filter(([, value]) => typeof value === 'string' || value.size > 0);
    try {
      await (
        await open()
      ).put('waiting', { key: String(data.get('key')), url: location.href, fields } satisfies Waiting);
      say('queued');
      tryAgain();
    } catch {
      say('kept-nowhere');
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
    if (button) button.disabled = true;
    void send(location.href, new FormData(form))
      .then((answer) => {
        if (answer === undefined) return wait();
        if (isTicket(answer.url)) location.assign(answer.url);
        // The server has something to say about it: its own page says it best.
        else form.submit();
        return undefined;
      })
      .finally(() => {
        if (button) button.disabled = false;
      });
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  function tryAgain(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void sendAll(), TRY_AGAIN_MS);
  }

  async function sendAll(): Promise<void> {
    const db = await open();
    for (const waiting of (await db.getAll('waiting')) as Waiting[]) {
      const body = new FormData();
      for (const [name, value] of waiting.fields) body.append(name, value);
      const answer = await send(waiting.url, body);
      if (answer === undefined) return tryAgain();
      if (isTicket(answer.url)) {
        await db.delete('waiting', waiting.key);
        form?.querySelector('[data-ticket]')?.setAttribute('href', new URL(answer.url).pathname);
        say('later');
      } else if (answer.status === 422 || answer.status === 413) {
        // It would be refused each time: back into the form, where it can be put right.
        await db.delete('waiting', waiting.key);
        for (const [name, value] of waiting.fields) if (typeof value === 'string') putBack(name, value);
        say('refused-later');
      }
    }
  }

  function putBack(name: string, value: string): void {
    if (name !== 'kind') return set(name, value);
    for (const radio of form?.querySelectorAll<HTMLInputElement>('[name="kind"]') ?? []) radio.checked = radio.value === value; // prettier-ignore
  }

  addEventListener('online', () => void sendAll());
  if (navigator.onLine) void sendAll();
  const here = form.querySelector<HTMLElement>('[data-here]');
  if (here && 'geolocation' in navigator) {
    here.hidden = false;
    here.addEventListener('click', () =>
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        set('lat', coords.latitude.toFixed(5));
        set('lng', coords.longitude.toFixed(5));
      }),
    );
  }
}

/** Undefined where the network gave no answer. */
const send = (url: string, body: FormData): Promise<Response | undefined> =>
  fetch(url, { method: 'POST', body }).catch(() => undefined);
