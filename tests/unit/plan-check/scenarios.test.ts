import { describe, expect, test } from 'vitest';
import { checkTrip, viewTrip } from '#src/domain/plan-check/check-trip.ts';
import type { Finding } from '#src/domain/plan-check/finding.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { makeTrip } from '#tests/unit/trip/make-trip.ts';
import type { DaySketch } from '#tests/unit/trip/make-trip.ts';
import { TODAY, makeWorld } from '#tests/fixtures/plans/world.ts';

/** The planning scenarios of the project, as a traveller would lay them out: the right plan and the one to be warned of. */
const world = makeWorld();
const check = (trip: Trip): Finding[] => checkTrip(trip, world, { today: TODAY });
const serious = (trip: Trip): string[] => check(trip).filter(({ severity }) => severity !== 'notice').map(({ key, day }) => `${day ?? ''} ${key}`); // prettier-ignore
const notices = (trip: Trip): string[] => check(trip).filter(({ severity }) => severity === 'notice').map(({ key }) => key); // prettier-ignore
const home = { at: 'places/ha-giang', departure: 'none' as const };
const valid = { licence: { status: 'valid' as const } };

describe('D1: three days on own bikes, night bus in, bus home at 20:30', () => {
  const about: Partial<Trip> = { ...valid, date: '2027-11-12', start: { at: 'places/ha-giang', hour: 270, arrival: 'night-bus' }, end: { ...home, by: 1230, departure: 'bus' } }; // prettier-ignore
  const good: DaySketch[] = [
    { stops: ['places/tam-son', 'places/yen-minh'], bed: 'homestays/dong-van-good' },
    { stops: ['places/ma-pi-leng', 'places/tu-san'], bed: 'homestays/meo-vac-good' },
    { stops: ['events/meo-vac-market', 'places/mau-due'], start: 390 },
  ];

  test('boat on Saturday and the market of Mèo Vạc on Sunday: nothing to warn of, two hours to spare', () => {
    const trip = makeTrip(good, about);
    expect(serious(trip)).toEqual([]);
    expect(notices(trip)).toEqual(expect.arrayContaining(['busy-flowers', 'boat-may-stop']));
    const end = viewTrip(trip, world, { today: TODAY }).days.at(-1)?.end ?? NaN;
    expect(end).toBeLessThanOrEqual(16 * 60 + 45);
  });

  test('the market of Đồng Văn, the boat and the ride home on one Sunday: into the dark', () => {
    const trip = makeTrip(
      [
        good[0] ?? {},
        { stops: ['places/lo-lo-chai'], bed: 'homestays/dong-van-good' },
        {
          stops: ['events/dong-van-market', 'places/ma-pi-leng', 'places/tu-san', 'places/meo-vac', 'places/mau-due'],
          start: 390,
        },
      ],
      about,
    );
    expect(serious(trip)).toContain('d3 rides-after-sunset');
  });
});

test('D2: the market of Phố Cáo cannot be promised on the first day', () => {
  // 5 August 2027 is a Dog day: the market is held, and over before anybody gets there from Hà Giang at 08:30.
  const trip = makeTrip(
    [
      { stops: ['places/tam-son', 'places/yen-minh', 'events/pho-cao-market'], bed: 'homestays/yen-minh-good' },
      { stops: [] },
    ],
    { vehicle: 'easy-rider', pace: 'slow', licence: { status: 'none' }, date: '2027-08-05', start: { at: 'places/ha-giang', hour: 510, arrival: 'there' }, end: home }, // prettier-ignore
  );
  expect(serious(trip)).toContain('d1 closed-by-then');
  expect(serious(trip).filter((key) => key.includes('licence'))).toEqual([]);
  expect(notices(trip)).toContain('rain');
});

test('D3: Đồng Văn to Hà Nội in one day is over the cap of a slow car', () => {
  const trip = makeTrip([{ stops: [], start: 420 }], {
    vehicle: 'car', pace: 'slow', party: { adults: 3, children: [5, 9] }, date: '2027-09-22',
    start: { at: 'places/dong-van', hour: 420, arrival: 'there' }, end: { at: 'places/ha-noi', by: 1260, departure: 'none' },
  }); // prettier-ignore
  expect(serious(trip)).toEqual(expect.arrayContaining(['d1 riding-over-cap', 'd1 children-break']));
});

test('D4: all four wishes in two days are told to be too much', () => {
  const trip = makeTrip(
    [
      { stops: ['places/cot-co-lung-cu'], bed: 'homestays/dong-van-good' },
      { stops: ['events/dong-van-market', 'places/ma-pi-leng', 'places/du-gia'], start: 360 },
    ],
    { ...valid, experience: 'novice', date: '2027-03-13', start: { at: 'places/ha-giang', hour: 270, arrival: 'night-bus' }, end: { ...home, by: 1200, departure: 'bus' } }, // prettier-ignore
  );
  expect(serious(trip)).toEqual(expect.arrayContaining(['d1 riding-over-cap', 'd2 riding-over-cap']));
  expect(notices(trip)).toContain('fog');
});

test('D5: Sà Phìn on the first day comes too late, and the next Snake or Pig day is told', () => {
  const about = { ...valid, end: { at: 'places/bao-lac', departure: 'none' as const } };
  const first: DaySketch = {
    stops: ['events/sa-phin-market'],
    bed: 'homestays/lo-lo-chai-good',
  };
  expect(serious(makeTrip([first, {}], { ...about, date: '2027-04-08' }))).toContain('d1 thinned-out');
  const wrong = check(makeTrip([first, {}], { ...about, date: '2027-04-09' })).find(({ key }) => key === 'no-market');
  expect(wrong?.values['nextDate']).toBe('2027-04-14');
});

test('D6: bad knees at the flag tower are offered the village beside it', () => {
  const trip = makeTrip([{ stops: ['places/cot-co-lung-cu'], bed: 'homestays/dong-van-good' }, { stops: [] }], {
    vehicle: 'car', pace: 'slow', party: { adults: 2, children: [], mobility: 'limited' }, date: '2027-01-14', start: { at: 'places/yen-minh', hour: 480, arrival: 'there' }, end: { at: 'places/yen-minh', departure: 'none' },
  }); // prettier-ignore
  const steps = check(trip).find(({ key }) => key === 'many-steps');
  expect(steps).toMatchObject({ values: { number: 839 } });
  expect(steps?.fixes[0]).toMatchObject({ key: 'visit-instead', values: { other: 'lo-lo-chai' } });
  expect(notices(trip)).toEqual(expect.arrayContaining(['fog', 'ice', 'motion-sickness']));
});
