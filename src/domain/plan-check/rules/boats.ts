import type { Rule } from '../finding.ts';
import { inSeason, visitsOf } from '../stops.ts';

/** Boats on the reservoir stop for floods, low water and the dam: never a promise. */
export const boats: Rule = {
  name: 'boats',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      const ofBoats = (place: typeof at.place): boolean =>
        place?.kind === 'pier' || (place?.notices?.includes('boat-may-stop') ?? false);
      // Back on land from a stop that was named already is no second boat.
      const byBoat = visit.leg?.ride.leg?.pieces.some(({ mode }) => mode === 'boat') && !ofBoats(visit.leg.from.place);
      if (!byBoat && !ofBoats(at.place)) return [];
      const rainy = day.date !== undefined && inSeason(day.date, '06-01', '09-15');
      return [
        {
          severity: 'notice' as const,
          day: day.day.id,
          stop: visit.stop.id,
          key: rainy ? 'boat-in-rain' : 'boat-may-stop',
          values: { place: at.name },
        },
      ];
    }),
};
