import { useCallback, useRef, useState } from 'react';
import { AREAS, type Area } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { View } from '#src/domain/plan-check/finding.ts';
import type { PlannerBeds } from '#src/domain/planner-data/types.ts';
import { loadBeds } from '../load-planner.ts';

/** Beds by area, loaded as the trip comes to need them. An area that could not be loaded is asked for again when needed again. */
export function useBeds(locale: Locale): [PlannerBeds, (areas: readonly (Area | undefined)[]) => void] {
  const [beds, setBeds] = useState<PlannerBeds>({});
  const asked = useRef(new Set<Area>());
  const need = useCallback(
    (areas: readonly (Area | undefined)[]) => {
      for (const area of areas) {
        if (area === undefined || asked.current.has(area)) continue;
        asked.current.add(area);
        loadBeds(locale, area).then(
          (list) => setBeds((known) => ({ ...known, [area]: list })),
          () => asked.current.delete(area),
        );
      }
    },
    [locale],
  );
  return [beds, need];
}

/** Areas of the nights, as one string so that an effect can compare them. */
export function areasOfTrip({ days, trip }: View): string {
  const ends = days.map(({ to }) => to?.area);
  const beds = trip.days.map(({ bed }) => bed?.area as Area | undefined);
  // A house visited by day says nothing of its area until it is loaded.
  const lost = days.some(({ stops }) => stops.some(({ at, stop }) => !at && typeof stop.at === 'string' && stop.at.startsWith('homestays/'))); // prettier-ignore
  return [...new Set([...ends, ...beds, ...(lost ? AREAS : [])])]
    .filter((area) => area !== undefined)
    .sort()
    .join(' ');
}
