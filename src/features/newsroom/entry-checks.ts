import type { App } from '#src/composition.ts';
import { checkEntry as checkReferences } from '#src/domain/content/check-references.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { COMPLETE_LANGUAGES } from '#src/domain/locale/languages.ts';
import { distanceMeters } from '#src/domain/geo/position.ts';
import { checkEntry } from '#src/domain/publishing/check-change.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { Fields } from '#src/domain/publishing/types.ts';
import { entryOfFields } from './entry-room.ts';

/**
 * Something to look at before publishing. `part` is the form that mends it (`facts` or a language), `field` the id of the
 * field on it.
 */
export type EntryCheck = { code: CheckCode; part: string; field: string; found: string; stops: boolean; path?: string };
export type CheckCode =
  | 'field' | 'missing-words' | 'dead-link' | 'other-language' | 'price-in-words' | 'short' | 'dead-reference' | 'photo-text'
  | 'position' | 'far' | 'price' | 'price-old'; // prettier-ignore

/** The former province with a margin: a pin outside it is nearly always a slip of the finger. */
const PROVINCE = { south: 22.0, north: 23.5, west: 104.2, east: 105.8 };
const FAR_METERS = 15_000;
const CHEAPEST_NIGHT = 30_000;
const DEAREST_NIGHT = 6_000_000;
const PRICE_YEARS = 2;

export function checksOf(app: App, kind: ContentKind, slug: string, fields: Fields): EntryCheck[] {
  const checked = checkEntry(kind, slug, fields);
  if (!checked.ok)
    return checked.problems.map(({ path }) => ({
      code: 'field',
      part: partOf(path),
      field: fieldIdOf(path),
      found: '',
      stops: true,
      path,
    }));
  const entry = entryOfFields(app, kind, slug, fields) as Entry;
  const references = checkReferences(entry, { has: (k, s) => app.content.find(k, s) !== undefined });
  return [
    ...references.map(({ file, field, expected, found }): EntryCheck => {
      const name = file.split('/').at(-1) ?? '';
      const code: CheckCode =
        field !== 'body' && name.endsWith('.md') ? 'missing-words'
        : field !== 'body' ? 'dead-reference'
        : expected.startsWith('must link to') ? 'dead-link'
        : expected.startsWith('must link within') ? 'other-language'
        : expected.startsWith('must hold no price') ? 'price-in-words'
        : 'short'; // prettier-ignore
      const part = name.endsWith('.md') ? name.slice(0, -3) : 'facts';
      return { code, part, field: part === 'facts' ? fieldIdOf(`facts/${field}`) : field, found: found === 'nothing' ? '' : found, stops: false }; // prettier-ignore
    }),
    ...photoChecks(entry),
    ...positionChecks(app, entry),
    ...priceChecks(app, entry),
  ];
}

/** The id that the form gives a field: of a part of a list or a group, that of the whole. */
function fieldIdOf(path: string): string {
  const [part, first = '', second = ''] = path.split(/[/.[]/);
  return part === 'words' ? second : `facts-${first}`;
}

const partOf = (path: string): string => (path.startsWith('words/') ? (path.split('/')[1] as string) : 'facts');

function photoChecks(entry: Entry): EntryCheck[] {
  return entry.facts.photos.flatMap(({ file }) =>
    COMPLETE_LANGUAGES.filter((language) => entry.words[language] !== undefined && !entry.words[language].photos[file]).map(
      (part): EntryCheck => ({ code: 'photo-text', part, field: `photo-${file}`, found: file, stops: false }),
    ),
  ); // prettier-ignore
}

function positionChecks(app: App, entry: Entry): EntryCheck[] {
  const position = 'position' in entry.facts ? entry.facts.position : undefined;
  if (position === undefined) return [];
  const found = `${position.lat}, ${position.lng}`;
  const outside = position.lat < PROVINCE.south || position.lat > PROVINCE.north || position.lng < PROVINCE.west || position.lng > PROVINCE.east; // prettier-ignore
  const away = 'area' in entry.facts && entry.facts.area === 'outside';
  if (outside && !away) return [{ code: 'position', part: 'facts', field: 'facts-position', found, stops: false }];
  const village = 'village' in entry.facts ? app.content.find('places', entry.facts.village) : undefined;
  const meters = village === undefined ? 0 : distanceMeters(position, village.facts.position);
  return meters > FAR_METERS ? [{ code: 'far', part: 'facts', field: 'facts-position', found: `${Math.round(meters / 1000)} km`, stops: false }] : []; // prettier-ignore
}

function priceChecks(app: App, entry: Entry): EntryCheck[] {
  if (entry.kind !== 'homestays') return [];
  const { priceFrom } = (entry as Entry<'homestays'>).facts;
  const amounts = [priceFrom.vnd, priceFrom.weekend, priceFrom.festival].flatMap((vnd) => vnd ?? []).flat();
  const doubtful = amounts.find((vnd) => vnd < CHEAPEST_NIGHT || vnd > DEAREST_NIGHT);
  const old = app.clock.now().getUTCFullYear() - Number(priceFrom.seen.slice(0, 4)) > PRICE_YEARS;
  return [
    ...(doubtful === undefined ? [] : [{ code: 'price', part: 'facts', field: 'facts-priceFrom-vnd', found: String(doubtful), stops: false } as const]),
    ...(old ? [{ code: 'price-old', part: 'facts', field: 'facts-priceFrom-seen', found: priceFrom.seen, stops: false } as const] : []),
  ]; // prettier-ignore
}
