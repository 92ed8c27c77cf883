import { beforeAll, describe, expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createRoads } from '#src/adapters/map-files/map-files.ts';
import { findDaylight } from '#src/domain/calendar/daylight.ts';
import { isOpenOn } from '#src/domain/calendar/opening-hours.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { answerScenario } from '#src/features/autoplan/answer.ts';
import type { ToldAnswer } from '#src/features/autoplan/answer.ts';
import { createPlannerService } from '#src/features/planner/planner-service.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import { travellerScenarios } from '#tests/fixtures/autoplan/scenarios.ts';
import { allStops, dayOf, minutesOf, stopOf, textOf } from './run-plan.ts';

const answers = new Map<string, ToldAnswer>();
let index: PlannerIndex;

beforeAll(async () => {
  const content = await createContentFiles({ root: 'content' });
  const roads = await createRoads('content', content);
  const service = createPlannerService(content, () => roads.network());
  const translator = createTranslator();
  index = service.index('en');
  for (const { name, scenario } of travellerScenarios) {
    const locale = scenario['locale'] as Locale;
    const { told } = answerScenario(scenario, { index: service.index(locale), say: translator.t(locale), locale, today: '2026-11-22' }); // prettier-ignore
    answers.set(name, told);
  }
  await content.close();
}, 600_000);

const villageOf = (bed: string | null | undefined): string | undefined =>
  bed?.startsWith('homestays/') ? index.beds.get(bed)?.village : (bed ?? undefined);

/** The general demands: what every plan must hold, whoever asked for it. Each fault is one sentence. */
function faultsOf(scenario: Record<string, unknown>, told: ToldAnswer): string[] {
  const faults: string[] = [];
  const { start, end, vehicle } = scenario as { start: { place: string; date: string; time: string }; end: { place: string; by: string }; vehicle: string }; // prettier-ignore
  const wished = [...(scenario['must'] as string[]), ...(scenario['wish'] as string[])];
  for (const { severity, text } of told.findings) if (severity === 'error') faults.push(`error: ${text}`);
  const seen = new Set<string>();
  for (const [d, day] of told.days.entries()) {
    const { sunset } = findDaylight({ lat: 23.1, lng: 105.3 }, day.date) ?? { sunset: 1080 };
    for (const leg of day.legs) {
      const [out, back] = [minutesOf(leg.depart), minutesOf(leg.arrive)];
      if (leg.minutes >= 10 && out < 420) faults.push(`${day.date}: rides at ${leg.depart}`);
      if (leg.minutes >= 10 && vehicle !== 'bus' && back > sunset - 25) faults.push(`${day.date}: rides until ${leg.arrive}`);
      if (back < out) faults.push(`${day.date}: a leg that ends before it begins`);
    }
    for (const leg of day.legs.slice(1).map((leg, i) => [day.legs[i]?.to, leg.from] as const)) if (leg[0] !== leg[1]) faults.push(`${day.date}: legs do not join: ${leg.join(' → ')}`);
    let before = 0;
    for (const stop of day.stops) {
      if (minutesOf(stop.arrive) < before || minutesOf(stop.leave) < minutesOf(stop.arrive)) faults.push(`${day.date}: times run backwards at ${stop.id}`);
      before = minutesOf(stop.leave);
      const event = index.events.get(stop.id);
      if (event && isOpenOn(event, day.date).length === 0) faults.push(`${stop.id} is not on ${day.date}`);
      if (event?.thinsOut !== undefined && before > event.thinsOut) faults.push(`${stop.id} is left at ${stop.leave}, after it thins out`);
      if (stop.why.length < 6) faults.push(`${stop.id} has no reason`);
      if (event && seen.has(stop.id)) faults.push(`${stop.id} is visited twice`);
      seen.add(stop.id);
    }
    if (d < told.days.length - 1 && day.bed === null) faults.push(`${day.date}: no bed`);
  }
  const last = told.days.at(-1);
  const home = last?.legs.at(-1);
  if (home && home.to !== end.place && villageOf(last?.bed) !== end.place) faults.push(`ends in ${home.to}`);
  if (home && last?.date === end.by.slice(0, 10) && minutesOf(home.arrive) > minutesOf(end.by.slice(11, 16))) faults.push(`at the end only at ${home.arrive}`);
  if (told.days[0] && told.days[0].date !== start.date) faults.push(`begins on ${told.days[0].date}`);
  const visited = new Set([...allStops(told), ...told.days.map(({ bed }) => villageOf(bed) ?? '')]);
  for (const { wish, reason } of told.unmet) {
    if (visited.has(wish)) faults.push(`${wish} is visited and told as unmet`);
    if (reason.length < 10) faults.push(`${wish} is unmet without a reason`);
  }
  for (const wish of wished) {
    const isNamed = wish.includes('/') && index.events.get(wish)?.kind !== 'season';
    const unmet = told.unmet.some((one) => one.wish === wish);
    // A market stands for the place it is held in.
    const there = [...visited].some((id) => id === wish || index.events.get(id)?.place === wish);
    if (told.days.length > 0 && isNamed && !there && !unmet) faults.push(`${wish} is neither met nor told`);
  }
  const raw = [...told.problems.map(({ message }) => message), textOf(told), ...told.days.flatMap(({ stops }) => stops.map(({ why }) => why))].join('\n');
  for (const found of raw.match(/\{\{|autoplan:|findings:|(places|events|homestays)\/(?!atlantis)|undefined|NaN|(start|end|party)\.\w+:|\b(must|wish)\[\d/g) ?? []) faults.push(`raw text: ${found}`);
  for (const other of told.alternatives) {
    const lost = other.unmet?.filter((wish) => told.days.length > 0 && !told.unmet.some((one) => one.wish === wish)) ?? [];
    if (other.kind === 'day-more' && lost.length > 0) faults.push(`one day more loses ${lost.join()}`);
  }
  return faults;
} // prettier-ignore

describe.each(travellerScenarios)('$name', ({ name, scenario, expected }) => {
  const told = (): ToldAnswer => answers.get(name) as ToldAnswer;

  test('holds what every plan must hold', () => {
    expect(faultsOf(scenario, told())).toEqual([]);
    expect(told().days.length > 0).toBe(expected.nothing !== true);
  });

  test('does what a careful local demands', () => {
    const plan = told();
    for (const [id, { on, before, from }] of Object.entries(expected.visits ?? {})) {
      const season = index.events.get(id)?.kind === 'season';
      const stop = stopOf(plan, id);
      const date = plan.days[dayOf(plan, id)]?.date;
      const village = plan.days.some(({ bed }) => villageOf(bed) === id);
      const event = plan.days.some(({ stops }) => stops.some((one) => index.events.get(one.id)?.place === id));
      if (!stop && !on && (village || event || season)) expect(plan.unmet.map(({ wish }) => wish)).not.toContain(id);
      else expect({ id, date, arrive: stop?.arrive }).toSatisfy(() => stop !== undefined && (on?.includes(date ?? '') ?? true)); // prettier-ignore
      if (before !== undefined) expect({ id, leave: stop?.leave }).toSatisfy(() => minutesOf(stop?.leave ?? '23:59') <= minutesOf(before)); // prettier-ignore
      if (from !== undefined) expect({ id, arrive: stop?.arrive, leave: stop?.leave }).toSatisfy(() => minutesOf(stop?.leave ?? '00:00') > minutesOf(from)); // prettier-ignore
    }
    for (const id of expected.never ?? []) expect(allStops(plan)).not.toContain(id);
    for (const [date, places] of Object.entries(expected.sleeps ?? {}))
      expect(places).toContain(villageOf(plan.days.find((day) => day.date === date)?.bed));
    for (const [wish, { next, says }] of Object.entries(expected.unmet ?? {})) {
      const found = plan.unmet.find((one) => one.wish === wish);
      expect(found?.wish).toBe(wish);
      if (next !== undefined) expect(found?.nextDate).toBe(next);
      if (says) expect(found?.reason).toMatch(says);
    }
    for (const words of expected.says ?? []) expect(textOf(plan)).toMatch(words);
    for (const words of expected.saysNot ?? []) expect(textOf(plan)).not.toMatch(words);
    if (expected.ridingAtMost !== undefined)
      for (const { ridingMinutes } of plan.days) expect(ridingMinutes).toBeLessThanOrEqual(expected.ridingAtMost);
    if (expected.alternative) expect(plan.alternatives.map(({ kind }) => kind)).toContain(expected.alternative.kind);
  });
});
