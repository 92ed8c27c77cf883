import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createRoads } from '#src/adapters/map-files/map-files.ts';
import type { ToldAnswer } from '#src/features/autoplan/answer.ts';
import { scenarioOfForm } from '#src/features/autoplan/form-scenario.ts';
import { createPlanDesk } from '#src/features/autoplan/plan-desk.ts';
import type { PlanDesk } from '#src/features/autoplan/plan-desk.ts';
import { createPlannerService } from '#src/features/planner/planner-service.ts';
import { createTranslator } from '#src/i18n/translator.ts';

let desk: PlanDesk;
const today = '2026-11-22';
const form = 'start=places/ha-giang&date=2027-11-12&time=08:00&end=places/ha-giang&end-date=2027-11-14&by=17:30&vehicle=easy-rider'; // prettier-ignore

beforeAll(async () => {
  const content = await createContentFiles({ root: 'content' });
  const roads = await createRoads('content', content);
  desk = createPlanDesk({ planner: createPlannerService(content, () => roads.network()), translator: createTranslator(), time: 60 }); // prettier-ignore
}, 120_000);
afterAll(() => desk.close());

const ask = async (query: string, locale: 'en' | 'de' | 'ko' = 'en'): Promise<ToldAnswer> => {
  const told = await desk.plan(locale, today, scenarioOfForm(new URLSearchParams(query)));
  if (told === 'busy') throw new Error('busy');
  return told;
};

test('a form is planned away from the server’s thread, in the language of the reader', async () => {
  const told = await ask(`${form}&must=places/ma-pi-leng&budget=100000`, 'de');
  expect(told.days).toHaveLength(3);
  expect(told.days.flatMap(({ stops }) => stops.map(({ why }) => why)).join()).toMatch(/Ihr Wunsch/);
  expect(told.findings.find(({ rule }) => rule === 'over-budget')?.text).toMatch(/kein passendes Haus bekannt.*Stand/);
}, 120_000);

test.each([
  ['0 days', `${form}&end-date=2027-11-12&by=07:00`.replace('end-date=2027-11-14&by=17:30&', ''), /^Last day \/ Be there by: the trip ends before/],
  ['90 days', form.replace('2027-11-14', '2028-02-10'), /^Last day \/ Be there by: 91 days are too many/],
  ['an end before the start', form.replace('2027-11-14', '2027-11-01'), /^Last day \/ Be there by: the trip ends before/],
  ['an unknown start', form.replace('start=places/ha-giang', 'start=places/atlantis'), /^Start at: no place “places\/atlantis”/],
  ['a date that is none', form.replace('2027-11-12', 'soon'), /^First day: “soon” is not a date/],
  ['no fields but the date', 'date=2027-11-12', /^Start at: please fill in/],
  ['nobody', `${form}&adults=0`, /^Adults: “0” is not a possible number/],
  ['ages that are none', `${form}&ages=old`, /^Ages of children .*: ages from 0 to 17/],
  ['the same field many times over', `${form}&${'start=places/x&'.repeat(500)}`.replace('start=places/ha-giang&', ''), /^Start at: no place/],
])('%s: a message that names the field, and no plan', async (_, query, message) => {
  const { days, problems } = await ask(query);
  expect(days).toEqual([]);
  expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
}, 120_000); // prettier-ignore

test('a form of a megabyte is answered like any other', async () => {
  const told = await ask(`${form}&must=${'x'.repeat(1_000_000)}&${'wish=kind:cave&'.repeat(20_000)}`, 'ko');
  expect(told.problems.every(({ message }) => message.length < 400)).toBe(true);
  expect(told.problems[0]?.message).toMatch(/^꼭 볼 곳 \(1\)/);
}, 120_000);

test('who comes when too many wait is asked to come again, and later is served', async () => {
  const crowd = Array.from({ length: 12 }, () => desk.plan('en', today, scenarioOfForm(new URLSearchParams(form))));
  const answers = await Promise.all(crowd);
  expect(answers.filter((one) => one === 'busy').length).toBeGreaterThan(0);
  expect(answers.filter((one) => one !== 'busy').length).toBeGreaterThan(1);
  expect((await ask(form)).days).toHaveLength(3);
}, 120_000);

test('a desk that was closed opens again', async () => {
  await desk.close();
  expect((await ask(form)).days).toHaveLength(3);
}, 120_000);
