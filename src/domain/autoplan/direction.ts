import type { Area } from '../content/kinds.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { Minutes } from '../trip/types.ts';
import type { Candidate } from './candidates.ts';
import { NO_WAY } from './travel.ts';
import type { TravelTimes } from './travel.ts';
import type { Wishes } from './wishes.ts';

/** What is lost of a sight's worth when the way to it would use up all the riding that the wishes leave over. */
const mostLost = 0.8;
/** Where the wishes leave nothing over, an hour away from them is all that anybody would ride. */
const leastSpare: Minutes = 60;
/** Who asks for a place comes for its valleys too. */
const sameArea = 1.4;

/**
 * Sights nobody asked for are worth less the further they lead away from what was asked for. A handful of small ones
 * round the first town would else outweigh the road to the wish, and a cluster of them in another valley the valley
 * that somebody comes for. What counts is the share of the riding left over: in a week an afternoon's detour is little.
 *
 * @param riding minutes of riding that all days of the trip bear
 */
export function favourTheWay(candidates: readonly Candidate[], { wishes, index, travel, start, end, riding }: Way): Candidate[] {
  const asked = askedPlaces(wishes, index).filter((at) => travel.bare(start, at) < NO_WAY);
  if (asked.length === 0 && start.key === end.key) return [...candidates];
  const stations = [start, ...asked, end];
  const areas = new Set<Area | undefined>(asked.map(({ area }) => area));
  const spare = Math.max(leastSpare, riding - roundTrip(travel, start, asked, end));
  return candidates.map((one) => {
    if (one.must !== undefined || one.wish !== undefined) return one;
    const away = Math.max(0, Math.min(...stations.flatMap((a) => stations.map((b) => detour(travel, a, one.at, b)))));
    const near = one.at.area !== undefined && areas.has(one.at.area) ? sameArea : 1;
    return { ...one, score: one.score * near * (1 - mostLost * Math.min(1, away / spare)) };
  });
} // prettier-ignore

type Way = {
  wishes: Wishes;
  index: PlannerIndex;
  travel: TravelTimes;
  start: Located;
  end: Located;
  riding: Minutes;
};

/** Places that were named: what is asked for by its kind lies in many. */
function askedPlaces({ must, wish, fixedNights }: Wishes, index: PlannerIndex): Located[] {
  const named = [...must, ...wish, ...fixedNights.map(({ place }) => place)].flatMap((id) => locate(index, id) ?? []);
  return [...new Map(named.map((at) => [at.key, at])).values()];
}

const detour = (travel: TravelTimes, from: Located, by: Located, to: Located): Minutes =>
  travel.bare(from, by) + travel.bare(by, to) - travel.bare(from, to);

/** Minutes from start to end by all places, each put in where it costs least. */
function roundTrip(travel: TravelTimes, start: Located, by: readonly Located[], end: Located): Minutes {
  const tour = [start, end];
  let minutes = travel.bare(start, end);
  for (const at of by) {
    const costs = tour.slice(1).map((to, i) => detour(travel, tour[i] ?? start, at, to));
    const least = Math.min(...costs);
    tour.splice(costs.indexOf(least) + 1, 0, at);
    minutes += least;
  }
  return minutes;
}
