import { legsOf } from '../../trip/schedule.ts';
import type { ScheduledDay } from '../../trip/schedule.ts';
import type { Draft, Rule } from '../finding.ts';
import { inSeason, seasonEnd } from '../stops.ts';

const rain = { from: '06-01', to: '09-15' } as const;
const fog = { from: '12-01', to: '03-31', metres: 1000 } as const;
/** Frost and black ice come with the strong cold spells, on the highest passes. */
const ice = { from: '12-15', to: '02-15', metres: 1300 } as const;
/** Hazards of a road that rain makes worse. */
const worseInRain = ['mud-in-rain', 'slippery', 'broken-surface', 'potholes', 'ore-trucks'] as const;

/** What the season brings, once for the trip each, with the dates until which it holds. */
export const weather: Rule = {
  name: 'weather',
  find: ({ days }) => {
    const dated = days.filter((day): day is ScheduledDay & { date: string } => day.date !== undefined);
    const drafts: Draft[] = [];
    const wet = dated.filter(({ date }) => inSeason(date, rain.from, rain.to));
    const [first] = wet;
    if (first) {
      const bad = wet.flatMap(legsOf).find(({ ride }) => worseInRain.some((one) => ride.leg?.hazards.includes(one)));
      const values = { date: first.date, untilDate: seasonEnd(first.date, rain.to) };
      drafts.push({ severity: 'notice', key: bad ? 'rain-on-bad-road' : 'rain', values: { ...values, ...(bad && { place: bad.from.name, other: bad.to.name }) } }); // prettier-ignore
    }
    for (const [key, season] of [
      ['ice', ice],
      ['fog', fog],
    ] as const) {
      const high = dated
        .filter((day) => inSeason(day.date, season.from, season.to) && (day.highest?.meters ?? 0) >= season.metres)
        .sort((a, b) => (b.highest?.meters ?? 0) - (a.highest?.meters ?? 0))[0];
      if (!high) continue;
      drafts.push({ severity: 'notice', key, values: { date: high.date, metres: high.highest?.meters ?? 0, untilDate: seasonEnd(high.date, season.to) } }); // prettier-ignore
    }
    return drafts;
  },
};
