import type { Rule } from '../finding.ts';
import { inSeason, visitsOf } from '../stops.ts';

/** Boats on the reservoir stop for floods, low water and the dam: never a promise. */
export const boats: Rule = {
  name: 'boats',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      const byBoat = visit.leg?.ride.leg?.pieces.some(({ mode }) => mode === 'boat') ?? false;
      if (!byBoat && at.place?.kind !== 'pier' && !at.place?.notices?.includes('boat-may-stop')) return [];
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
