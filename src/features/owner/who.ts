import type { App } from '#src/composition.ts';
import type { Translate } from '#src/i18n/translator.ts';

/** Names of the people behind account ids, for "who and when". */
export async function namesOf(app: App, t: Translate, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const account = await app.state.store.accounts.find(id);
    names.set(id, account?.name ?? t('owner:someone'));
  }
  return names;
}
