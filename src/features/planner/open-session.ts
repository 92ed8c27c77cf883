import { newTrip } from '#src/domain/trip/new-trip.ts';
import { createTripSession, type TripSession } from './trip-session.ts';
import { openTripStore, type TripStore } from './trip-store.ts';

export type OpenedSession = { session: TripSession; store: TripStore; newId: () => string };

const LAST_OPEN = 'tripmap-open-trip';

/** Opens the device's trips and the one that was open last; a new one where there is none. */
export async function openSession(untitled: string): Promise<OpenedSession> {
  const store = await openTripStore();
  const trips = await store.list();
  const session = createTripSession(store, () => newTrip(newId(), untitled), newId, trips);
  const last = readLastOpen();
  const order = [
    ...trips.filter(({ id }) => id === last),
    ...trips.filter(({ id, archived }) => id !== last && !archived),
  ];
  for (const { id } of order) if (await session.open(id)) break;
  if (order.length === 0 && last !== undefined) await session.open(last);
  session.subscribe(() => keepLastOpen(session.state().history.present.id));
  return { session, store, newId };
}

/** Also over plain http on a home network, where `randomUUID` is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `t-${[...bytes].map((byte) => byte.toString(36).padStart(2, '0')).join('')}`;
}

function readLastOpen(): string | undefined {
  try {
    return localStorage.getItem(LAST_OPEN) ?? undefined;
  } catch {
    return undefined;
  }
}

let kept: string | undefined;

function keepLastOpen(id: string) {
  if (id === kept) return;
  kept = id;
  try {
    localStorage.setItem(LAST_OPEN, id);
  } catch {
    // Without storage the newest trip is opened instead.
  }
}
