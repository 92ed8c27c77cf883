/** Later than anything an owner waits for on this page. */
const AFTER_MS = 8000;

/**
 * An owner may never open a public page, so the offline screen has to be brought from here: on a house's own page,
 * when everything else is done, and not where the phone asks to spare its data.
 */
export function bringOfflineScreen(): void {
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (import.meta.env.DEV || saves || !('serviceWorker' in navigator) || !document.querySelector('[data-home]')) return;
  setTimeout(() => void navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined), AFTER_MS); // prettier-ignore
}
