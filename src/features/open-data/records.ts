import type { App } from '#src/composition.ts';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import { datesBetween, isOpenOn } from '#src/domain/calendar/opening-hours.ts';
import { entryId, parseEntryId, type Entry } from '#src/domain/content/entry.ts';
import type { Vnd } from '#src/domain/content/parts.ts';
import { TECHNICAL_PLACE_KINDS } from '#src/domain/content/kinds.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { roadNumbers, type RoadNode } from '#src/domain/roads/network.ts';
import { activeAlerts } from '../alerts/active-alerts.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { pictureEntryOf } from '../entries/scene-entry.ts';
import { today } from '../events/upcoming.ts';
import { absolute } from '../seo/json-ld.ts';
import type { ApiRequest } from './read-request.ts';
import type { AnyRecord, Collection, Licence, PositionRecord, RecordOf } from './schemas.ts';

type Makers = { readonly [C in Collection]: (app: App, request: ApiRequest) => RecordOf<C>[] };

/** Published entries only: drafts live in the database and never reach the content store. */
export const RECORD_MAKERS: Makers = {
  places: (app, request) =>
    changed(app.content.list('places'), request)
      .filter((place) => !TECHNICAL_PLACE_KINDS.includes(place.facts.kind))
      .map((place) => placeRecord(app, place, request.language)),
  homestays: (app, request) =>
    changed(app.content.list('homestays'), request).map((homestay) => homestayRecord(app, homestay, request.language)),
  events: (app, request) =>
    changed(app.content.list('events'), request).map((event) => eventRecord(app, event, request)),
  trips: (app, request) =>
    changed(app.content.list('trips'), request).map((trip) => tripRecord(app, trip, request.language)),
  alerts: (app, request) => {
    const now = app.clock.now().getTime();
    return changed(app.content.list('alerts'), request)
      .filter((alert) => now < Date.parse(alert.facts.until))
      .map((alert) => alertRecord(app, alert, request.language, now));
  },
  roads: (app, request) => roadRecords(app, request.language),
};

export function makeRecords(app: App, request: ApiRequest): AnyRecord[] {
  return RECORD_MAKERS[request.collection](app, request);
}

function changed<E extends Entry>(entries: readonly E[], { changedSince }: ApiRequest): E[] {
  return entries.filter((entry) => changedSince === undefined || Date.parse(entry.updatedAt) >= changedSince.getTime());
}

function placeRecord(app: App, place: Entry<'places'>, language: Language): RecordOf<'places'> {
  const { facts } = place;
  const { steps, walkMinutes, ...access } = facts.access;
  return {
    ...common(app, place, language),
    kind: facts.kind,
    area: facts.area,
    ...(facts.commune ? { commune: facts.commune } : {}),
    position: facts.position,
    ...(facts.elevation === undefined ? {} : { elevationMeters: range(facts.elevation) }),
    open: facts.open.map(opening),
    closed: facts.closed.map(({ rule, reason }) => ({ rule, ...(reason ? { reason } : {}) })),
    fees: facts.fees.map((fee) => ({ for: fee.for, vnd: range(fee.vnd), per: fee.per, seen: fee.seen })),
    visitMinutes: facts.visitMinutes,
    access: {
      ...access,
      ...(steps === undefined ? {} : { steps: range(steps) }),
      ...(walkMinutes === undefined ? {} : { walkMinutes }),
    },
    best: facts.best,
    interests: facts.interests,
    services: facts.services,
    notices: facts.notices,
    signal: facts.signal,
    confidence: facts.confidence,
    picture: picture(app, place, language),
    sources: sources(place),
  };
}

function homestayRecord(app: App, homestay: Entry<'homestays'>, language: Language): RecordOf<'homestays'> {
  const { facts } = homestay;
  const position = facts.position ?? villagePosition(app, facts.village);
  return {
    ...common(app, homestay, language),
    kind: facts.kind,
    village: facts.village,
    ...(position ? { position } : {}),
    ...(facts.phoneConsent ? { phone: facts.phone } : {}),
    price: { vnd: range(facts.priceFrom.vnd), per: facts.priceFrom.per, seen: facts.priceFrom.seen },
    sleeps: facts.sleeps,
    ...(facts.rooms === undefined ? {} : { rooms: facts.rooms }),
    toilet: facts.toilet,
    car: facts.car,
    amenities: facts.amenities,
    lacks: facts.lacks,
    picture: picture(app, homestay, language),
  };
}

function eventRecord(app: App, event: Entry<'events'>, { language, days }: ApiRequest): RecordOf<'events'> {
  const { facts } = event;
  const from = today(app);
  const position = app.content.find('places', facts.place)?.facts.position;
  return {
    ...common(app, event, language),
    kind: facts.kind,
    place: facts.place,
    ...(position ? { position } : {}),
    rules: facts.open.map(opening),
    dates: datesBetween(facts, from, addDays(from, days - 1)).map((date) => ({
      date,
      hours: isOpenOn(facts, date).map((hours) => ({
        from: clock(hours.from),
        to: clock(hours.to),
        approximate: hours.approximate,
      })),
    })),
    dateSetYearly: facts.dateSetYearly,
    confidence: facts.confidence,
    picture: picture(app, event, language),
    sources: sources(event),
  };
}

function tripRecord(app: App, trip: Entry<'trips'>, language: Language): RecordOf<'trips'> {
  const { facts } = trip;
  return {
    ...common(app, trip, language),
    vehicle: facts.vehicle,
    pace: facts.pace,
    start: facts.start,
    end: facts.end,
    days: facts.days.map((day) => ({
      stops: day.stops.map(({ at, minutes }) => ({
        at,
        ...stopFacts(app, at, language),
        ...(minutes === undefined ? {} : { minutes }),
      })),
      ...(day.bed ? { bed: day.bed } : {}),
    })),
    picture: picture(app, trip, language),
  };
}

function alertRecord(app: App, alert: Entry<'alerts'>, language: Language, now: number): RecordOf<'alerts'> {
  const { facts } = alert;
  const { effect } = facts;
  return {
    ...common(app, alert, language),
    level: facts.level,
    cause: facts.cause,
    effect: effect.kind,
    ...(effect.kind === 'activity-banned' ? { activity: effect.activity } : {}),
    ...(effect.kind === 'road-slow' ? { slowFactor: effect.factor } : {}),
    roads: facts.roads.map(({ from, to }) => ({ from, to })),
    places: facts.places,
    areas: facts.areas,
    from: facts.from,
    until: facts.until,
    inForce: Date.parse(facts.from) <= now,
    issuedBy: facts.issuedBy,
    positions: facts.places.flatMap((slug) => app.content.find('places', slug)?.facts.position ?? []),
  };
}

function roadRecords(app: App, language: Language): RecordOf<'roads'>[] {
  const { nodes, edges } = app.roads.network();
  const nodeOf = new Map(nodes.map((node) => [node.slug, node]));
  const alerts = activeAlerts(app);
  const end = ({ slug, name, lat, lng }: RoadNode) => ({
    slug,
    name: placeName(app, slug, language) ?? name,
    lat,
    lng,
  });
  return edges.flatMap((edge) => {
    const from = nodeOf.get(edge.from);
    const to = nodeOf.get(edge.to);
    if (!from || !to) return [];
    const { motorbike, car, other } = edge.minutes;
    return {
      id: `roads/${edge.from}--${edge.to}`,
      road: edge.road,
      numbers: roadNumbers(edge.road),
      mode: edge.mode,
      from: end(from),
      to: end(to),
      km: edge.km,
      minutes: {
        ...(motorbike === undefined ? {} : { motorbike }),
        ...(car === undefined ? {} : { car }),
        ...(other === undefined ? {} : { other }),
      },
      surface: edge.surface,
      hazards: [...edge.hazards],
      ...(edge.maxElev === undefined ? {} : { highestMeters: edge.maxElev }),
      confidence: edge.confidence,
      alerts: alerts
        .filter((alert) =>
          alert.facts.roads.some((road) => joins(road, edge) || joins({ from: road.to, to: road.from }, edge)),
        ) // prettier-ignore
        .map(entryId),
      licence: MAP_LICENCE,
    };
  });
}

function joins(road: { from: string; to: string }, edge: { from: string; to: string }): boolean {
  return road.from === edge.from && road.to === edge.to;
}

function common(app: App, entry: Entry, language: Language) {
  const view = viewEntry(entry, language);
  const nameVi = entry.words.vi?.name;
  return {
    id: view.id,
    slug: entry.slug,
    url: absolute(app, view.href),
    name: view.name.value,
    nameLanguage: view.name.language,
    ...(nameVi ? { nameVi } : {}),
    summary: view.summary.value,
    summaryLanguage: view.summary.language,
    sample: entry.facts.sample,
    updatedAt: entry.updatedAt,
    licence: contentLicence(app),
  };
}

function contentLicence(app: App): Licence {
  return {
    name: 'CC BY-SA 4.0',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    attribution: `Tripmap, ${app.settings.siteUrl.origin}`,
  };
}

/** As `content/map/LICENSE.md` says: part of the positions come from OpenStreetMap. */
const MAP_LICENCE: Licence = {
  name: 'ODbL 1.0',
  url: 'https://opendatacommons.org/licenses/odbl/1-0/',
  attribution: '© OpenStreetMap contributors, Tripmap',
};

function picture(app: App, entry: Entry, language: Language) {
  const t = app.translator.t(language);
  const { jpeg, social, credit } = app.pictures.pictureFor(pictureEntryOf(entry), 'card');
  return {
    url: absolute(app, jpeg.at(-1)?.url ?? social),
    credit:
      credit.kind === 'photo' && credit.author
        ? t('common:credit.photo', { author: credit.author, licence: credit.licence ?? '' })
        : t('common:credit.drawn'),
    drawn: credit.kind === 'drawn',
  };
}

function sources(entry: Entry) {
  return entry.facts.sources.map(({ title, url, year, seen }) => ({
    title,
    ...(url ? { url } : {}),
    ...(year ? { year } : {}),
    ...(seen ? { seen } : {}),
  }));
}

function stopFacts(app: App, at: string, language: Language): { name: string; position?: PositionRecord } {
  const { kind, slug } = parseEntryId(at) ?? { kind: '', slug: at };
  const event = kind === 'events' ? app.content.find('events', slug) : undefined;
  const place = app.content.find('places', event?.facts.place ?? slug);
  const named = event ?? place;
  const name = named ? viewEntry(named, language).name.value : slug;
  return place ? { name, position: place.facts.position } : { name };
}

function placeName(app: App, slug: string, language: Language): string | undefined {
  const place = app.content.find('places', slug);
  return place && viewEntry(place, language).name.value;
}

/** A homestay without its own position is somewhere in its village. */
function villagePosition(app: App, village: string): PositionRecord | undefined {
  const position = app.content.find('places', village)?.facts.position;
  return position && { ...position, confidence: 'low' };
}

function opening({ rule, hours }: { rule: string; hours?: string | undefined }) {
  return { rule, ...(hours ? { hours } : {}) };
}

function range(value: Vnd | number | readonly [number, number]): { low: number; high: number } {
  return typeof value === 'number' ? { low: value, high: value } : { low: value[0], high: value[1] };
}

/** Minutes of the day as a clock; a night that ends after midnight says 25:00, as timetables do. */
function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
