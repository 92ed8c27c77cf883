import { expect, test } from 'vitest';
import { datesBetween, findClosure, isOpenOn, nextDates, parseHours } from '#src/domain/calendar/opening-hours.ts';

const cave = {
  open: [{ rule: 'daily', hours: '07:30-11:30,13:30-17:00' }],
  closed: [
    { rule: 'lunar:01-01', reason: 'tet' },
    { rule: 'dates:2026-05-30..2026-06-18', reason: 'works' },
  ],
};

test('gives the hours of a day in order, with the lunch break', () => {
  expect(isOpenOn(cave, '2026-11-21')).toEqual([
    { from: 450, to: 690, approximate: false },
    { from: 810, to: 1020, approximate: false },
  ]);
});

test('a closure overrides the openings and says why', () => {
  expect(isOpenOn(cave, '2026-06-01')).toEqual([]);
  expect(findClosure(cave, '2026-06-01')).toMatchObject({ reason: 'works' });
  expect(nextDates(cave, '2026-05-29', 2)).toEqual(['2026-05-29', '2026-06-19']);
  expect(isOpenOn(cave, '2027-02-06')).toEqual([]);
  expect(findClosure(cave, '2027-02-07')).toBeUndefined();
});

test('overlapping openings of one day become one interval', () => {
  const market = {
    open: [
      { rule: 'weekday:SUN', hours: '05:00-12:00' },
      { rule: 'daily', hours: 'morning' },
    ],
  };
  expect(isOpenOn(market, '2026-11-22')).toEqual([{ from: 300, to: 720, approximate: true }]);
  expect(isOpenOn(market, '2026-11-23')).toEqual([{ from: 360, to: 720, approximate: true }]);
});

test('a night may run past midnight and belongs to the day it began', () => {
  expect(parseHours('19:00-02:00')).toEqual([{ from: 1140, to: 1560, approximate: false }]);
  expect(parseHours('19:00-24:00')).toEqual([{ from: 1140, to: 1440, approximate: false }]);
});

test('words mean documented hours; "varies" and unknown hours are the whole day, unconfirmed', () => {
  expect(parseHours('evening')).toEqual([{ from: 1080, to: 1320, approximate: true }]);
  expect(parseHours('all day')).toEqual([{ from: 0, to: 1440, approximate: false }]);
  expect(parseHours('varies')).toEqual([{ from: 0, to: 1440, approximate: true }]);
  expect(isOpenOn({ open: [{ rule: 'daily' }] }, '2026-11-22')).toEqual([{ from: 0, to: 1440, approximate: true }]);
});

test.each(['', 'soon', '9-12', '25:00-26:00', '08:00-08:00', '08:60-09:00', '08:00-24:30', 'toString', '08:00-09:00,'])(
  'hours %j are refused',
  (text) => {
    expect(parseHours(text)).toBeUndefined();
  },
);

test('lines nobody can read open nothing and close nothing', () => {
  expect(isOpenOn({ open: [{ rule: 'every full moon' }] }, '2026-11-22')).toEqual([]);
  expect(isOpenOn({ open: [{ rule: 'daily', hours: 'all day' }], closed: [{ rule: '?' }] }, '2026-11-22')).toHaveLength(
    1,
  );
  expect(isOpenOn(cave, 'someday')).toEqual([]);
});

test('counts the days between two dates, both ends included', () => {
  const sunday = { open: [{ rule: 'weekday:SUN', hours: '05:00-12:00' }] };
  expect(datesBetween(sunday, '2027-02-07', '2027-02-14')).toEqual(['2027-02-07', '2027-02-14']);
  expect(datesBetween(sunday, '2027-02-14', '2027-02-07')).toEqual([]);
});

test('looks no further than the horizon, nor past the end of the calendar', () => {
  expect(nextDates({ open: [{ rule: 'dates:2030-01-01' }] }, '2026-11-21', 1)).toEqual([]);
  expect(nextDates({ open: [{ rule: 'weekday:SUN' }] }, '9999-12-20', 9)).toEqual(['9999-12-26']);
});

test('the scenarios: Sà Phìn on 8 and 14 April 2027; Dong Van, Meo Vac and Lũng Phìn all on Sunday 11 April', () => {
  expect(nextDates({ open: [{ rule: 'zodiac:TY,HOI' }] }, '2027-04-08', 2)).toEqual(['2027-04-08', '2027-04-14']);
  expect(isOpenOn({ open: [{ rule: 'zodiac:DAN,THAN', hours: '05:00-14:00' }] }, '2027-04-11')).toHaveLength(1);
  expect(isOpenOn({ open: [{ rule: 'weekday:SUN', hours: '05:00-12:00' }] }, '2027-04-11')).toHaveLength(1);
});
