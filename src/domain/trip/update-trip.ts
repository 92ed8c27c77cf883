import type { NewStop, StopPatch, TripAction, TripPatch } from './actions.ts';
import { fillAround, moveMember, reverseAround } from './arrange.ts';
import { findStop } from './new-trip.ts';
import {
  readBed, readBedNeeds, readClock, readCost, readDate, readEnd, readEngine, readLicence, readParty, readSpot,
  readStart, readText, readWhole, readWord,
} from './read-fields.ts'; // prettier-ignore
import { EXPERIENCES, LIMITS, LISTS, LUGGAGE, PACES, VEHICLES } from './types.ts';
import type { Day, ListItem, ListName, Minutes, Stop, Trip } from './types.ts';

/**
 * The next trip. Pure and total: an action that names something gone, breaks a lock, passes a limit or
 * carries an unreadable value gives back the same object, so a screen can compare by identity.
 */
export function updateTrip(trip: Trip, action: TripAction): Trip {
  switch (action.type) {
    case 'set':
      return sameOr(trip, patchTrip(trip, action.patch));
    case 'add-stop':
      return addStop(trip, action.day, action.stop, action.index);
    case 'remove-stop':
      return changeFreeStop(trip, action.stop, () => []);
    case 'replace-stop':
      return changeFreeStop(trip, action.stop, (stop) => {
        const at = readSpot(action.at, stopKinds);
        // Another place has another usual visit; a fixed departure belonged to the old one.
        return at === undefined ? [stop] : [{ id: stop.id, at, locked: false, note: stop.note }];
      });
    case 'set-stop':
      return changeStop(trip, action.stop, (stop) => [patchStop(stop, action.patch)]);
    case 'lock-stop':
      return changeStop(trip, action.stop, (stop) =>
        stop.locked === action.locked ? [stop] : [{ ...stop, locked: action.locked === true }],
      );
    case 'move-stop':
      return moveStop(trip, action.stop, action.day, action.index);
    case 'nudge-stop':
      return nudgeStop(trip, action.stop, action.by);
    case 'order-stops':
      return changeDay(trip, action.day, (day) => {
        const free = day.stops.filter((stop) => !stop.locked);
        const named = action.stops
          .map((id) => free.find((stop) => stop.id === id))
          .filter((stop) => stop !== undefined);
        const wanted = [...new Set([...named, ...free])];
        return withStops(day, fillAround(day.stops, isLocked, wanted));
      });
    case 'reverse-day':
      return changeDay(trip, action.day, (day) => withStops(day, reverseAround(day.stops, isLocked)));
    case 'reverse-trip':
      return reverseTrip(trip);
    case 'add-day': {
      if (trip.days.length >= LIMITS.days) return trip;
      const day: Day = { id: `d${trip.serial}`, stops: [], note: '' };
      return insertDay(trip, day, action.index ?? trip.days.length, trip.serial + 1);
    }
    case 'duplicate-day': {
      const index = trip.days.findIndex((day) => day.id === action.day);
      const day = trip.days[index];
      if (!day || trip.days.length >= LIMITS.days) return trip;
      let serial = trip.serial + 1;
      const stops = day.stops.map((stop) => ({ ...stop, id: `s${serial++}` }));
      return insertDay(trip, { ...day, id: `d${trip.serial}`, stops }, index + 1, serial);
    }
    case 'delete-day': {
      const day = trip.days.find((one) => one.id === action.day);
      if (!day || day.stops.some(isLocked)) return trip;
      const days = trip.days.filter((one) => one !== day);
      if (days.length > 0) return { ...trip, days };
      // A trip always has a day to put the next stop into.
      return isEmpty(day)
        ? trip
        : { ...trip, days: [{ id: `d${trip.serial}`, stops: [], note: '' }], serial: trip.serial + 1 };
    }
    case 'move-day': {
      const from = trip.days.findIndex((day) => day.id === action.day);
      const to = clampIndex(action.index, trip.days.length - 1);
      return from < 0 || from === to ? trip : { ...trip, days: moveMember(trip.days, from, to) };
    }
    case 'set-day':
      return changeDay(trip, action.day, (day) => {
        const start = optional(action.patch.start, day.start, readClock);
        const note = readText(action.patch.note, LIMITS.note) ?? day.note;
        return sameOr(day, { ...without(day, 'start'), ...(start !== undefined && { start }), note });
      });
    case 'set-bed':
      return changeDay(trip, action.day, (day) => {
        if (action.bed === null) return day.bed ? without(day, 'bed') : day;
        const bed = readBed(action.bed);
        return bed ? sameOr(day, { ...day, bed }) : day;
      });
    case 'add-item': {
      const text = readText(action.text, LIMITS.item);
      const items = trip.lists[action.list];
      if (!text || !items || items.length >= LIMITS.items) return trip;
      const added = { id: `i${trip.serial}`, text, done: false };
      return { ...withItems(trip, action.list, [...items, added]), serial: trip.serial + 1 };
    }
    case 'set-item':
      return changeItem(trip, action.list, action.item, (item) => {
        const text = readText(action.patch.text, LIMITS.item) || item.text;
        return [{ ...item, text, done: action.patch.done ?? item.done }];
      });
    case 'remove-item':
      return changeItem(trip, action.list, action.item, () => []);
    case 'add-cost': {
      const cost = readCost(action.cost, `c${trip.serial}`);
      if (!cost || trip.costs.length >= LIMITS.costs) return trip;
      return { ...trip, costs: [...trip.costs, cost], serial: trip.serial + 1 };
    }
    case 'set-cost':
      return sameOr(trip, {
        ...trip,
        costs: trip.costs.map((cost) =>
          cost.id === action.item ? (readCost({ ...cost, ...action.patch }, cost.id) ?? cost) : cost,
        ),
      });
    case 'remove-cost':
      return sameOr(trip, { ...trip, costs: trip.costs.filter((cost) => cost.id !== action.item) });
    case 'replace':
      if (action.whole) return action.trip;
      return { ...action.trip, id: trip.id, name: trip.name, archived: trip.archived, lists: trip.lists, costs: trip.costs, serial: Math.max(trip.serial, action.trip.serial) }; // prettier-ignore
    case 'batch':
      return action.actions.reduce(updateTrip, trip);
    default:
      return trip;
  }
}

const stopKinds = ['places', 'events', 'homestays'];
const isLocked = (stop: Stop): boolean => stop.locked;
const isEmpty = (day: Day): boolean => day.stops.length === 0 && !day.bed && day.start === undefined && day.note === '';

/** Keeps the old object where nothing changed, so that undo has no empty steps. */
function sameOr<T>(before: T, after: T): T {
  return isSame(before, after) ? before : after;
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key as never], other[key as never]))
  );
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = value;
  return rest;
}

function clampIndex(index: number, last: number): number {
  return Number.isFinite(index) ? Math.min(Math.max(Math.trunc(index), 0), last) : last;
}

/** A patched optional field: `null` clears, an unreadable value or an absent one keeps what was. */
function optional<T>(patched: unknown, before: T | undefined, read: (value: unknown) => T | undefined): T | undefined {
  return patched === null ? undefined : (read(patched) ?? before);
}

function patchTrip(trip: Trip, patch: TripPatch): Trip {
  const { date: _date, engine: _engine, luggage: _luggage, ...rest } = trip;
  const date = optional(patch.date, trip.date, readDate);
  const engine = optional(patch.engine, trip.engine, readEngine);
  const luggage = optional(patch.luggage, trip.luggage, (value) => readWord(value, LUGGAGE));
  return {
    ...rest,
    name: readText(patch.name, LIMITS.name) ?? trip.name,
    archived: typeof patch.archived === 'boolean' ? patch.archived : trip.archived,
    ...(date !== undefined && { date }),
    start: patch.start ? readStart(patch.start, trip.start) : trip.start,
    end: patch.end ? readEnd(patch.end, trip.end) : trip.end,
    dayStart: readClock(patch.dayStart) ?? trip.dayStart,
    vehicle: readWord(patch.vehicle, VEHICLES) ?? trip.vehicle,
    ...(engine && { engine }),
    licence: readLicence(patch.licence) ?? trip.licence,
    experience: readWord(patch.experience, EXPERIENCES) ?? trip.experience,
    pace: readWord(patch.pace, PACES) ?? trip.pace,
    party: readParty(patch.party) ?? trip.party,
    bedNeeds: readBedNeeds(patch.bedNeeds) ?? trip.bedNeeds,
    ...(luggage && { luggage }),
  };
}

function changeDay(trip: Trip, dayId: string, change: (day: Day) => Day): Trip {
  const index = trip.days.findIndex((day) => day.id === dayId);
  const day = trip.days[index];
  if (!day) return trip;
  const next = change(day);
  return next === day ? trip : { ...trip, days: trip.days.with(index, next) };
}

function withStops(day: Day, stops: Stop[]): Day {
  const same = stops.length === day.stops.length && stops.every((stop, i) => stop === day.stops[i]);
  return same ? day : { ...day, stops };
}

function changeStop(trip: Trip, stopId: string, change: (stop: Stop) => Stop[]): Trip {
  const found = findStop(trip, stopId);
  if (!found) return trip;
  return changeDay(trip, found.day.id, (day) => withStops(day, day.stops.flatMap((stop) => (stop === found.stop ? change(stop) : [stop])))); // prettier-ignore
}

function changeFreeStop(trip: Trip, stopId: string, change: (stop: Stop) => Stop[]): Trip {
  return changeStop(trip, stopId, (stop) => (stop.locked ? [stop] : change(stop)));
}

function addStop(trip: Trip, dayId: string, wanted: NewStop, index: number | undefined): Trip {
  const at = readSpot(wanted.at, stopKinds);
  const day = trip.days.find((one) => one.id === dayId);
  if (at === undefined || !day || day.stops.length >= LIMITS.stopsPerDay) return trip;
  const blank: Stop = { id: `s${trip.serial}`, at, locked: wanted.locked === true, note: '' };
  const stop = patchStop({ ...blank, locked: false }, wanted);
  const stops = day.stops.toSpliced(clampIndex(index ?? NaN, day.stops.length), 0, { ...stop, locked: blank.locked });
  return { ...changeDay(trip, dayId, () => ({ ...day, stops })), serial: trip.serial + 1 };
}

function patchStop(stop: Stop, patch: StopPatch): Stop {
  const readStay = (value: unknown): Minutes | undefined => readWhole(value, 0, LIMITS.stayMinutes);
  // A lock holds the time too; a note harms nobody.
  const minutes = stop.locked ? stop.minutes : optional(patch.minutes, stop.minutes, readStay);
  const departs = stop.locked ? stop.departs : optional(patch.departs, stop.departs, readClock);
  return sameOr(stop, {
    id: stop.id,
    at: stop.at,
    ...(minutes !== undefined && { minutes }),
    ...(departs !== undefined && { departs }),
    locked: stop.locked,
    note: readText(patch.note, LIMITS.note) ?? stop.note,
  });
}

function moveStop(trip: Trip, stopId: string, dayId: string, index: number): Trip {
  const found = findStop(trip, stopId);
  const target = trip.days.find((day) => day.id === dayId);
  if (!found || !target || found.stop.locked) return trip;
  if (found.day === target) {
    const to = clampIndex(index, target.stops.length - 1);
    return changeDay(trip, dayId, (day) => withStops(day, moveMember(day.stops, found.stopIndex, to)));
  }
  if (target.stops.length >= LIMITS.stopsPerDay) return trip;
  const taken = changeDay(trip, found.day.id, (day) =>
    withStops(
      day,
      day.stops.filter((stop) => stop !== found.stop),
    ),
  );
  return changeDay(taken, dayId, (day) => ({ ...day, stops: day.stops.toSpliced(clampIndex(index, day.stops.length), 0, found.stop) })); // prettier-ignore
}

function nudgeStop(trip: Trip, stopId: string, by: -1 | 1): Trip {
  const found = findStop(trip, stopId);
  if (!found) return trip;
  const to = found.stopIndex + (by < 0 ? -1 : 1);
  if (to >= 0 && to < found.day.stops.length) return moveStop(trip, stopId, found.day.id, to);
  const neighbour = trip.days[found.dayIndex + (by < 0 ? -1 : 1)];
  return neighbour ? moveStop(trip, stopId, neighbour.id, by < 0 ? neighbour.stops.length : 0) : trip;
}

function insertDay(trip: Trip, day: Day, index: number, serial: number): Trip {
  return { ...trip, days: trip.days.toSpliced(clampIndex(index, trip.days.length), 0, day), serial };
}

/** The whole trip the other way round: days, their stops, start and end; beds stay between the days they parted. */
function reverseTrip(trip: Trip): Trip {
  const hasLock = (day: Day): boolean => day.stops.some(isLocked);
  // Turning days around a locked one would leave beds far from where the days now end.
  if (trip.days.some(hasLock)) return trip;
  const beds = trip.days.slice(0, -1).map((day) => day.bed).reverse(); // prettier-ignore
  const days = trip.days.toReversed().map((day, i, all): Day => {
    const bed = i < all.length - 1 ? beds[i] : undefined;
    return { ...without(day, 'bed'), stops: day.stops.toReversed(), ...(bed && { bed }) };
  });
  const start = { ...trip.start, at: trip.end.at ?? trip.start.at };
  return sameOr(trip, { ...trip, days, start, end: { ...trip.end, at: trip.start.at } });
}

function withItems(trip: Trip, list: ListName, items: ListItem[]): Trip {
  return { ...trip, lists: { ...trip.lists, [list]: items } };
}

function changeItem(trip: Trip, list: ListName, itemId: string, change: (item: ListItem) => ListItem[]): Trip {
  if (!LISTS.includes(list)) return trip;
  const items = trip.lists[list];
  return sameOr(
    trip,
    withItems(
      trip,
      list,
      items.flatMap((item) => (item.id === itemId ? change(item) : [item])),
    ),
  );
}
