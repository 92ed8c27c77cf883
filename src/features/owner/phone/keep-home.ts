import { forgetHomes, keepHome } from './waiting-store.ts';

/**
 * Remembers the nights of a house on its owner's phone, so that they can be tapped where there is no signal. Nothing
 * else of the page is kept, and nothing of another account stays beside it.
 */
export function rememberHome(): void {
  const { account } = document.body.dataset;
  const form = document.querySelector<HTMLFormElement>('form[data-home]');
  const slug = form?.dataset['home'];
  void (async () => {
    await forgetHomes(account);
    if (account === undefined || !form || slug === undefined) return;
    const keep = () =>
      keepHome({
        slug,
        account,
        name: document.querySelector('h1')?.textContent.trim() ?? slug,
        seen: form.querySelector<HTMLInputElement>('input[name=seen]')?.value ?? '',
        at: new Date().toISOString(),
        nights: [...form.querySelectorAll<HTMLElement>('[data-night]')].map(({ dataset }) => ({
          date: dataset['night'] ?? '',
          state: dataset['state'] ?? 'ask',
        })),
      });
    await keep();
    // Taps turn the nights on the page; what was tapped last is what should be there next time.
    addEventListener('pagehide', () => void keep().catch(() => undefined));
  })().catch(() => undefined);
  document.querySelector('form[data-sign-out]')?.addEventListener('submit', () => void forgetHomes());
}
