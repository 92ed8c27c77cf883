import { locate } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { RoadAlert } from '../roads/conditions.ts';
import type { LegPoint } from '../roads/network.ts';
import { travelMatrix } from '../roads/travel-matrix.ts';
import { bufferMinutes } from '../trip/schedule.ts';
import type { Minutes, Trip } from '../trip/types.ts';

/** A time no day holds: there is no way. */
export const NO_WAY = 100_000;
/** Children and stiff knees are stretched after this long; kept below the plan check's two hours because places are where they are. */
const sitting = 110;
export const BREAK: Minutes = 20;

/** Rides between all places for one vehicle: bare minutes, and what they take with buffer and children's breaks. */
export type TravelTimes = {
  bare: (from: Located, to: Located) => Minutes;
  whole: (from: Located, to: Located) => Minutes;
};

type Traveller = Pick<Trip, 'vehicle' | 'pace' | 'party'>;

const kept = new WeakMap<PlannerIndex, Map<string, { rows: Map<string, number>; minutes: number[][] }>>();

/** @param alerts those that hold on the days of the trip; every day is planned as if they held on it */
export function travelTimes(index: PlannerIndex, traveller: Traveller, alerts: readonly RoadAlert[]): TravelTimes {
  let known = kept.get(index);
  if (!known) kept.set(index, (known = new Map()));
  const key = `${traveller.vehicle}|${alerts.map(({ id, from, to }) => `${id} ${from} ${to}`).join()}`;
  let table = known.get(key);
  if (!table) {
    const rows = new Map<string, number>();
    const points: LegPoint[] = [];
    for (const id of index.places.keys()) {
      const at = locate(index, id);
      if (!at || rows.has(at.key)) continue;
      rows.set(at.key, points.length);
      points.push(at.point);
    }
    table = { rows, minutes: travelMatrix(index.graph, points, traveller.vehicle, { alerts }).minutes };
    if (known.size > 20) known.clear();
    known.set(key, table);
  }
  const { rows, minutes } = table;
  const bare = (from: Located, to: Located): Minutes => {
    if (from.key === to.key) return 0;
    const [i, j] = [rows.get(from.key), rows.get(to.key)];
    const found = i === undefined || j === undefined ? Infinity : (minutes[i]?.[j] ?? Infinity);
    return Number.isFinite(found) ? found : NO_WAY;
  };
  const { children, mobility } = traveller.party;
  const withChildren = traveller.vehicle !== 'bus' && (mobility === 'limited' || children.some((age) => age < 12));
  const whole = (from: Located, to: Located): Minutes => {
    const ride = bare(from, to);
    if (ride >= NO_WAY) return NO_WAY;
    const breaks = withChildren ? Math.max(0, Math.ceil(ride / sitting) - 1) * BREAK : 0;
    return ride + bufferMinutes(ride, traveller.pace, traveller.vehicle) + breaks;
  };
  return { bare, whole };
}
