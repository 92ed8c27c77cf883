import type { Entry } from '../content/entry.ts';
import type { ContentKind } from '../content/kinds.ts';
import { pickField } from '../locale/fallback.ts';
import type { Language } from '../locale/languages.ts';
import type { RoadNetwork } from '../roads/network.ts';
import type { Named, PlannerAlert, PlannerBed, PlannerBeds, PlannerData, PlannerEvent, PlannerFee, PlannerPlace } from './types.ts'; // prettier-ignore

type AnyEntry = { [K in ContentKind]: Entry<K> }[ContentKind];

/**
 * The planner's data in one language, from published entries of every kind (others are passed over).
 * `since`: alerts over before that instant (ISO 8601) are left out. Order follows the ids, so that equal
 * content gives equal bytes and an ETag holds.
 */
export function buildPlannerData(
  entries: readonly Entry[],
  roads: RoadNetwork,
  language: Language,
  since?: string,
): PlannerData {
  const sorted = [...(entries as readonly AnyEntry[])].sort((a, b) => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0));
  const places: PlannerPlace[] = [];
  const events: PlannerEvent[] = [];
  const alerts: PlannerAlert[] = [];
  const moved: Record<string, string> = {};
  for (const entry of sorted) {
    const named = nameOf(entry, language);
    if (entry.kind === 'places') places.push(placeOf(entry, named));
    if (entry.kind === 'events') events.push(eventOf(entry, named));
    if (entry.kind === 'alerts' && (!since || Date.parse(entry.facts.until) > Date.parse(since))) {
      alerts.push(alertOf(entry, named));
    }
    for (const slug of entry.facts.formerSlugs) moved[`${entry.kind}/${slug}`] = named.id;
  }
  const byId = new Map(places.map((place) => [place.id, place]));
  const beds: PlannerBeds = {};
  for (const entry of sorted) {
    if (entry.kind !== 'homestays') continue;
    const village = byId.get(`places/${entry.facts.village}`);
    // Without its village a bed has no place on the map; the content check says so to the editor.
    if (village) (beds[village.area] ??= []).push(bedOf(entry, nameOf(entry, language), village));
  }
  return { core: { language, places, events, alerts, roads, moved }, beds };
}

function nameOf(entry: AnyEntry, language: Language): Named {
  const name = pickField(entry.words, language, (words) => words.name);
  return {
    id: `${entry.kind}/${entry.slug}`,
    name: name?.value ?? entry.slug,
    ...(name && name.language !== language && { lang: name.language }),
  };
}

function placeOf({ facts }: Entry<'places'>, named: Named): PlannerPlace {
  const elevation = highest(facts.elevation);
  return {
    ...named,
    kind: facts.kind,
    area: facts.area,
    lat: facts.position.lat,
    lng: facts.position.lng,
    ...(elevation !== undefined && { elevation }),
    visitMinutes: facts.visitMinutes,
    ...openingsOf(facts),
    access: facts.access,
    ...filled('notices', facts.notices),
    ...filled('interests', facts.interests),
    ...filled('services', facts.services),
    ...filled('best', facts.best),
    ...filled('fees', facts.fees.map((fee): PlannerFee => ({ for: fee.for, per: fee.per, ...rangeOf(fee.vnd), seen: fee.seen }))),
    weight: facts.weight,
    confidence: facts.confidence,
    positionConfidence: facts.position.confidence,
  }; // prettier-ignore
}

function eventOf({ facts }: Entry<'events'>, named: Named): PlannerEvent {
  const { open = [], ...rest } = openingsOf(facts);
  return {
    ...named,
    kind: facts.kind,
    place: `places/${facts.place}`,
    open,
    ...rest,
    ...(facts.thinsOut !== undefined && { thinsOut: minutesOf(facts.thinsOut) }),
    visitMinutes: facts.visitMinutes,
    ...filled('interests', facts.interests),
    ...filled('notices', facts.notices),
    ...(facts.dateSetYearly && { dateSetYearly: true as const }),
    weight: facts.weight,
    confidence: facts.confidence,
  };
}

function bedOf({ facts }: Entry<'homestays'>, named: Named, village: PlannerPlace): PlannerBed {
  const { vnd, per, seen } = facts.priceFrom;
  return {
    ...named,
    village: village.id,
    area: village.area,
    lat: facts.position?.lat ?? village.lat,
    lng: facts.position?.lng ?? village.lng,
    price: { ...rangeOf(vnd), per, seen },
    car: facts.car,
    sleeps: facts.sleeps,
    toilet: facts.toilet,
    ...filled('amenities', facts.amenities),
    ...filled('lacks', facts.lacks),
    ...((facts.phoneConsent || facts.sample) && { phone: facts.phone }),
    ...(facts.sample && { sample: true as const }),
  };
}

function alertOf({ facts }: Entry<'alerts'>, named: Named): PlannerAlert {
  return {
    ...named,
    level: facts.level,
    cause: facts.cause,
    effect: facts.effect,
    ...filled('roads', facts.roads.map(({ from, to, kmFrom, kmTo }) => ({ from: `places/${from}`, to: `places/${to}`, ...(kmFrom !== undefined && { kmFrom }), ...(kmTo !== undefined && { kmTo }) }))),
    ...filled('places', facts.places.map((slug) => `places/${slug}`)),
    ...filled('areas', facts.areas),
    from: facts.from,
    until: facts.until,
    issuedBy: facts.issuedBy,
  }; // prettier-ignore
}

type Openings = {
  open: readonly { rule: string; hours?: string | undefined; seen?: string | undefined }[];
  closed: readonly { rule: string; reason?: string | undefined }[];
};

function openingsOf({ open, closed }: Openings): Pick<PlannerPlace, 'open' | 'closed' | 'hoursSeen'> {
  // The newest sight counts: an older line beside it was looked at again then.
  const seen = open.map((line) => line.seen).filter((day) => day !== undefined).sort().at(-1); // prettier-ignore
  return {
    ...filled('open', open.map(({ rule, hours }) => ({ rule, ...(hours !== undefined && { hours }) }))),
    ...filled('closed', closed.map(({ rule, reason }) => ({ rule, ...(reason !== undefined && { reason }) }))),
    ...(seen !== undefined && { hoursSeen: seen }),
  }; // prettier-ignore
}

function filled<K extends string, T>(key: K, list: readonly T[]): Partial<Record<K, T[]>> {
  return list.length > 0 ? ({ [key]: list } as Record<K, T[]>) : {};
}

function rangeOf(vnd: number | [number, number]): { low: number; high: number } {
  const [low, high] = typeof vnd === 'number' ? [vnd, vnd] : vnd;
  return { low, high };
}

function highest(value: number | [number, number] | undefined): number | undefined {
  return Array.isArray(value) ? value[1] : value;
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
