import { fold } from '#search/folding.ts';
import { distanceMeters, type Position } from '#src/domain/geo/position.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerEvent, PlannerPlace } from '#src/domain/planner-data/types.ts';

export type SpotChoice = {
  id: string;
  name: string;
  kind: string;
  weight: number;
  place?: PlannerPlace;
  event?: PlannerEvent;
};

type Named = SpotChoice & { words: string };

const named = new WeakMap<PlannerIndex['core'], Named[]>();

function namesOf(index: PlannerIndex): Named[] {
  let names = named.get(index.core);
  if (!names) {
    names = [
      ...index.core.places
        .filter(({ kind }) => kind !== 'junction')
        .map((place) => ({ ...choiceOf(place.id, place), place, words: ` ${fold(place.name)}` })),
      ...index.core.events.map((event) => ({ ...choiceOf(event.id, event), event, words: ` ${fold(event.name)}` })),
    ];
    named.set(index.core, names);
  }
  return names;
}

const choiceOf = (id: string, { name, kind, weight }: { name: string; kind: string; weight: number }): SpotChoice => ({
  id,
  name,
  kind,
  weight,
});

/** Places and events whose names have every word of the query, with or without marks; works offline. */
export function searchSpots(index: PlannerIndex, query: string, limit = 8): SpotChoice[] {
  const wanted = fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (wanted.length === 0) return [];
  const score = ({ words, weight }: Named): number => {
    let sum = weight;
    for (const word of wanted) {
      if (words.includes(` ${word}`)) sum += 10;
      else if (words.includes(word)) sum += 2;
      else return -1;
    }
    return words.startsWith(` ${wanted[0]}`) ? sum + 5 : sum;
  };
  return namesOf(index)
    .map((choice) => ({ choice, rank: score(choice) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => b.rank - a.rank || a.choice.name.length - b.choice.name.length)
    .slice(0, limit)
    .map(({ choice }) => choice);
}

export function findChoice(index: PlannerIndex, id: string): SpotChoice | undefined {
  return namesOf(index).find((choice) => choice.id === id);
}

/** Worth a stop near a point, the weightiest of the nearest first; what is in the trip already is left out. */
export function spotsNear(
  index: PlannerIndex,
  near: Position,
  taken: ReadonlySet<string>,
  limit = 6,
): (SpotChoice & { meters: number })[] {
  return namesOf(index)
    .filter(({ id, place }) => place && place.kind !== 'bus-station' && !taken.has(id))
    .map((choice) => ({ ...choice, meters: distanceMeters(near, choice.place as PlannerPlace) }))
    .filter(({ meters }) => meters < 30_000)
    .sort((a, b) => a.meters - a.weight * 3000 - (b.meters - b.weight * 3000))
    .slice(0, limit)
    .sort((a, b) => a.meters - b.meters);
}

/** `23.25, 105.4`, `23.25 105.4` or a map link that holds such a pair; undefined where there is none in the region. */
export function readCoordinates(text: string): Position | undefined {
  const match = /(-?\d{1,2}\.\d+)[°\s]*[,;\s/]+\s*(-?\d{1,3}\.\d+)/.exec(text);
  const [lat, lng] = [Number(match?.[1]), Number(match?.[2])];
  return lat >= 8 && lat <= 24 && lng >= 102 && lng <= 110 ? { lat, lng } : undefined;
}
