import type { Rule } from '../finding.ts';
import { inSeason } from '../stops.ts';
import { weekdayOf } from '../../calendar/calendar-date.ts';
import { lunarDateOf } from '../../calendar/lunar-date.ts';
import type { Area } from '../../content/kinds.ts';
import { locate } from '../../planner-data/planner-index.ts';

const plateau: readonly Area[] = ['quan-ba', 'yen-minh', 'dong-van', 'meo-vac'];
const terraces: readonly Area[] = ['hoang-su-phi', 'xin-man'];

/** Nights on which rooms run out: weekends of the flowers and the harvest, and the long public holidays. */
export const busyNights: Rule = {
  name: 'busy-nights',
  find: (view) =>
    view.days.slice(0, -1).flatMap((day) => {
      const { date } = day;
      const area = day.day.bed && locate(view.index, day.day.bed.at)?.area;
      if (date === undefined || area === undefined || day.day.bed?.booked) return [];
      const weekend = ['FRI', 'SAT'].includes(weekdayOf(date));
      const flowers = weekend && plateau.includes(area) && inSeason(date, '10-15', '11-30');
      const harvest = weekend && terraces.includes(area) && inSeason(date, '09-10', '10-10');
      if (!flowers && !harvest && !isHoliday(date)) return [];
      return [
        {
          severity: 'notice' as const,
          day: day.day.id,
          key: flowers ? 'busy-flowers' : harvest ? 'busy-harvest' : 'busy-holiday',
          values: { date, day: day.index + 1 },
        },
      ];
    }),
};

/** The nights before and within the public holidays when the country travels: 30 April, 2 September, Tết. */
function isHoliday(date: string): boolean {
  if (inSeason(date, '04-29', '05-01') || inSeason(date, '09-01', '09-02')) return true;
  const { month, day, leap } = lunarDateOf(date);
  return !leap && month === 1 && day >= 2 && day <= 6;
}
