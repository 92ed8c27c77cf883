import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ToldAnswer } from '#src/features/autoplan/answer.ts';
import {
  allStops,
  dayOf,
  firstRide,
  fixture,
  lastRide,
  minutesOf,
  runCommand,
  runPlan,
  stopOf,
  textOf,
} from './run-plan.ts';

type House = { village: string; car: string; amenities: string[]; toilet: string };
const houseOf = (id: string | null): House => parse(readFileSync(`content/${id}/facts.yaml`, 'utf8')) as House;
const villageOf = (id: string | null | undefined): string | undefined =>
  id?.startsWith('homestays/') ? `places/${houseOf(id).village}` : (id ?? undefined);

/** The planning scenarios, line by line: what a good plan must hold, must not hold, and is scored by. */
const plans = new Map<string, ToldAnswer>();
const plan = (id: string): ToldAnswer => plans.get(id) as ToldAnswer;

beforeAll(async () => {
  for (const id of ['D1', 'D2', 'D3', 'D4', 'D5', 'D6']) plans.set(id, await runPlan(fixture(id)));
}, 600_000);

test('the command prints this answer', async () => {
  expect(await runCommand(fixture('D4'))).toEqual(plan('D4'));
}, 120_000);

describe.each(['D1', 'D2', 'D3', 'D4', 'D5', 'D6'])('%s, as every plan', (id) => {
  test('has no error, no ride before 07:00 and none in the last half hour of light', () => {
    expect(plan(id).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const sunset = { D1: 1035, D2: 1112, D3: 1076, D4: 1086, D5: 1099, D6: 1053 }[id] as number;
    for (const day of plan(id).days) {
      expect(firstRide(day)).toBeGreaterThanOrEqual(420);
      expect(lastRide(day)).toBeLessThanOrEqual(sunset - 30);
    }
  });

  test('gives every stop its reason, every night a bed and a second choice, and km and hours by day', () => {
    const { days } = plan(id);
    for (const [d, day] of days.entries()) {
      for (const stop of day.stops) expect(stop.why.length).toBeGreaterThan(5);
      expect(day.ridingMinutes).toBeGreaterThan(0);
      expect(day.km).toBeGreaterThan(0);
      if (d === days.length - 1) expect(day.bed).toBeNull();
      else expect([day.bed !== null, day.bedOptions.length > 0]).toEqual([true, true]);
    }
  });
});

describe('D1: three days, own bikes, Sunday market, fixed bus home', () => {
  test('rests after the night bus until 07:00', () => {
    expect(plan('D1').days[0]?.stops[0]).toMatchObject({ id: 'places/ha-giang', arrive: '04:30', leave: '07:00' });
  });
  test('puts boat and pass on Saturday and sleeps in Mèo Vạc', () => {
    expect(dayOf(plan('D1'), 'places/ta-lang')).toBe(1);
    expect(dayOf(plan('D1'), 'places/ma-pi-leng')).toBe(1);
    expect(['places/meo-vac', 'places/pa-vi-ha']).toContain(villageOf(plan('D1').days[1]?.bed));
  });
  test('has exactly one Sunday market, before noon, in Mèo Vạc', () => {
    const markets = plan('D1').days[2]?.stops.filter(({ id }) => id.endsWith('-market'));
    expect(markets?.map(({ id }) => id)).toEqual(['events/meo-vac-market']);
    expect(minutesOf(markets?.[0]?.leave ?? '23:59')).toBeLessThan(720);
  });
  test('is back by 16:45, two hours and more before the bus', () => {
    const last = plan('D1').days[2];
    expect(lastRide(last!)).toBeLessThanOrEqual(minutesOf('16:45'));
    expect(last?.legs.at(-1)?.to).toMatch(/^places\/ha-giang/);
  });
  test('says that weekends of the buckwheat season fill up, with a second lodging for each night', () => {
    expect(textOf(plan('D1'))).toMatch(/weekend in the flower season/);
    expect(plan('D1').findings.filter(({ rule }) => rule === 'second-bed')).toHaveLength(2);
  });
});

describe('D2: four days on the back of an easy rider in the rains', () => {
  test('does not ask for a licence', () => {
    expect(textOf(plan('D2'))).not.toMatch(/licen[cs]e|permit of the 1968/i);
    expect(plan('D2').findings.some(({ rule }) => rule === 'licence' || rule === 'no-licence')).toBe(false);
  });
  test('goes Lũng Cú, Mã Pí Lèng, Du Già in this order and meets every wish', () => {
    const stops = allStops(plan('D2'));
    const order = ['places/cot-co-lung-cu', 'places/ma-pi-leng', 'places/du-gia'].map((id) => stops.indexOf(id));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(plan('D2').unmet).toEqual([]);
    expect(villageOf(plan('D2').days[2]?.bed)).toBe('places/du-gia');
  });
  test('keeps every day at five riding hours or less', () => {
    for (const day of plan('D2').days) expect(day.ridingMinutes).toBeLessThanOrEqual(300);
  });
  test('offers the Saturday market of Má Lé, and says what a great Sunday market would cost', () => {
    expect(textOf(plan('D2')) + allStops(plan('D2')).join()).toMatch(/Ma Le Saturday market|ma-le-market/);
    expect(textOf(plan('D2'))).toMatch(/(Dong Van|Meo Vac) Sunday market on Sunday, 8 August 2027 would cost the night in Du Gia/);
  });
  test('shows the rains with their date, and the other way home', () => {
    expect(textOf(plan('D2'))).toMatch(/Rainy season until .*15 September 2027/);
    expect(plan('D2').findings.find(({ rule }) => rule === 'rain-route')?.text).toMatch(/Mau Due.*Yen Minh.*Quan Ba/);
  });
  test('promises neither the market of Phó Cáo on Thursday nor boats without their condition', () => {
    expect(plan('D2').days[0]?.stops.some(({ id }) => id === 'events/pho-cao-market')).toBe(false);
    const boats = allStops(plan('D2')).filter((id) => ['places/ta-lang', 'places/tu-san'].includes(id));
    expect(boats.length === 0 || plan('D2').findings.some(({ rule }) => rule === 'boats')).toBe(true);
  });
  test('claims a market only where it is that day and before it thins out', () => {
    const market = plan('D2').days.flatMap(({ stops, date }) => stops.map((stop) => ({ ...stop, date }))).find(({ id }) => id.endsWith('-market'));
    expect(market).toBeDefined();
    expect(minutesOf(market?.leave ?? '23:59')).toBeLessThanOrEqual(720);
    expect(plan('D2').findings.some(({ rule }) => rule === 'closed-that-day' || rule === 'too-late-there')).toBe(false);
  });
}); // prettier-ignore

describe('D3: five days, a family by car, the harvest', () => {
  test('goes to Hoàng Su Phì first and to its Sunday market at dawn', () => {
    expect(villageOf(plan('D3').days[0]?.bed)).toBe('places/hoang-su-phi');
    expect(plan('D3').days[1]?.stops[0]).toMatchObject({ id: 'events/hoang-su-phi-market', arrive: '06:00' });
  });
  test('then the plateau, Đồng Văn, and down to Hà Giang or Quản Bạ on Tuesday', () => {
    expect(dayOf(plan('D3'), 'places/pho-co-dong-van')).toBeGreaterThanOrEqual(2);
    const tuesday = villageOf(plan('D3').days[3]?.bed) ?? '';
    expect(['places/ha-giang', 'places/thon-tha', 'places/tam-son', 'places/nam-dam']).toContain(tuesday);
    expect(plan('D3').days[4]?.date).toBe('2027-09-22');
    expect(plan('D3').days[4]?.legs.at(-1)?.to).toMatch(/ha-noi/);
  });
  test('drives about six hours a day at most, with breaks no more than two hours apart', () => {
    for (const day of plan('D3').days) expect(day.ridingMinutes).toBeLessThanOrEqual(390);
    expect(plan('D3').findings.filter(({ rule }) => rule === 'children-breaks')).toEqual([]);
    for (const day of plan('D3').days) for (const leg of day.legs) expect(leg.minutes).toBeLessThanOrEqual(120);
  });
  test('sleeps where family room, hot water and car are known facts, or says to call', () => {
    for (const day of plan('D3').days.slice(0, -1)) {
      const house = houseOf(day.bed);
      const known = house.amenities.includes('family-room') && house.amenities.includes('hot-water') && house.car === 'yes';
      expect(known || plan('D3').findings.some(({ rule }) => rule === 'bed-fit')).toBe(true);
      expect(house.car).not.toBe('no');
    }
  });
  test('sees the ripe rice on its way, as the season runs', () => {
    expect(plan('D3').unmet).toEqual([]);
    expect(plan('D3').findings.find(({ rule }) => rule === 'season-seen')?.text).toMatch(/Mùa lúa chín/);
  });
  test('says honestly what five days leave out, how long the way home is, and what a sixth day adds', () => {
    const text = textOf(plan('D3'));
    expect(text).toMatch(/Hà Nội phải đi 9 giờ 48 phút/);
    expect(text).toMatch(/Mã Pí Lèng.*nửa ngày|Không xếp: Đèo Mã Pí Lèng/);
    expect(plan('D3').alternatives.find(({ kind }) => kind === 'day-more')?.end).toBe('2027-09-23');
  });
  test('warns of motion sickness and leaves out the boat', () => {
    expect(textOf(plan('D3'))).toMatch(/say xe/);
    expect(allStops(plan('D3'))).not.toContain('places/ta-lang');
  });
}); // prettier-ignore

describe('D4: two days, too many wishes', () => {
  test('drops Lũng Cú and Du Già and says why in numbers', () => {
    expect(
      plan('D4')
        .unmet.map(({ wish }) => wish)
        .sort(),
    ).toEqual(['places/cot-co-lung-cu', 'places/du-gia']);
    for (const { reason } of plan('D4').unmet) expect(reason).toMatch(/\d+ hrs?.* (more )?on day|of riding/);
  });
  test('has the Sunday market at dawn, the pass by nine and is back before dusk', () => {
    expect(plan('D4').days[1]?.stops[0]).toMatchObject({ id: 'events/dong-van-market', arrive: '06:00' });
    expect(minutesOf(stopOf(plan('D4'), 'places/ma-pi-leng')?.arrive ?? '23:59')).toBeLessThanOrEqual(540);
    expect(lastRide(plan('D4').days[1]!)).toBeLessThanOrEqual(minutesOf('17:30'));
  });
  test('offers three days beside it, with all four wishes', () => {
    const more = plan('D4').alternatives.find(({ kind }) => kind === 'day-more');
    expect(more).toMatchObject({ end: '2027-03-15', unmet: [] });
    expect(more?.days).toHaveLength(3);
  });
  test('names fog, and that two days are for the experienced', () => {
    expect(textOf(plan('D4'))).toMatch(/fog/);
    expect(textOf(plan('D4'))).toMatch(/experienced/);
  });
  test('never rides eight hours, and says where it rides more than is comfortable', () => {
    for (const day of plan('D4').days) expect(day.ridingMinutes).toBeLessThanOrEqual(480);
    expect(plan('D4').findings.some(({ rule }) => rule === 'strained')).toBe(true);
  });
});

describe('D5: one way to Bảo Lạc', () => {
  test('explains that the market of Sà Phìn cannot be reached on Thursday, with its next day', () => {
    const [unmet] = plan('D5').unmet;
    expect(unmet).toMatchObject({ wish: 'events/sa-phin-market', nextDate: '2027-04-14' });
    expect(unmet?.reason).toMatch(/8 April 2027.*13:05.*12:00.*14 April 2027/);
  });
  test('names the triple market Sunday', () => {
    const sunday = plan('D5').alternatives.find(({ kind, reason }) => kind === 'markets' && reason.includes('11 April'));
    expect(sunday?.reason).toMatch(/Dong Van.*Meo Vac.*Lung Phin/);
  });
  test('sleeps in Lô Lô Chải on Friday or Saturday and is at a market at dawn on Sunday', () => {
    expect([1, 2].map((d) => villageOf(plan('D5').days[d]?.bed))).toContain('places/lo-lo-chai');
    const first = plan('D5').days[3]?.stops[0];
    expect(['events/dong-van-market', 'events/meo-vac-market']).toContain(first?.id);
    expect(minutesOf(first?.arrive ?? '23:59')).toBeLessThanOrEqual(minutesOf('06:30'));
  });
  test('ends in Bảo Lạc by 17:45, without Lũng Phìn after ten', () => {
    const last = plan('D5').days[3];
    expect(last?.legs.at(-1)?.to).toBe('places/bao-lac');
    expect(lastRide(last!)).toBeLessThanOrEqual(minutesOf('17:45'));
    const detour = last?.stops.find(({ id }) => id.includes('lung-phin'));
    expect(detour === undefined || minutesOf(detour.leave) <= 600).toBe(true);
  });
  test('speaks of boats only where one gets into a boat', () => {
    const boats = plan('D5').findings.filter(({ rule }) => rule === 'boats').map(({ text }) => text);
    for (const text of boats) expect(text).toMatch(/Ta Lang|Tu San|Nho Que/);
  });
  test('leaves the return of the bike and the luggage open, and names the border permit', () => {
    expect(textOf(plan('D5'))).toMatch(/return of the vehicle and the forwarding of luggage/);
    expect(textOf(plan('D5'))).toMatch(/border area foreigners may be asked for a permit/);
  });
}); // prettier-ignore

describe('D6: three winter days with bad knees', () => {
  test('names the steps of Lũng Cú and the view without them', () => {
    expect(textOf(plan('D6'))).toMatch(/389 bis 839 Stufen.*Lo Lo Chai/);
    expect(allStops(plan('D6'))).toContain('places/lo-lo-chai');
  });
  test('says that the market of Sà Phìn is missed on Thursday, or reaches it before noon', () => {
    const market = stopOf(plan('D6'), 'events/sa-phin-market');
    if (market) expect(minutesOf(market.leave)).toBeLessThanOrEqual(720);
    else expect(textOf(plan('D6'))).toMatch(/Sa Phin ist am Donnerstag, 14\. Januar 2027, doch/);
  });
  test('drives four and a half hours at most and is in by 17:00', () => {
    for (const day of plan('D6').days) {
      expect(day.ridingMinutes).toBeLessThanOrEqual(270);
      expect(minutesOf(day.stops.at(-1)?.leave ?? '00:00')).toBeLessThanOrEqual(1020);
    }
  });
  test('sleeps as needed or says what is not confirmed', () => {
    for (const day of plan('D6').days.slice(0, -1)) {
      const { amenities, toilet, car } = houseOf(day.bed);
      expect([toilet, car]).toEqual(['inside', 'yes']);
      expect(amenities.some((one) => one === 'heating' || one === 'thick-bedding')).toBe(true);
      expect(amenities.includes('ground-floor') || /nicht bestätigt/.test(textOf(plan('D6')))).toBe(true);
    }
  });
  test('warns of cold, fog and ice, in German', () => {
    expect(textOf(plan('D6'))).toMatch(/Frost und Eis/);
    expect(textOf(plan('D6'))).toMatch(/Nebel und Kälte/);
    expect(textOf(plan('D6'))).toMatch(/\d Std\. \d+ Min\./);
  });
  test('proposes neither the trail above the river nor the boat', () => {
    for (const id of ['places/vach-da-trang', 'places/ta-lang', 'places/tu-san', 'places/song-nho-que']) expect(allStops(plan('D6'))).not.toContain(id);
  });
}); // prettier-ignore
