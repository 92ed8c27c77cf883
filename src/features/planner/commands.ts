import type { TripAction } from '#src/domain/trip/actions.ts';
import { findStop } from '#src/domain/trip/new-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';

/**
 * What can be done with a stop or a day, as objects that buttons, keys and menus share. A command that does not
 * apply gives no action: its button is disabled and its key does nothing. Words are at `planner:do.<id>` and,
 * once done, at `planner:done.<id>`.
 */
export type Command = {
  id: string;
  /** As `aria-keyshortcuts` and the help write it. */
  keys?: string;
  actionFor(trip: Trip, id: string): TripAction | undefined;
};

export const STOP_COMMANDS = {
  earlier: { id: 'stop-earlier', keys: 'Alt+ArrowUp', actionFor: (_trip, stop) => ({ type: 'nudge-stop', stop, by: -1 }) },
  later: { id: 'stop-later', keys: 'Alt+ArrowDown', actionFor: (_trip, stop) => ({ type: 'nudge-stop', stop, by: 1 }) },
  previousDay: { id: 'stop-previous-day', keys: 'Alt+PageUp', actionFor: (trip, stop) => toOtherDay(trip, stop, -1) },
  nextDay: { id: 'stop-next-day', keys: 'Alt+PageDown', actionFor: (trip, stop) => toOtherDay(trip, stop, 1) },
  lock: { id: 'stop-lock', keys: 'Alt+L', actionFor: (trip, stop) => ({ type: 'lock-stop', stop, locked: findStop(trip, stop)?.stop.locked !== true }) },
  remove: { id: 'stop-remove', keys: 'Delete', actionFor: (_trip, stop) => ({ type: 'remove-stop', stop }) },
} as const satisfies Record<string, Command>; // prettier-ignore

export const DAY_COMMANDS = {
  earlier: { id: 'day-earlier', actionFor: (trip, day) => moveDay(trip, day, -1) },
  later: { id: 'day-later', actionFor: (trip, day) => moveDay(trip, day, 1) },
  insert: { id: 'day-insert', actionFor: (trip, day) => ({ type: 'add-day', index: indexOf(trip, day) + 1 }) },
  duplicate: { id: 'day-duplicate', actionFor: (_trip, day) => ({ type: 'duplicate-day', day }) },
  reverse: { id: 'day-reverse', actionFor: (_trip, day) => ({ type: 'reverse-day', day }) },
  remove: { id: 'day-remove', actionFor: (_trip, day) => ({ type: 'delete-day', day }) },
} as const satisfies Record<string, Command>;

/** The best order of a day's stops. It is searched for away from the screen, so its action comes later (`improve-day.ts`). */
export const IMPROVE_DAY = {
  id: 'day-improve',
  keys: 'Alt+I',
  applies: (trip: Trip, id: string): boolean => {
    const day = trip.days.find((one) => one.id === id);
    return day !== undefined && day.stops.length > 1 && day.stops.some(({ locked }) => !locked);
  },
} as const;

type KeyPressed = { key: string; code: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** As `keys` writes it. Alt makes other letters on some keyboards, so a letter is told by its key. */
export function writeKeys({ key, code, altKey, ctrlKey, metaKey }: KeyPressed): string | undefined {
  if (ctrlKey || metaKey) return undefined;
  return altKey ? `Alt+${/^Key[A-Z]$/.test(code) ? code.slice(3) : key}` : key;
}

/** The command of a key pressed on a stop. */
export function stopCommandOf(event: KeyPressed): Command | undefined {
  const pressed = writeKeys(event);
  return Object.values(STOP_COMMANDS).find((command) => command.keys === pressed);
}

const indexOf = (trip: Trip, day: string): number => trip.days.findIndex(({ id }) => id === day);

function toOtherDay(trip: Trip, stop: string, by: -1 | 1): TripAction | undefined {
  const found = findStop(trip, stop);
  const target = found && trip.days[found.dayIndex + by];
  return target && { type: 'move-stop', stop, day: target.id, index: by < 0 ? target.stops.length : 0 };
}

function moveDay(trip: Trip, day: string, by: -1 | 1): TripAction | undefined {
  const to = indexOf(trip, day) + by;
  return to < 0 || to >= trip.days.length ? undefined : { type: 'move-day', day, index: to };
}
