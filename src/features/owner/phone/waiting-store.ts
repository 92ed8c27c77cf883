import { openDB, type IDBPDatabase } from 'idb';

/** What a phone has to send: a form's fields as they were when it was tapped. Photos are kept as pictures. */
export type Waiting = {
  id?: number;
  /** Whose tap it was: on a shared phone nothing goes out under another name. */
  account: string;
  url: string;
  fields: [string, string | Blob][];
  key: string;
  keep?: string;
  /** For people: the screen, and what was tapped on it. */
  about: string;
};

/** A house as this phone last saw it, so that its nights can be tapped without signal. Goes when somebody signs out. */
export type KeptHome = {
  slug: string;
  account: string;
  name: string;
  seen: string;
  at: string;
  nights: { date: string; state: string }[];
};

let database: Promise<IDBPDatabase> | undefined;
const open = () =>
  (database ??= openDB('tripmap-owner', 2, {
    upgrade(db, before) {
      if (before < 1) db.createObjectStore('waiting', { keyPath: 'id', autoIncrement: true });
      if (before < 2) db.createObjectStore('homes', { keyPath: 'slug' });
    },
    // A newer page in another tab wants to change the store; this one opens it again when it needs it.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      database = undefined;
    },
  }));

/** All or none. Rejects where the browser gives no store (a private window) or has no room left. */
export async function addWaiting(items: readonly Waiting[]): Promise<void> {
  const change = (await open()).transaction('waiting', 'readwrite');
  await Promise.all([...items.map((item) => change.store.add(item)), change.done]);
}
export const removeWaiting = async (id: number): Promise<void> => (await open()).delete('waiting', id);

/** In the order in which they were tapped. Of everybody when no account is named. */
export async function waitingOf(account?: string): Promise<Waiting[]> {
  try {
    const all = (await (await open()).getAll('waiting')) as Waiting[];
    return account === undefined ? all : all.filter((item) => item.account === account);
  } catch {
    return [];
  }
}

export const keepHome = async (home: KeptHome): Promise<void> => void (await (await open()).put('homes', home));

export async function keptHomes(): Promise<KeptHome[]> {
  try {
    return (await (await open()).getAll('homes')) as KeptHome[];
  } catch {
    return [];
  }
}

/** Forgets the houses of everybody but one, or of everybody. */
export async function forgetHomes(except?: string): Promise<void> {
  for (const home of await keptHomes()) {
    if (home.account !== except) await (await open()).delete('homes', home.slug);
  }
}
