import type { Say } from './queue.ts';

/** Passkeys are offered only where the phone knows them; the library comes when the button is tapped. */
export function offerPasskey(say: Say): void {
  if (!('PublicKeyCredential' in window)) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-passkey]')) {
    const line = button.parentElement?.querySelector<HTMLElement>('[data-passkey-says]');
    const block = button.closest<HTMLElement>('[data-passkey-block]') ?? button;
    block.hidden = false;
    button.addEventListener('click', () => {
      button.disabled = true;
      void run(button.dataset['passkey'] === 'add')
        .then((ok) => {
          if (ok) location.assign(button.dataset['then'] ?? location.pathname);
          else if (line) line.textContent = say('passkeyFailed');
        })
        .catch(() => {
          if (line) line.textContent = say('passkeyFailed');
        })
        .finally(() => (button.disabled = false));
    });
  }
}

async function run(add: boolean): Promise<boolean> {
  const [{ createAuthClient }, { passkeyClient }] = await Promise.all([
    import('better-auth/client'),
    import('@better-auth/passkey/client'),
  ]);
  const client = createAuthClient({ basePath: '/api/auth', plugins: [passkeyClient()] });
  const answer = add ? await client.passkey.addPasskey() : await client.signIn.passkey();
  return answer !== undefined && answer.error === null;
}
