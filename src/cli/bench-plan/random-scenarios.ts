import { Random } from '#src/domain/autoplan/solver/random.ts';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import { INTERESTS } from '#src/domain/content/kinds.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { BED_NEEDS } from '#src/domain/trip/types.ts';

/** Scenarios as people might ask, absurd ones among them; the same seed gives the same ones. */
export function randomScenarios(index: PlannerIndex, count: number, seed: number): Record<string, unknown>[] {
  const rng = new Random(seed);
  const pick = <T>(list: readonly T[]): T => list[rng.below(list.length)] as T;
  const some = <T>(list: readonly T[], most: number): T[] => [...new Set(Array.from({ length: rng.below(most + 1) }, () => pick(list)))]; // prettier-ignore
  const chance = (share: number): boolean => rng.next() < share;
  const clock = (low: number, high: number): string => {
    const minutes = low + rng.below((high - low) / 15 + 1) * 15;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  };
  const sights = [...index.places.values()].filter(({ weight, kind }) => weight >= 2 && kind !== 'junction').map(({ id }) => id); // prettier-ignore
  const events = [...index.events.keys()];
  const towns = ['places/ha-giang', 'places/ha-giang', 'places/ha-giang', 'places/ha-noi', 'places/dong-van', 'places/meo-vac', 'places/yen-minh', 'places/hoang-su-phi', 'places/bao-lac', 'places/bac-ha']; // prettier-ignore
  const roads = index.core.roads.edges.filter(({ mode, km }) => mode === 'road' && km > 5);
  return Array.from({ length: count }, (_, i) => {
    const days = 1 + rng.below(chance(0.1) ? 12 : 6);
    const date = addDays('2027-01-01', rng.below(365));
    const start = pick(towns);
    const nightBus = start === 'places/ha-giang' && chance(0.35);
    return {
      id: `R${i}`,
      locale: pick(['en', 'vi', 'de', 'fr', 'zh', 'ko']),
      start: { place: start, date, time: nightBus ? '04:30' : clock(360, 840) },
      end: { place: chance(0.8) ? start : pick(towns), by: `${addDays(date, days - 1)}T${clock(600, 1290)}` },
      vehicle: pick(['motorbike', 'motorbike', 'easy-rider', 'car', 'bus']),
      licence: pick(['valid', 'none', 'unsure']),
      experience: pick(['novice', 'normal', 'expert']),
      pace: pick(['slow', 'normal', 'fast']),
      party: {
        adults: 1 + rng.below(4),
        ...(chance(0.25) && { children: Array.from({ length: 1 + rng.below(3) }, () => rng.below(15)) }),
        ...(chance(0.15) && { mobility: 'limited' }),
      },
      must: [...some(sights, 4), ...(chance(0.3) ? [pick(events)] : [])],
      wish: some(['market:any', 'market:sunday', 'kind:waterfall', 'kind:cave', 'kind:village', 'kind:history', ...sights.slice(0, 20)], 3), // prettier-ignore
      interests: some(INTERESTS, 3),
      bedNeeds: chance(0.3) ? some(BED_NEEDS, 3) : [],
      ...(chance(0.1) && { closedRoads: [pick(roads)].map(({ from, to }) => ({ from: `places/${from}`, to: `places/${to}` })) }),
      ...(chance(0.1) && { suspended: [pick(sights)] }),
      ...(chance(0.1) && days > 1 && { fixedNights: [{ date, place: pick(['places/dong-van', 'places/du-gia', 'places/tam-son', 'places/hoang-su-phi']) }] }),
    };
  }); // prettier-ignore
}
