import type { PlannerAlert } from '#src/domain/planner-data/types.ts';
import type { Locale } from '#src/domain/locale/languages.ts';

const EVERY_MS = 4000;

export type AlertNews =
  { kind: 'alerts'; alerts: readonly PlannerAlert[] } | { kind: 'offline'; since: Date } | { kind: 'online' };

/**
 * Asks for the alerts every few seconds while the page is seen; unchanged ones cost a 304. Tells only what is new:
 * other alerts, that the server cannot be reached, that it can be reached again.
 */
export function watchAlerts(locale: Locale, tell: (news: AlertNews) => void): () => void {
  let known: string | undefined;
  let last = new Date();
  let offline = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  async function ask() {
    clearTimeout(timer);
    if (ended || document.visibilityState === 'hidden') return;
    try {
      // `no-cache`: always ask, and let the browser answer from its copy on 304.
      const response = await fetch(`/api/planner/alerts/${locale}`, {
        cache: 'no-cache',
        signal: AbortSignal.timeout(8000),
      });
      if (!response.ok) throw new Error(String(response.status));
      const text = await response.text();
      if (ended) return;
      last = new Date();
      if (offline) tell({ kind: 'online' });
      offline = false;
      if (text !== known) {
        known = text;
        tell({ kind: 'alerts', alerts: JSON.parse(text) as PlannerAlert[] });
      }
    } catch {
      if (ended) return;
      if (!offline) tell({ kind: 'offline', since: last });
      offline = true;
    }
    timer = setTimeout(() => void ask(), EVERY_MS);
  }

  const again = () => void ask();
  document.addEventListener('visibilitychange', again);
  addEventListener('online', again);
  void ask();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', again);
    removeEventListener('online', again);
  };
}
