import { classifyPath } from '#src/server/route-policy.ts';
import { ageOf } from './age.ts';
import { packName } from './stores.ts';

/**
 * On every public page: keeps the service worker, says how old a page from the device is, points out changed alerts
 * when the network is back, and lets a pack go with its trip. Everything larger is loaded only where it is needed.
 */
const AFTER_REMOVAL_MS = 30_000;

class OfflineNotice extends HTMLElement {
  connectedCallback() {
    const { locale = 'vi' } = this.dataset;
    const at = document.documentElement.dataset['storedAt'];
    if (at) this.say((this.dataset['stored'] ?? '').replace('{{age}}', ageOf(at, locale)));
    addEventListener('offline', () => this.say(this.dataset['offline'] ?? ''));
    addEventListener('online', () => {
      if (!at) this.hidden = true;
      void this.compareAlerts(locale);
    });
    if (navigator.onLine && !at) void this.compareAlerts(locale);
    followRemovals();
    void removeLeftPacks();
    if (!import.meta.env.DEV) void register(locale);
  }

  say(text: string) {
    this.textContent = text;
    this.hidden = false;
  }

  /** Alerts on saved trips that are other than when the trip was saved. */
  async compareAlerts(locale: string) {
    try {
      if (!(await hasPacks())) return;
      const { changedAlerts } = await import('./changed-alerts.ts');
      const changes = await changedAlerts(locale);
      if (changes.length === 0) return;
      this.say(this.dataset['changed'] ?? '');
      for (const { href, text } of changes) {
        const link = document.createElement('a');
        link.href = href;
        link.textContent = text;
        this.append(' ', link);
      }
    } catch {
      // Without the network there is nothing to compare; the next page tries again.
    }
  }
}

const hasPacks = async (): Promise<boolean> =>
  'caches' in window && (await caches.keys()).some((name) => name.startsWith(packName('')));

async function register(locale: string): Promise<void> {
  // Whoever signs in waits for no downloads; the next public page is early enough.
  if (!('serviceWorker' in navigator) || classifyPath(location.pathname) === 'personal') return;
  // The page itself comes first.
  if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
  try {
    const isFirst = navigator.serviceWorker.controller === null;
    const { waiting } = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    waiting?.postMessage({ type: 'take-over' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ type: 'reader', locale, ...(isFirst && { page: location.pathname + location.search }) });
  } catch {
    // A private window or a browser without storage: the site works as a site.
  }
}

/** The trip store tells every tab of a removed trip; it can be brought back for a while, and so can its pack. */
function followRemovals(): void {
  if (!('BroadcastChannel' in window) || !('caches' in window)) return;
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  new BroadcastChannel('tripmap-trips').onmessage = ({ data }: MessageEvent<{ id: string; revision: number }>) => {
    clearTimeout(waiting.get(data.id));
    if (data.revision >= 0) return;
    waiting.set(data.id, setTimeout(() => void caches.delete(packName(data.id)), AFTER_REMOVAL_MS)); // prettier-ignore
  };
}

/** A page that was closed right after a removal could not wait; a later one does. */
async function removeLeftPacks(): Promise<void> {
  try {
    if (!(await hasPacks())) return;
    const { forgetPacks, packsWithoutTrip } = await import('./forget-packs.ts');
    const left = await packsWithoutTrip();
    if (left.length > 0) setTimeout(() => void forgetPacks(left).catch(() => undefined), AFTER_REMOVAL_MS);
  } catch {
    // The browser gives no storage any more; then there is nothing to remove.
  }
}

customElements.define('offline-notice', OfflineNotice);
