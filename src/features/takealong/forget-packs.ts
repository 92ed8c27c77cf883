import { openTripStore } from '../planner/trip-store.ts';
import { listPacks, removePack } from './pack.ts';

/** Packs whose trip is no longer on this device: the page was closed before the pack could go with it. */
export async function packsWithoutTrip(): Promise<string[]> {
  const packs = await listPacks();
  if (packs.length === 0) return [];
  const store = await openTripStore();
  try {
    // Without a store nothing is known about the trips, and a trip that could not be read may still be mended.
    if (!store.durable || (await store.damaged()).length > 0) return [];
    const trips = new Set((await store.list()).map(({ id }) => id));
    return packs.map(({ tripId }) => tripId).filter((id) => !trips.has(id));
  } finally {
    store.close();
  }
}

export async function forgetPacks(tripIds: readonly string[]): Promise<void> {
  const still = new Set(await packsWithoutTrip());
  for (const id of tripIds) if (still.has(id)) await removePack(id);
}
