import { findDaylight } from '../calendar/daylight.ts';
import { isOpenOn } from '../calendar/opening-hours.ts';
import { weekdayOf } from '../calendar/calendar-date.ts';
import type { Area, PlaceKind } from '../content/kinds.ts';
import { TECHNICAL_PLACE_KINDS } from '../content/kinds.ts';
import { distanceMeters } from '../geo/position.ts';
import { inSeason, instantOf, isInForce } from '../plan-check/stops.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { PlannerAlert, PlannerPlace } from '../planner-data/types.ts';
import { hoursOf } from '../trip/schedule.ts';
import type { CalendarDate, Minutes } from '../trip/types.ts';
import type { Window } from './solver/index.ts';
import { isSelector } from './wishes.ts';
import type { Wishes } from './wishes.ts';

/** Something that may become a stop. */
export type Candidate = {
  id: string;
  at: Located;
  stay: Minutes;
  score: number;
  /** When a visit may begin, by day of the trip; empty: not that day. */
  windows: Window[][];
  /** The wish it answers, as it was written. */
  must?: string;
  wish?: string;
  /** Kind for "the fourth viewpoint is worth less". */
  group: string;
};

/** What a place is worth by the editors' weight; a wish of one's own outweighs any two of them. */
const worthOfWeight = [0, 2, 6, 14, 24, 36] as const;
const wishWorth = 80;
const mustWorth = 40;

const notOffered: readonly PlaceKind[] = ['lodging', 'bus-station', 'gateway', ...TECHNICAL_PLACE_KINDS];
/** The longest visit that is put into a plan unasked. */
const longestUnasked = 180;
const staySharePerPace = { slow: 1.15, normal: 1, fast: 0.85 } as const;

export const isMarket = (kind: string | undefined): boolean => kind?.endsWith('market') ?? false;

const builtOver: readonly PlaceKind[] = ['town', 'heritage', 'museum', 'cemetery', 'bus-station'];
const fields = new WeakMap<PlannerIndex, Map<string, ReadonlySet<string>>>();

/**
 * Where a season is to be seen: the place of the season itself and every place of its area that is at its best in
 * the same weeks. Ripe rice lies along the road and not in one village only. Empty for anything but a season.
 */
export function fieldsOf(index: PlannerIndex, id: string): ReadonlySet<string> {
  let known = fields.get(index);
  if (!known) fields.set(index, (known = new Map()));
  let found = known.get(id);
  if (!found) {
    const event = index.events.get(id);
    const area = event && index.places.get(event.place)?.area;
    const inSeason = [...index.places.values()].filter(
      (place) =>
        place.area === area &&
        !builtOver.includes(place.kind) &&
        place.best?.some((rule) => event?.open.some((opening) => opening.rule === rule)),
    );
    found = new Set(event?.kind === 'season' ? [event.place, ...inSeason.map((place) => place.id)] : []);
    known.set(id, found);
  }
  return found;
}

/** Whether a wish (an id or a selector) is met by being here on one of the dates. An event answers for its place as well. */
export function answers(index: PlannerIndex, wish: string, at: Located, dates: readonly CalendarDate[] = []): boolean {
  const season = index.events.get(wish);
  if (season?.kind === 'season' && at.place && !isMarket(at.event?.kind)) {
    return fieldsOf(index, wish).has(at.place.id) && dates.some((date) => isOpenOn(season, date).length > 0);
  }
  const [head, tail = ''] = wish.split(':');
  if (head === 'market') {
    if (!isMarket(at.event?.kind)) return false;
    if (tail === 'any') return true;
    const weekday = tail.slice(0, 3).toUpperCase();
    return dates.some((date) => weekdayOf(date) === weekday && hoursOf(at, date)?.length !== 0);
  }
  if (head === 'kind') {
    const one = at.event ?? at.place;
    return one?.kind === tail || (one?.interests?.includes(tail as never) ?? false);
  }
  return at.event?.id === wish || at.place?.id === wish;
}

/** Places too hard on bad knees. Undefined knowledge counts as possible. */
export function isHard({ access, kind }: PlannerPlace): boolean {
  const steps = Array.isArray(access.steps) ? access.steps[1] : (access.steps ?? 0);
  return access.stepFree === 'no' || steps > 20 || (access.walkMinutes ?? 0) > 15 || kind === 'trail' || kind === 'peak'; // prettier-ignore
}

/** Whether somebody of the party cannot do it. */
export const isTooHard = ({ place }: Located, { party }: Pick<Wishes, 'party'>): boolean =>
  party.mobility === 'limited' && place !== undefined && isHard(place);

/** The best place without a climb near one that has it: the view, for those who stay below. */
export function findEasyView(index: PlannerIndex, id: string): PlannerPlace | undefined {
  const hard = index.places.get(id);
  if (!hard || !isHard(hard)) return undefined;
  return [...index.places.values()]
    .filter((place) => !isHard(place) && ['yes', 'partly'].includes(place.access.stepFree) && place.visitMinutes > 0)
    .filter((place) => distanceMeters(hard, place) < 4000)
    .sort((a, b) => b.weight - a.weight || distanceMeters(hard, a) - distanceMeters(hard, b))[0];
}

/** Entries worth a visit on these dates, with what they are worth to this party; asked-for ones always. */
export function findCandidates(index: PlannerIndex, wishes: Wishes, dates: readonly CalendarDate[]): Candidate[] {
  const list: Candidate[] = [];
  const insteadOfClimb = new Set(wishes.party.mobility === 'limited' ? wishes.must.flatMap((id) => findEasyView(index, id)?.id ?? []) : []); // prettier-ignore
  const ids = [...index.places.keys(), ...index.events.keys()];
  for (const id of ids) {
    const at = locate(index, id);
    if (!at?.place) continue;
    const must = wishes.must.find((one) => meets(index, one, id, at, dates));
    const wish = must === undefined ? wishes.wish.find((one) => meets(index, one, id, at, dates)) : undefined;
    const asked = must !== undefined || wish !== undefined;
    const named = [...wishes.must, ...wishes.wish].includes(id);
    if (!asked && !isOffered(at, wishes)) continue;
    // A season and the place it is at are one visit: the season's, unless the place was asked for by name.
    const season = [...wishes.must, ...wishes.wish].find((one) => index.events.get(one)?.kind === 'season' && index.events.get(one)?.place === at.place?.id); // prettier-ignore
    if (season !== undefined && at.event?.kind !== 'season' && !at.event && !named && seasonHolds(index, season, dates)) continue; // prettier-ignore
    if (at.event?.kind === 'season' && [...wishes.must, ...wishes.wish].includes(at.place.id)) continue;
    // One is in the town of the start anyway.
    if (!asked && !at.event && at.place.kind === 'town' && (id === wishes.start.place || id === wishes.end.place))
      continue;
    if (wishes.suspended.includes(id) || wishes.suspended.includes(at.place.id)) continue;
    // A selector does not ask for what the party cannot do, and what would only be nice is not worth a climb.
    if (!named && !suitsParty(at, wishes)) continue;
    if (must === undefined && !at.event && isTooHard(at, wishes)) continue;
    const stay = stayAt(at, wishes);
    // A place stands for a season only while that lasts.
    const ofSeason = [must, wish].find((one) => one !== undefined && one !== id && index.events.get(one)?.kind === 'season'); // prettier-ignore
    const windows = dates.map((date) =>
      isBlocked(index.alerts, at, date) || (ofSeason !== undefined && !seasonHolds(index, ofSeason, [date]))
        ? []
        : windowsOn(at, date, stay),
    );
    if (windows.every((day) => day.length === 0)) continue;
    const inSeasonThen = dates.some((date) => isBest(at, date));
    const worth = worthOf(at, wishes, inSeasonThen, dates);
    list.push({
      id,
      at,
      stay,
      score:
        worth +
        (insteadOfClimb.has(id) ? mustWorth : 0) +
        (must !== undefined ? mustWorth : wish !== undefined ? wishWorth : 0),
      windows,
      ...(must !== undefined && { must }),
      ...(wish !== undefined && { wish }),
      group: groupOf(at),
    });
  }
  return list;
}

/** Who asks for a place wants to see it and not only the market in it. */
function meets(index: PlannerIndex, wish: string, id: string, at: Located, dates: readonly CalendarDate[]): boolean {
  if (isSelector(wish)) return answers(index, wish, at, dates);
  return wish === id || (index.events.get(wish)?.kind === 'season' && !at.event && answers(index, wish, at, dates));
}

const seasonHolds = (index: PlannerIndex, id: string, dates: readonly CalendarDate[]): boolean =>
  dates.some((date) => isOpenOn(index.events.get(id) ?? { open: [] }, date).length > 0);

/** Opens after the day's rides are over: only for who sleeps beside it. */
export const isEvening = (at: Located, date: CalendarDate): boolean => {
  const hours = at.event ? hoursOf(at, date) : undefined;
  return hours !== undefined && hours.length > 0 && hours.every(({ from }) => from >= eveningBegins);
};
const eveningBegins: Minutes = 17 * 60;

function isOffered(at: Located, wishes: Wishes): boolean {
  const { event, place } = at;
  if (!place) return false;
  const liked = wishes.interests.some((one) => (event ?? place).interests?.includes(one));
  if (event) {
    // Seasons colour places (their `best`); evening festivals would need a night planned around them.
    if (event.kind === 'season' || event.kind === 'night') return false;
    if (event.confidence === 'low' || (event.weight < 3 && !liked)) return false;
    return place.area !== 'outside' && (isMarket(event.kind) || event.weight >= 4 || liked);
  }
  if (place.area === 'outside' || notOffered.includes(place.kind) || place.visitMinutes === 0) return false;
  if (place.visitMinutes > longestUnasked) return false;
  return place.weight >= 2 || liked;
}

const boatNotice = 'boat-may-stop';

function suitsParty({ place, event }: Located, { party, vehicle, experience }: Wishes): boolean {
  if (!place) return false;
  const { access, notices = [] } = place;
  if ((vehicle === 'car' || vehicle === 'bus') && access.car === 'no') return false;
  const limited = party.mobility === 'limited';
  if (limited && !event && (isHard(place) || notices.includes(boatNotice))) return false;
  const youngest = Math.min(99, ...party.children);
  if (youngest < 10 && (place.kind === 'trail' || place.kind === 'peak' || notices.includes('no-railing')))
    return false;
  if (youngest < 4 && notices.includes(boatNotice)) return false;
  return !(experience === 'novice' && vehicle === 'motorbike' && notices.includes('steep-road') && place.weight < 4);
}

function stayAt(at: Located, { pace }: Wishes): Minutes {
  const usual = at.event?.visitMinutes ?? at.place?.visitMinutes ?? 30;
  // A market is seen or not; its hours do not stretch with the pace.
  return at.event ? Math.max(20, usual) : Math.max(10, Math.round((usual * staySharePerPace[pace]) / 5) * 5);
}

function worthOf(at: Located, wishes: Wishes, best: boolean, dates: readonly CalendarDate[]): number {
  const { event, place } = at;
  if (!place) return 0;
  const one = event ?? place;
  let worth: number = worthOfWeight[one.weight] ?? 2;
  // A market of one or two days in the week is there now or not on this trip.
  if (isMarket(event?.kind)) worth *= 1.3;
  if (wishes.interests.length > 0) worth *= wishes.interests.some((like) => one.interests?.includes(like)) ? 1.6 : 0.7;
  if (!event && (place.best?.length ?? 0) > 0) worth *= best ? 1.2 : 0.85;
  if (one.confidence === 'low') worth *= 0.8;
  if (!event && (place.kind === 'town' || place.kind === 'market-village')) worth *= 0.5;
  if (wishes.party.children.length > 0 && one.interests?.includes('family')) worth *= 1.2;
  if (wishes.vehicle === 'car' && place.access.car === 'partly') worth *= 0.8;
  const wet = dates.some((date) => inSeason(date, '06-01', '09-15'));
  const badInRain = ['slippery-in-rain', 'landslide-in-rain', 'boat-may-stop'] as const;
  if (wet && !event && badInRain.some((notice) => place.notices?.includes(notice))) worth *= place.notices?.includes(boatNotice) ? 0.25 : 0.6; // prettier-ignore
  return worth;
}

export function isBest({ place, event }: Located, date: CalendarDate): boolean {
  if (event || !place?.best) return false;
  return isOpenOn({ open: place.best.map((rule) => ({ rule })) }, date).length > 0;
}

/** Nothing is seen of these in the dark. */
const forTheView: readonly PlaceKind[] = ['viewpoint', 'pass', 'landmark', 'canyon', 'river', 'pier', 'lake', 'waterfall', 'peak', 'trail', 'border-marker']; // prettier-ignore
const twilight: Minutes = 20;

/** When a visit may begin so that it ends before closing, a market before it thins out, and a view before night. */
function windowsOn(at: Located, date: CalendarDate, stay: Minutes): Window[] {
  const hours = hoursOf(at, date);
  // Who comes in the afternoon waits in the village for it.
  if (isEvening(at, date)) return [{ from: 0, to: Math.max(...(hours ?? []).map(({ to }) => to)) - stay }];
  if (!hours) {
    const light = !at.event && at.place && forTheView.includes(at.place.kind) ? findDaylight(at, date) : undefined;
    if (!light) return [{ from: 0, to: 1440 }];
    return [{ from: light.sunrise - twilight, to: Math.max(light.sunrise, light.sunset + twilight - stay) }];
  }
  const thinsOut = at.event?.thinsOut ?? Infinity;
  return hours.flatMap(({ from, to }) => {
    const last = Math.min(to, thinsOut) - stay;
    return last >= from ? [{ from, to: last }] : [];
  });
}

/** Whether an alert keeps one away on that day. */
export function isBlocked(alerts: readonly PlannerAlert[], { place }: Located, date: CalendarDate): boolean {
  if (!place) return false;
  const [begin, end] = [instantOf(date, 0), instantOf(date, 1440)];
  return alerts.some((alert) => {
    if (!alert.places?.includes(place.id) && !alert.areas?.includes(place.area)) return false;
    if (!isInForce(alert, begin, end)) return false;
    if (alert.effect.kind === 'place-closed') return true;
    if (alert.effect.kind !== 'activity-banned') return false;
    const { activity } = alert.effect;
    if (activity === 'boat') return place.notices?.includes(boatNotice) || place.kind === 'pier' || place.kind === 'canyon';
    if (activity === 'trekking') return place.kind === 'trail' || place.kind === 'peak';
    if (activity === 'swimming') return ['waterfall', 'lake', 'river'].includes(place.kind);
    return activity === 'border-visit' && (place.kind === 'border-gate' || place.kind === 'border-marker');
  }); // prettier-ignore
}

function groupOf({ event, place }: Located): string {
  if (event) return isMarket(event.kind) ? 'market' : 'event';
  const kind = place?.kind ?? '';
  if (['viewpoint', 'pass', 'landmark', 'trail', 'peak'].includes(kind)) return 'view';
  if (['river', 'pier', 'canyon', 'lake', 'waterfall'].includes(kind)) return 'water';
  if (['heritage', 'museum', 'cemetery', 'cave'].includes(kind)) return 'sight';
  return `village-${(place?.area ?? 'outside') satisfies Area}`;
}
