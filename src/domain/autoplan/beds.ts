import { answerTo } from '../plan-check/fix-ideas.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { PlannerBed } from '../planner-data/types.ts';
import type { Bed } from '../trip/types.ts';
import type { Wishes } from './wishes.ts';

/** A town or village to sleep in, with the houses there that suit, best first. */
export type Lodging = { id: string; at: Located; houses: PlannerBed[]; score: number };

/** Points lost, in the currency of stops (a sight people come for has 36). */
const unconfirmedCost = 2;
const noHouseKnown = 20;
const noHouseForNeeds = 40;
const overBudget = 15;
const farAway = 6;

/** Everywhere one may sleep. A house that is known to lack what is needed, is too small or out of reach is never offered. */
export function findLodgings(index: PlannerIndex, wishes: Wishes): Lodging[] {
  const houses = new Map<string, PlannerBed[]>();
  for (const bed of index.beds.values()) houses.set(bed.village, [...(houses.get(bed.village) ?? []), bed]);
  const lodgings: Lodging[] = [];
  for (const place of index.places.values()) {
    const hasRooms = place.services?.some((one) => one === 'homestay' || one === 'hotel') ?? false;
    const here = houses.get(place.id) ?? [];
    const at = locate(index, place.id);
    if (!at || (!hasRooms && here.length === 0)) continue;
    const fits = here
      .map((bed) => ({ bed, cost: costOf(bed, wishes) }))
      .filter(({ cost }) => Number.isFinite(cost))
      .sort((a, b) => a.cost - b.cost || a.bed.price.low - b.bed.price.low || (a.bed.id < b.bed.id ? -1 : 1));
    const [best] = fits;
    // A village whose every known house is out of the question is no place to send somebody to.
    if (!best && (here.length > 0 || place.access.car === 'no')) continue;
    const open = wishes.bedNeeds.length > 0 || wishes.vehicle === 'car' ? noHouseForNeeds : noHouseKnown;
    const far = place.area === 'outside' ? farAway : 0;
    lodgings.push({ id: place.id, at, houses: fits.map(({ bed }) => bed), score: -(best ? best.cost : open) - far });
  }
  return lodgings;
}

/** What is not certain about a house; infinite where it will not do. */
function costOf(bed: PlannerBed, { party, vehicle, bedNeeds, budget }: Wishes): number {
  const people = party.adults + party.children.length;
  if (bed.sleeps < people) return Infinity;
  let cost = 0;
  const needs = new Set(bedNeeds);
  if (vehicle === 'car') needs.add('car-access');
  for (const need of needs) {
    const answer = answerTo(bed, need);
    if (answer === 'no') return Infinity;
    if (answer !== 'yes') cost += unconfirmedCost;
  }
  return cost + (budget !== undefined && nightPrice(bed, { party }) > budget ? overBudget : 0);
}

/** What a night costs the whole party, in đồng: by heads, or by rooms for two. */
export function nightPrice(bed: PlannerBed, { party }: Pick<Wishes, 'party'>): number {
  const people = party.adults + party.children.length;
  return bed.price.low * (bed.price.per === 'person' ? people : Math.ceil(people / 2));
}

/** The bed of a trip for a lodging: the best house, or the place itself where no house is known. */
export function bedAt(lodging: Lodging): Bed {
  const house = lodging.houses[0];
  const area = lodging.at.area;
  return { at: house?.id ?? lodging.id, ...(area !== undefined && { area }), booked: false, note: '' };
}

/** Whether everything the party needs is known of the house. */
export function isSure(bed: PlannerBed, wishes: Wishes): boolean {
  return costOf(bed, wishes) === 0;
}
