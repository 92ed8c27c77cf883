import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createRoads } from '#src/adapters/map-files/map-files.ts';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import { isOpenOn } from '#src/domain/calendar/opening-hours.ts';
import { checkTrip } from '#src/domain/plan-check/check-trip.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { tripFromSuggestion } from '#src/domain/trip/suggested-trip.ts';
import type { CalendarDate, Trip } from '#src/domain/trip/types.ts';
import { createPlannerService } from '#src/features/planner/planner-service.ts';
import type { ContentStore } from '#src/ports/content-store.ts';

/** What this site suggests must stand before its own check, undated and on some day of the season it is suggested for. */
const TODAY = '2026-11-22';
// Whoever rides says what licence they hold; no author can know.
const OURS = new Set(['licence-unsure']);

let content: ContentStore;
let index: PlannerIndex;

beforeAll(async () => {
  content = await createContentFiles({ root: 'content', watch: false });
  const roads = await createRoads('content', content);
  index = createPlannerService(content, () => roads.network()).index('en');
});
afterAll(() => content.close());

const faults = (trip: Trip): string[] =>
  checkTrip(trip, index, { today: TODAY })
    .filter(({ severity, key }) => severity !== 'notice' && !OURS.has(key))
    .map(({ key, values }) => `${key} ${JSON.stringify(values)}`);

test('no suggested trip is warned of before it has a date', () => {
  const trips = content.list('trips');
  expect(trips.length).toBeGreaterThanOrEqual(9);
  const warned = trips.flatMap(({ facts, slug }) => faults(tripFromSuggestion(facts, 't', slug)).map((fault) => `${slug}: ${fault}`)); // prettier-ignore
  expect(warned).toEqual([]);
});

test('every suggested trip has a day in its best season on which nothing is warned of', () => {
  const without = content.list('trips').filter(({ facts, slug }) => {
    const trip = tripFromSuggestion(facts, 't', slug);
    return !daysOf(facts.best).some((date) => faults({ ...trip, date }).length === 0);
  });
  expect(without.map(({ slug }) => slug)).toEqual([]);
});

function daysOf(best: readonly string[]): CalendarDate[] {
  const open = best.length > 0 ? best.map((rule) => ({ rule })) : [{ rule: 'daily' }];
  return Array.from({ length: 365 }, (_, i) => addDays(TODAY, i + 1)).filter((date) => isOpenOn({ open, closed: [] }, date).length > 0);
} // prettier-ignore
