import { expect, test } from 'vitest';
import { applyAction, startHistory } from '#src/domain/trip/history.ts';
import { newTrip } from '#src/domain/trip/new-trip.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { viewTrip } from '#src/domain/plan-check/check-trip.ts';
import { indexPlannerData } from '#src/domain/planner-data/planner-index.ts';
import { bestSlot } from '#src/features/planner/best-slot.ts';
import { DAY_COMMANDS, IMPROVE_DAY, STOP_COMMANDS, stopCommandOf, writeKeys } from '#src/features/planner/commands.ts';
import { FUEL, reckonCosts } from '#src/features/planner/costs.ts';
import { readCoordinates, searchSpots, spotsNear } from '#src/features/planner/spot-search.ts';
import { readTripFile } from '#src/features/planner/trip-file.ts';
import type { PlannerBed, PlannerCore, PlannerPlace } from '#src/domain/planner-data/types.ts';

const place = (slug: string, name: string, lng: number, more: Partial<PlannerPlace> = {}): PlannerPlace => ({
  id: `places/${slug}`, name, kind: 'village', area: 'dong-van', lat: 23, lng, visitMinutes: 30, access: { motorbike: 'yes', car: 'yes', stepFree: 'yes', toilet: 'unknown' },
  weight: 2, confidence: 'high', positionConfidence: 'high', ...more,
}); // prettier-ignore

const core: PlannerCore = {
  language: 'vi',
  places: [
    place('ha-giang', 'Hà Giang', 105, { kind: 'town' }),
    place('dong-van', 'Đồng Văn', 105.2),
    place('lung-cu', 'Lũng Cú', 105.4, { fees: [{ for: 'adult', per: 'person', low: 20_000, high: 40_000, seen: '2026-05' }, { for: 'xe-om', per: 'trip', low: 9, high: 9, seen: '2026' }] }),
    place('lung-tam', 'Lùng Tám', 105.6),
  ],
  events: [],
  alerts: [],
  roads: { nodes: [], edges: [], posts: [] },
  moved: {},
}; // prettier-ignore
const bed: PlannerBed = {
  id: 'homestays/nha', name: 'Nhà', village: 'places/dong-van', area: 'dong-van', lat: 23, lng: 105.2, price: { low: 150_000, high: 200_000, per: 'person', seen: '2026-01-02' },
  car: 'yes', sleeps: 8, toilet: 'inside',
}; // prettier-ignore
const index = indexPlannerData(core, { 'dong-van': [bed] });

function tripOf(...days: string[][]): Trip {
  const trip = newTrip('t', 'Trip');
  return { ...trip, days: days.map((stops, d) => ({ id: `d${d + 1}`, note: '', stops: stops.map((slug, s) => ({ id: `s${d + 1}${s + 1}`, at: `places/${slug}`, locked: false, note: '' })) })) }; // prettier-ignore
}

test('a place goes where it costs the least way, whatever the day', () => {
  const trip = { ...tripOf(['dong-van'], ['lung-tam']), end: { departure: 'none' as const } };
  expect(bestSlot(trip, index, 'places/lung-cu')).toEqual({ day: 'd2', index: 0 });
  expect(bestSlot(trip, index, { lat: 23, lng: 105.1, name: '' })).toEqual({ day: 'd1', index: 0 });
});

test('an empty trip takes a place on its first day, also an unknown one', () => {
  expect(bestSlot(tripOf([]), index, 'places/dong-van')).toEqual({ day: 'd1', index: 0 });
  expect(bestSlot(tripOf([], []), index, 'places/gone')).toEqual({ day: 'd1', index: 0 });
});

test('names are found with and without marks, and every word counts', () => {
  expect(searchSpots(index, 'lung').map(({ name }) => name).sort()).toEqual(['Lùng Tám', 'Lũng Cú']); // prettier-ignore
  expect(searchSpots(index, 'dong van')[0]?.id).toBe('places/dong-van');
  expect(searchSpots(index, 'ĐỒNG')[0]?.id).toBe('places/dong-van');
  expect(searchSpots(index, 'lung xa')).toEqual([]);
  expect(searchSpots(index, '  ')).toEqual([]);
});

test('what is near leaves out what the trip has', () => {
  const near = spotsNear(index, { lat: 23, lng: 105.21 }, new Set(['places/dong-van']));
  expect(near.map(({ id }) => id)).toEqual(['places/lung-cu', 'places/ha-giang']);
});

test.each([
  ['23.2786, 105.3628', { lat: 23.2786, lng: 105.3628 }],
  ['https://maps.example/@23.25,105.4,15z', { lat: 23.25, lng: 105.4 }],
  ['23.25 105.40', { lat: 23.25, lng: 105.4 }],
  ['48.1, 11.5', undefined],
  ['here', undefined],
])('coordinates are read from %s', (text, position) => {
  expect(readCoordinates(text)).toEqual(position);
});

test('costs name rooms, fees by person and fuel, and leave out what one may do without', () => {
  const trip = { ...tripOf(['lung-cu'], []), party: { adults: 2, children: [6] } };
  const slept = updateTrip(trip, { type: 'set-bed', day: 'd1', bed: { at: 'homestays/nha' } });
  const view = viewTrip(slept, index, { today: '2026-11-22' });
  const { lines, total } = reckonCosts(view);
  expect(lines.filter(({ kind }) => kind === 'room')).toMatchObject([
    { low: 450_000, high: 600_000, seen: '2026-01-02', day: 1 },
  ]);
  expect(lines.filter(({ kind }) => kind === 'fee')).toMatchObject([{ detail: 'adult', low: 40_000, high: 80_000 }]);
  const km = view.days.reduce((sum, day) => sum + day.km, 0);
  // Three people ride two motorbikes.
  const fuel = (side: 'low' | 'high') => Math.round((km * (FUEL.litres.motorbike?.[side] ?? 0) * FUEL.vndPerLitre[side] * 2) / 100_000) * 1000; // prettier-ignore
  expect(lines.find(({ kind }) => kind === 'fuel')).toMatchObject({ low: fuel('low'), high: fuel('high') });
  expect(fuel('high')).toBeGreaterThan(fuel('low'));
  expect(total).toEqual({ low: 490_000 + fuel('low'), high: 680_000 + fuel('high') });
});

test('an agreed price counts instead of the listed one, own items by day and person', () => {
  let trip = updateTrip(tripOf([], []), { type: 'set-bed', day: 'd1', bed: { at: 'homestays/nha', vnd: 333_000 } });
  trip = updateTrip(trip, { type: 'add-cost', cost: { text: 'Guide', vnd: 100, per: 'day' } });
  trip = updateTrip(trip, { type: 'add-cost', cost: { text: 'Tea', vnd: 10, per: 'person' } });
  const { lines } = reckonCosts(viewTrip(trip, index, { today: '2026-11-22' }));
  expect(lines.find(({ kind }) => kind === 'room')).toMatchObject({ low: 333_000, agreed: true });
  expect(lines.filter(({ kind }) => kind === 'own').map(({ low }) => low)).toEqual([200, 20]);
});

test('buttons and keys share their commands, and what does not apply gives no action', () => {
  const trip = tripOf(['dong-van'], ['lung-cu', 'lung-tam']);
  const press = (key: string, altKey = false) =>
    stopCommandOf({ key, code: key, altKey, ctrlKey: false, metaKey: false });
  expect(press('ArrowUp', true)).toBe(STOP_COMMANDS.earlier);
  expect(press('PageDown', true)).toBe(STOP_COMMANDS.nextDay);
  expect(press('Delete')).toBe(STOP_COMMANDS.remove);
  expect(press('ArrowUp')).toBeUndefined();
  expect(STOP_COMMANDS.previousDay.actionFor(trip, 's11')).toBeUndefined();
  expect(STOP_COMMANDS.nextDay.actionFor(trip, 's11')).toEqual({ type: 'move-stop', stop: 's11', day: 'd2', index: 0 });
  expect(DAY_COMMANDS.earlier.actionFor(trip, 'd1')).toBeUndefined();
  const swapped = applyAction(startHistory(trip), DAY_COMMANDS.later.actionFor(trip, 'd1') ?? { type: 'reverse-trip' });
  expect(swapped.present.days.map(({ id }) => id)).toEqual(['d2', 'd1']);
});

test('a file is a trip or a reason, never an error', async () => {
  const read = (text: string) => readTripFile(new File([text], 'x.json'));
  expect(await read('{')).toEqual({ ok: false, reason: 'not-a-trip' });
  expect(await read('{"days":[],"version":99}')).toEqual({ ok: false, reason: 'newer-version' });
  expect(await read(JSON.stringify(tripOf(['dong-van'])))).toMatchObject({ ok: true, repairs: [] });
  expect(await read(`{"days":[],"name":"${'x'.repeat(6_000_000)}"}`)).toEqual({ ok: false, reason: 'not-a-trip' });
});

test('the best order is asked for only where there is something to move, by a key that every keyboard has', () => {
  const trip = tripOf(['lung-cu', 'dong-van'], ['meo-vac']);
  expect(IMPROVE_DAY.applies(trip, 'd1')).toBe(true);
  expect(IMPROVE_DAY.applies(trip, 'd2')).toBe(false);
  expect(IMPROVE_DAY.applies(trip, 'gone')).toBe(false);
  const locked = trip.days[0]?.stops.map(({ id }) => ({ type: 'lock-stop', stop: id, locked: true }) as const) ?? [];
  expect(IMPROVE_DAY.applies(updateTrip(trip, { type: 'batch', actions: locked }), 'd1')).toBe(false);
  const alt = { altKey: true, ctrlKey: false, metaKey: false };
  expect(writeKeys({ key: 'ˆ', code: 'KeyI', ...alt })).toBe(IMPROVE_DAY.keys);
  expect(writeKeys({ key: 'i', code: 'KeyI', ...alt, ctrlKey: true })).toBeUndefined();
});
