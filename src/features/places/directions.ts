import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';

export type Directions = {
  from: string;
  km: number;
  motorbikeMinutes: number | undefined;
  carMinutes: number | undefined;
  /** Road numbers, or words of `ROAD_WORDS` for roads without one. */
  roads: string[];
};

/** Where a traveller most likely sets out: the city, the nearest bases, Hanoi for the gateways. */
const BASES = ['ha-giang', 'dong-van', 'meo-vac', 'hoang-su-phi'] as const;

/** How to reach a place by road from the usual bases, nearest first; empty where no road leads there. */
export function directionsTo(app: App, place: Entry<'places'>, count = 3): Directions[] {
  return BASES.filter((base) => base !== place.slug && app.content.find('places', base))
    .flatMap((base): Directions[] => {
      const bike = app.roads.leg(base, place.slug, 'motorbike');
      const car = app.roads.leg(base, place.slug, 'car');
      const leg = bike ?? car;
      if (!leg) return [];
      return [
        {
          from: base,
          km: leg.km,
          motorbikeMinutes: bike?.minutes,
          carMinutes: car?.minutes,
          roads: leg.roads.map((road) => road.name),
        },
      ];
    })
    .sort((a, b) => Number(b.from === 'ha-giang') - Number(a.from === 'ha-giang') || a.km - b.km)
    .slice(0, count);
}
