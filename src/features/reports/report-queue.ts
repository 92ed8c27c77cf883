import { openDB } from 'idb';

type Waiting = { key: string; url: string; fields: [string, string | File][] };

const open = () => openDB('tripmap-reports', 1, { upgrade: (db) => void db.createObjectStore('waiting', { keyPath: 'key' }) }); // prettier-ignore

/**
 * Without signal a report waits on this device and goes out when the signal is back. The page says "sent" only after
 * the server has answered with the ticket's address; sending twice is harmless, because each report has a key.
 */
export function queueReports(form: HTMLFormElement | null): void {
  if (!form) return;
  const find = (name: string) => form.querySelector<HTMLElement>(`[data-${name}]`);
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string' || value.size > 0);
    const waiting: Waiting = { key: String(new FormData(form).get('key')), url: form.action || location.href, fields };
    void open()
      .then((db) => db.put('waiting', waiting))
      .then(() => find('queued')?.removeAttribute('hidden'));
  });
  const sendAll = async () => {
    const db = await open();
    for (const waiting of (await db.getAll('waiting')) as Waiting[]) {
      const body = new FormData();
      for (const [name, value] of waiting.fields) body.append(name, value);
      const answer = await fetch(waiting.url, { method: 'POST', body }).catch(() => undefined);
      // The address after the redirect is the ticket: only then the report is stored.
      if (answer?.ok !== true || !/\/tickets\/[\w-]+/.test(answer.url)) continue;
      await db.delete('waiting', waiting.key);
      find('queued')?.setAttribute('hidden', '');
      find('later')?.removeAttribute('hidden');
      find('ticket')?.setAttribute('href', new URL(answer.url).pathname);
    }
  };
  addEventListener('online', () => void sendAll());
  if (navigator.onLine) void sendAll();
  const here = find('here');
  if (here && 'geolocation' in navigator) {
    here.hidden = false;
    here.addEventListener('click', () =>
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        const set = (name: string, value: number) => {
          const input = form.elements.namedItem(name);
          if (input instanceof HTMLInputElement) input.value = value.toFixed(5);
        };
        set('lat', coords.latitude);
        set('lng', coords.longitude);
      }),
    );
  }
}
