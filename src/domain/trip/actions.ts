import type { Bed, CostItem, Day, ListName, Minutes, Spot, Stop, Trip } from './types.ts';

/** `null` clears an optional field. */
type Clearable<T> = { [K in keyof T]?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] };

/** Fields of the whole trip that an action may set; each is checked like a saved file's. */
export type TripPatch = Clearable<
  Required<
    Pick<Trip, 'name' | 'archived' | 'dayStart' | 'vehicle' | 'licence' | 'experience' | 'pace' | 'party' | 'bedNeeds'>
  > &
    Pick<Trip, 'date' | 'engine' | 'luggage'>
> & {
  start?: Partial<Trip['start']>;
  end?: { at?: Spot | null; by?: Minutes | null; departure?: Trip['end']['departure'] };
};

export type StopPatch = { minutes?: Minutes | null; departs?: Minutes | null; note?: string };
export type NewStop = { at: Spot; minutes?: Minutes; departs?: Minutes; locked?: boolean; note?: string };

/**
 * Everything that can happen to a trip, as plain objects shared by buttons, keys, menus and fixes.
 * Days and stops are named by id. Ids of new parts come from the trip's own counter.
 *
 * A locked stop keeps its day, its minutes and its order among the other locked stops until it is
 * unlocked: moving, removing, replacing it or deleting its day does nothing; reversing and ordering
 * work around it. Whole days may still be moved by the traveller, and their stops go with them.
 */
export type TripAction =
  | { type: 'set'; patch: TripPatch }
  | { type: 'add-stop'; day: string; stop: NewStop; index?: number }
  | { type: 'remove-stop'; stop: string }
  /** `index` counts in the target day without the moved stop. */
  | { type: 'move-stop'; stop: string; day: string; index: number }
  /** One step earlier or later; at the edge of a day it goes over to the neighbouring day. */
  | { type: 'nudge-stop'; stop: string; by: -1 | 1 }
  | { type: 'replace-stop'; stop: string; at: Spot }
  | { type: 'set-stop'; stop: string; patch: StopPatch }
  | { type: 'lock-stop'; stop: string; locked: boolean }
  /** The wanted order; stops not named keep their order at the end. */
  | { type: 'order-stops'; day: string; stops: string[] }
  | { type: 'reverse-day'; day: string }
  | { type: 'add-day'; index?: number }
  | { type: 'duplicate-day'; day: string }
  | { type: 'delete-day'; day: string }
  | { type: 'move-day'; day: string; index: number }
  | { type: 'set-day'; day: string; patch: { start?: Minutes | null; note?: string } }
  | { type: 'set-bed'; day: string; bed: (Pick<Bed, 'at'> & Partial<Bed>) | null }
  | { type: 'reverse-trip' }
  | { type: 'add-item'; list: ListName; text: string }
  | { type: 'set-item'; list: ListName; item: string; patch: { text?: string; done?: boolean } }
  | { type: 'remove-item'; list: ListName; item: string }
  | { type: 'add-cost'; cost: Omit<CostItem, 'id'> }
  | { type: 'set-cost'; item: string; patch: Partial<Omit<CostItem, 'id'>> }
  | { type: 'remove-cost'; item: string }
  /** A whole new plan (auto-plan, import): name, id and lists of this trip stay unless `whole`. */
  | { type: 'replace'; trip: Trip; whole?: boolean }
  /** Several as one step of undo: what a fix applies. */
  | { type: 'batch'; actions: TripAction[] };

export type { Day, Stop };
