import { addDays, daysFromTo, isCalendarDate } from '../calendar/calendar-date.ts';
import { EVENT_KINDS, INTERESTS, PLACE_KINDS } from '../content/kinds.ts';
import type { Interest } from '../content/kinds.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import type { Values } from '../plan-check/finding.ts';
import { ARRIVALS, BED_NEEDS, DEPARTURES, EXPERIENCES, LICENCES, LIMITS, PACES } from '../trip/types.ts';
import type { Arrival, BedNeed, CalendarDate, Departure, Minutes, Party, Trip } from '../trip/types.ts';

/** A sentence to be said in the reader's language: words at `autoplan:<key>`, values as `valueTypes` shows them. */
export type Message = { key: string; values: Values };

/** How one travels who asks for a plan; bicycles and feet have too little reach for a plan from wishes. */
export const PLAN_VEHICLES = ['motorbike', 'easy-rider', 'car', 'bus'] as const;

/** More days than this is a stay and not a trip; the search would only scatter stops over them. */
export const MOST_DAYS = 21;
const mostWishes = 40;

/** What a traveller asks for, checked. Times are minutes after local midnight. */
export type Wishes = {
  start: { place: string; date: CalendarDate; time: Minutes; arrival: Arrival };
  end: { place: string; date: CalendarDate; by: Minutes; departure: Departure };
  vehicle: (typeof PLAN_VEHICLES)[number];
  licence: Trip['licence'];
  engine?: Trip['engine'];
  experience: Trip['experience'];
  pace: Trip['pace'];
  party: Party;
  /** Entry ids, or selectors as in `wish`. */
  must: string[];
  /** Entry ids, `market:any`, `market:sunday` … `market:saturday`, or `kind:<kind of place or event, or interest>`. */
  wish: string[];
  interests: Interest[];
  bedNeeds: BedNeed[];
  /** Most the whole party would pay for a night, in đồng. */
  budget?: number;
  fixedNights: { date: CalendarDate; place: string }[];
  closedRoads: { from: string; to: string }[];
  suspended: string[];
};

/** What is wrong with a field. `fatal` ones leave nothing to plan; the others are told and passed over. */
export type WishProblem = Message & { field: string; fatal: boolean };

export type ParsedWishes = { wishes: Wishes; problems: WishProblem[] } | { wishes?: never; problems: WishProblem[] };

const MARKET_DAYS = ['any', 'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/**
 * Reads a scenario or a form. Nothing throws: every fault becomes a problem that names its field; small ones are
 * passed over so that a plan can still be made. `today` marks dates in the past, which are told but planned.
 */
export function parseWishes(value: unknown, index: PlannerIndex, today?: CalendarDate): ParsedWishes {
  const problems: WishProblem[] = [];
  const fault = (field: string, key: string, fatal: boolean, values: Values = {}): undefined => {
    problems.push({ field, key: `problem.${key}`, values, fatal });
    return undefined;
  };
  const fields = fieldsOf(value);
  if (!fields) {
    fault('scenario', 'not-an-object', true);
    return { problems };
  }
  const word = <T extends string>(field: string, list: readonly T[], usual: T): T => {
    const given = fields[field];
    if (given === undefined) return usual;
    if (list.includes(given as T)) return given as T;
    fault(field, 'unknown-word', false, { other: textOf(given), place: list.join(' · ') });
    return usual;
  };
  const place = (field: string, given: unknown): string | undefined => {
    if (typeof given !== 'string' || given === '') return fault(field, 'missing', true);
    const id = resolve(index, given);
    return index.places.has(id) ? id : fault(field, 'unknown-place', true, { other: textOf(given) });
  };

  const start = fieldsOf(fields['start']);
  const end = fieldsOf(fields['end']);
  const startPlace = place('start.place', start?.['place']);
  const endPlace = place('end.place', end?.['place'] ?? start?.['place']);
  const date = isCalendarDate(start?.['date'])
    ? start['date']
    : fault('start.date', start?.['date'] === undefined ? 'missing' : 'bad-date', true, { other: textOf(start?.['date']) }); // prettier-ignore
  const time = readClock(start?.['time'] ?? '08:00') ?? fault('start.time', 'bad-time', true, { other: textOf(start?.['time']) }); // prettier-ignore
  const by = readMoment(end?.['by']) ?? fault('end.by', end?.['by'] === undefined ? 'missing' : 'bad-moment', true, { other: textOf(end?.['by']) }); // prettier-ignore

  if (date !== undefined && by) {
    const days = daysFromTo(date, by.date) + 1;
    if (days < 1 || (days === 1 && time !== undefined && by.time <= time)) fault('end.by', 'end-before-start', true);
    else if (days > MOST_DAYS) fault('end.by', 'too-many-days', true, { number: days, cap: MOST_DAYS });
    if (today !== undefined && date < today) fault('start.date', 'past', false, { date });
  }

  const party = readParty(fields['party'], fault);
  const vehicle = word('vehicle', PLAN_VEHICLES, 'motorbike');
  const status = word('licence', LICENCES, 'unsure');
  const { engine, ...papers } = readLicenceNote(fields['licenceNote']);
  const must = readWishList(fields['must'], 'must', index, fault);
  const wish = readWishList(fields['wish'], 'wish', index, fault).filter((one) => !must.includes(one));
  const suspended = readList(fields['suspended'], 'suspended', fault).map((id) => resolve(index, id));
  suspended.forEach((id, i) => {
    if (!isEntry(index, id)) fault(`suspended[${i}]`, 'unknown-id', false, { other: id });
  });
  const span = date !== undefined && by ? { from: date, to: addDays(by.date, -1) } : undefined;
  const fixedNights = readFixedNights(fields['fixedNights'], index, span, fault);
  const closedRoads = readClosedRoads(fields['closedRoads'], index, fault);
  const bedNeeds = readList(fields['bedNeeds'], 'bedNeeds', fault).filter((need, i): need is BedNeed => {
    const known = BED_NEEDS.includes(need as BedNeed);
    if (!known) fault(`bedNeeds[${i}]`, 'unknown-word', false, { other: need, place: BED_NEEDS.join(' · ') });
    return known;
  });
  const interests = readList(fields['interests'], 'interests', fault).filter((one, i): one is Interest => {
    const known = INTERESTS.includes(one as Interest);
    if (!known) fault(`interests[${i}]`, 'unknown-word', false, { other: one, place: INTERESTS.join(' · ') });
    return known;
  });
  const budget = readBudget(fields['budget'], fault);
  const experience = word('experience', EXPERIENCES, 'normal');
  const pace = word('pace', PACES, 'normal');

  const clash = must.find((id) => suspended.includes(id));
  if (clash !== undefined) fault('must', 'must-suspended', false, { place: nameOfEntry(index, clash) });

  const whole = startPlace !== undefined && endPlace !== undefined && date !== undefined && time !== undefined && by && party; // prettier-ignore
  if (!whole || problems.some(({ fatal }) => fatal)) return { problems };
  const asked = start?.['arrival'];
  // Nobody is up before six unless a bus brought them.
  const arrival = ARRIVALS.find((one) => one === asked) ?? (time < 6 * 60 ? 'night-bus' : 'there');
  const askedEnd = end?.['departure'];
  const departure = DEPARTURES.find((one) => one === askedEnd) ?? (arrival === 'night-bus' ? 'bus' : 'none');
  return {
    wishes: {
      start: { place: startPlace, date, time, arrival },
      end: { place: endPlace, date: by.date, by: by.time, departure },
      vehicle, licence: { status, ...papers }, experience, pace, party, must, wish, interests, bedNeeds, fixedNights, closedRoads, suspended,
      ...(budget !== undefined && { budget }),
      ...(engine && { engine }),
    },
    problems,
  }; // prettier-ignore
}

export function dayCount({ start, end }: Pick<Wishes, 'start' | 'end'>): number {
  return daysFromTo(start.date, end.date) + 1;
}

/** An id that was renamed since is followed; a bare slug is a place. */
function resolve(index: PlannerIndex, given: string): string {
  const id = given.includes('/') ? given : `places/${given}`;
  return Object.hasOwn(index.core.moved, id) ? (index.core.moved[id] ?? id) : id;
}

export const isEntry = (index: PlannerIndex, id: string): boolean => index.places.has(id) || index.events.has(id);
export const nameOfEntry = (index: PlannerIndex, id: string): string =>
  index.places.get(id)?.name ?? index.events.get(id)?.name ?? index.beds.get(id)?.name ?? id;

export const isSelector = (wish: string): boolean => wish.startsWith('market:') || wish.startsWith('kind:');

type Fault = (field: string, key: string, fatal: boolean, values?: Values) => undefined;

function readWishList(value: unknown, field: string, index: PlannerIndex, fault: Fault): string[] {
  const list = readList(value, field, fault).slice(0, mostWishes);
  const kinds: readonly string[] = [...PLACE_KINDS, ...EVENT_KINDS, ...INTERESTS];
  return [
    ...new Set(
      list.flatMap((given, i) => {
        const [head, tail = ''] = given.split(':');
        if (head === 'market' && (MARKET_DAYS as readonly string[]).includes(tail)) return [given];
        if (head === 'kind' && kinds.includes(tail)) return [given];
        const id = resolve(index, given);
        // It stays a wish: the answer then says that it cannot be met.
        if (isSelector(given) || !isEntry(index, id)) fault(`${field}[${i}]`, 'unknown-id', false, { other: given });
        return [isEntry(index, id) ? id : given];
      }),
    ),
  ];
}

function readList(value: unknown, field: string, fault: Fault): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    fault(field, 'not-a-list', false);
    return [];
  }
  return value.filter((one): one is string => typeof one === 'string' && one !== '').map((one) => one.slice(0, 120)).slice(0, 200); // prettier-ignore
}

/** Đồng for a night; more than anybody pays is a slip of the finger. */
const mostBudget = 1e9;

function readBudget(value: unknown, fault: Fault): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value > 0 && value <= mostBudget) return Math.round(value);
  return fault('budget', 'bad-number', false, { other: textOf(value) });
}

/** Which paper, class and engine a traveller's own remark names, in the words that travellers use for them. */
function readLicenceNote(value: unknown): Pick<Trip['licence'], 'paper' | 'class'> & { engine?: Trip['engine'] } {
  if (typeof value !== 'string') return {};
  const note = value.slice(0, 300);
  const paper = /1949/.test(note) ? 'idp-1949' : /1968|vienna|wien/i.test(note) ? 'idp-1968' : /\b(home|car|foreign) (driving )?licen[cs]e only|\bonly (a |my |the )?(home|car|foreign)\b|\b(no|without( an)?) (idp|international)|\bclass b\b/i.test(note) ? 'home-only' : undefined; // prettier-ignore
  const rank = /\bA1\b/i.test(note) ? 'a1' : /\bclass A2?\b/i.test(note) ? 'a' : undefined;
  const cc = Number(/(\d{2,4}) ?(cc|cm)/i.exec(note)?.[1] ?? NaN);
  const engine = cc <= 50 ? 'up-to-50' : cc <= 125 ? 'up-to-125' : cc > 125 ? 'over-125' : undefined;
  return { ...(paper && { paper }), ...(rank && { class: rank }), ...(engine && { engine }) };
}

function readParty(value: unknown, fault: Fault): Party | undefined {
  const fields = value === undefined ? { adults: 2 } : fieldsOf(value);
  const adults = fields?.['adults'] ?? 2;
  const children = fields?.['children'] ?? [];
  const whole = (one: unknown, low: number, high: number): one is number =>
    typeof one === 'number' && Number.isInteger(one) && one >= low && one <= high;
  if (!fields || !whole(adults, 1, LIMITS.adults)) return fault('party.adults', 'bad-number', true, { other: textOf(adults) }); // prettier-ignore
  if (!Array.isArray(children) || children.length > LIMITS.children || !children.every((age) => whole(age, 0, 17)))
    return fault('party.children', 'bad-ages', true);
  return { adults, children: children as number[], ...(fields['mobility'] === 'limited' && { mobility: 'limited' }) };
}

type Span = { from: CalendarDate; to: CalendarDate } | undefined;

function readFixedNights(value: unknown, index: PlannerIndex, span: Span, fault: Fault): Wishes['fixedNights'] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    fault('fixedNights', 'not-a-list', false);
    return [];
  }
  return value.slice(0, MOST_DAYS).flatMap((one: unknown, i) => {
    const night = fieldsOf(one);
    const date = night?.['date'];
    const given = typeof night?.['place'] === 'string' ? night['place'] : '';
    const place = resolve(index, given);
    const field = `fixedNights[${i}]`;
    if (!isCalendarDate(date) || (span && (date < span.from || date > span.to))) {
      fault(`${field}.date`, 'night-outside', false, { other: textOf(date) });
      return [];
    }
    if (!index.places.has(place) && !index.beds.has(place)) {
      fault(`${field}.place`, 'unknown-place', false, { other: given });
      return [];
    }
    return [{ date, place }];
  });
}

function readClosedRoads(value: unknown, index: PlannerIndex, fault: Fault): Wishes['closedRoads'] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    fault('closedRoads', 'not-a-list', false);
    return [];
  }
  return value.slice(0, 50).flatMap((one: unknown, i) => {
    const road = fieldsOf(one);
    const ends = ['from', 'to'].map((end) => resolve(index, textOf(road?.[end])));
    const [from, to] = ends;
    const onRoads = (id: string | undefined): boolean =>
      id !== undefined && index.graph.indexOf.has(id.slice('places/'.length));
    if (from !== undefined && to !== undefined && onRoads(from) && onRoads(to)) return [{ from, to }];
    fault(`closedRoads[${i}]`, 'unknown-road', false, { other: ends.join(' – ') });
    return [];
  });
}

export function readClock(value: unknown): Minutes | undefined {
  const match = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null;
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

function readMoment(value: unknown): { date: CalendarDate; time: Minutes } | undefined {
  if (typeof value !== 'string') return undefined;
  const [date, clock = '18:00'] = value.split('T');
  const time = readClock(clock.slice(0, 5));
  return isCalendarDate(date) && time !== undefined ? { date, time } : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 80) : (JSON.stringify(value) ?? '').slice(0, 80);
}
