import { getLunarDate } from '@dqcai/vn-lunar';
import { expect, test } from 'vitest';
import { datesBetween, isOpenOn } from '#src/domain/calendar/opening-hours.ts';
import events from '../../fixtures/event-rules.json' with { type: 'json' };

/** A day as the recount sees it, made without any code of the product. */
type Day = { text: string; month: number; day: number; weekday: string; branch: string; lunar: LunarDay };
type LunarDay = { month: number; day: number; leap: boolean };

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
// The sources call 26 September 2019 a Tiger day; the names are counted on from there.
const fromTiger = ['DAN', 'MAO', 'THIN', 'TY', 'NGO', 'MUI', 'THAN', 'DAU', 'TUAT', 'HOI', 'TI', 'SUU'];

const tenYears: Day[] = [];
for (
  const cursor = new Date('2019-09-26T00:00:00Z'), count = { days: 0 };
  cursor.getUTCFullYear() < 2036;
  count.days++
) {
  const [year, month, day] = [cursor.getUTCFullYear(), cursor.getUTCMonth() + 1, cursor.getUTCDate()];
  const { month: lunarMonth, day: lunarDay, leap } = getLunarDate(day, month, year);
  if (year >= 2026) {
    tenYears.push({
      text: cursor.toISOString().slice(0, 10),
      month,
      day,
      weekday: weekdays[cursor.getUTCDay()] ?? '',
      branch: fromTiger[count.days % 12] ?? '',
      lunar: { month: lunarMonth, day: lunarDay, leap },
    });
  }
  cursor.setUTCDate(cursor.getUTCDate() + 1);
}

/** Reads each rule by walking the days in order and switching it on and off, with no arithmetic on dates. */
function recount(rule: string): string[] {
  const [kind = '', body = ''] = rule.split(':');
  if (kind === 'weekday') return tenYears.filter((one) => one.weekday === body).map((one) => one.text);
  if (kind === 'zodiac') return tenYears.filter((one) => body.split(',').includes(one.branch)).map((one) => one.text);
  if (kind === 'lunar-monthly') {
    const [first = 0, last = 0] = body.split('..').map(Number);
    const days = body.includes('..')
      ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
      : body.split(',').map(Number);
    return tenYears.filter((one) => days.includes(one.lunar.day)).map((one) => one.text);
  }
  const [start = '', end = start] = body.split('..');
  const dates: string[] = [];
  // A range that is open on 1 January began in the year before.
  let on = kind === 'season' ? false : startedBefore(start, end);
  for (const one of tenYears) {
    const key = kind === 'season' ? keyOf(one.month, one.day) : keyOf(one.lunar.month, one.lunar.day);
    const ordinary = kind === 'season' || !one.lunar.leap;
    if (ordinary && key === start) on = true;
    if (on) dates.push(one.text);
    if (on && ordinary && (key === end || endsShortMonth(kind, one, end))) on = false;
  }
  return dates;
}

const keyOf = (month: number, day: number): string => [month, day].map((n) => String(n).padStart(2, '0')).join('-');

function endsShortMonth(kind: string, one: Day, end: string): boolean {
  if (kind !== 'lunar' || !end.endsWith('-30') || one.lunar.day !== 29 || keyOf(one.lunar.month, 30) !== end)
    return false;
  const next = tenYears[tenYears.indexOf(one) + 1];
  return next?.lunar.day === 1;
}

function startedBefore(start: string, end: string): boolean {
  const first = tenYears[0]?.lunar ?? { month: 0, day: 0 };
  const key = keyOf(first.month, first.day);
  return start <= end ? start < key && key <= end : start < key || key <= end;
}

test('the list holds every market, festival and season of the facts', () => {
  expect(events).toHaveLength(39);
});

test.each(events)('ten years of $slug ($rule) equal a recount by hand', ({ rule, hours }) => {
  const opening = { open: [{ rule, hours }] };
  const recounted = recount(rule);
  expect(recounted.length).toBeGreaterThanOrEqual(10);
  expect(datesBetween(opening, '2026-01-01', '2035-12-31')).toEqual(recounted);
  expect(isOpenOn(opening, recounted[0] ?? '')[0]?.to).toBeGreaterThan(0);
});

test('Lũng Phìn trades on 6, 12, 18, 24 and 30 November 2026', () => {
  const lungPhin = { open: [{ rule: 'zodiac:DAN,THAN' }] };
  expect(datesBetween(lungPhin, '2026-11-01', '2026-11-30').map((date) => date.slice(8))).toEqual([
    '06',
    '12',
    '18',
    '24',
    '30',
  ]);
});
