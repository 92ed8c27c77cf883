import { addDays, type CalendarDate } from './calendar-date.ts';
import { lunarDateOf } from './lunar-date.ts';

/** Days on which rooms fill up: public holidays of Vietnam, and lunar days on which families travel. */
export const HOLIDAYS = ['new-year', 'tet', 'hung-kings', 'khau-vai', 'reunification', 'labour', 'national', 'mid-autumn'] as const; // prettier-ignore
export type Holiday = (typeof HOLIDAYS)[number];

const SOLAR: Readonly<Record<string, Holiday>> = {
  '01-01': 'new-year',
  '04-30': 'reunification',
  '05-01': 'labour',
  '09-01': 'national',
  '09-02': 'national',
};
const LUNAR: Readonly<Record<string, Holiday>> = {
  '1-1': 'tet',
  '1-2': 'tet',
  '1-3': 'tet',
  '1-4': 'tet',
  '1-5': 'tet',
  '3-10': 'hung-kings',
  '3-26': 'khau-vai',
  '3-27': 'khau-vai',
  '8-15': 'mid-autumn',
};

/** The holiday of a day; undefined for an ordinary one. The eve of Tết counts as Tết. */
export function holidayOn(date: CalendarDate): Holiday | undefined {
  const solar = SOLAR[date.slice(5)];
  if (solar !== undefined) return solar;
  const lunar = lunarDateOf(date);
  if (!lunar.leap) {
    const named = LUNAR[`${lunar.month}-${lunar.day}`];
    if (named !== undefined) return named;
  }
  if (lunar.month !== 12) return undefined;
  const tomorrow = lunarDateOf(addDays(date, 1));
  return tomorrow.month === 1 && tomorrow.day === 1 ? 'tet' : undefined;
}
