import { addDays } from '#src/domain/listings/availability.ts';
import { todayInVietnam } from '#src/i18n/formats.ts';

const WEEKS = 8;

/** The Monday of the week in Vietnam, as `2026-11-16`. */
export function mondayOf(time: Date): string {
  const today = todayInVietnam(time);
  return addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** The Mondays of the last weeks, the present one last. */
export function lastWeeks(now: Date): string[] {
  const monday = mondayOf(now);
  return Array.from({ length: WEEKS }, (_, i) => addDays(monday, -7 * (WEEKS - 1 - i)));
}

/** @param month `2026-11` */
export function nightsInMonth(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
