import { dateRuleSchema, hoursSchema } from '#src/domain/content/parts.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { intlTagOf, isLanguage, LANGUAGES, type Locale } from '#src/domain/locale/languages.ts';
import { nameOfField } from '#src/domain/publishing/fields.ts';
import type { FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { Translate } from '#src/i18n/translator.ts';
import { formatDate, formatInstant, formatList, formatNumber, formatVnd } from '#src/i18n/formats.ts';
import { hoursText, ruleText } from '../events/rule-text.ts';

const KIND_GROUPS: Partial<Record<ContentKind, string>> = { places: 'placeKinds', homestays: 'listingKinds', events: 'eventKinds', products: 'productKinds' }; // prettier-ignore
const GROUPS: Readonly<Record<string, string>> = {
  area: 'areas', areas: 'areas', interests: 'interests', services: 'services', notices: 'notices', amenities: 'amenities',
  lacks: 'amenities', car: 'yesNo', motorbike: 'yesNo', stepFree: 'yesNo', signal: 'signal', for: 'fees', topic: 'guideTopics',
  vehicle: 'vehicles', pace: 'paces', suits: 'suits', maker: 'makers', level: 'alertLevels', cause: 'alertCauses',
}; // prettier-ignore

/** The words of a picked value: the same that the public pages use, where they have them. */
export function optionWords(t: Translate, kind: ContentKind, path: string, option: string): string {
  const name = lastName(path);
  if (option === 'true' || option === 'false') return t(`newsroom:options.bool.${option}`);
  if (name === 'kind' && path === 'facts/kind') return t(`facts:${KIND_GROUPS[kind] ?? 'placeKinds'}.${option}`);
  if (name === 'toilet') return t(`facts:${kind === 'homestays' ? 'toilet' : 'yesNo'}.${option}`);
  const group = GROUPS[name];
  return group === undefined ? t(`newsroom:options.${name}.${option}`) : t(`facts:${group}.${option}`);
}

const lastName = (path: string): string => path.split('/').filter((part) => !/^\d+$/.test(part)).at(-1) ?? ''; // prettier-ignore

/** What a form calls a field. Inside road edges, "from" is a place and not a time. */
export function fieldWords(t: Translate, path: string): string {
  const name = lastName(path);
  if (isLanguage(name)) return LANGUAGES[name].name;
  if (/^facts\/roads\/\d+\/(?:from|to)$/.test(path)) return t(`newsroom:fields.road-${name}`);
  return t(`newsroom:fields.${name}`);
}

/** A field's name in a difference or a list of problems: "Price, from", "English: text". */
export function pathWords(t: Translate, path: FieldPath): string {
  const field = nameOfField(path);
  if (field.part === 'words') {
    const name = field.file === undefined ? t(`newsroom:words.${field.name}`) : t('newsroom:words.photoText', { file: field.file }); // prettier-ignore
    const language = isLanguage(field.language) ? LANGUAGES[field.language].name : (field.language ?? '');
    return t('newsroom:wordsIn', { language, name });
  }
  if (field.file !== undefined) return t('newsroom:photoNamed', { file: field.file });
  const parts = path.split('/').slice(1).filter((part) => !/^\d+$/.test(part)); // prettier-ignore
  return parts.map((_, i) => fieldWords(t, ['facts', ...parts.slice(0, i + 1)].join('/'))).join(' › ');
}

/** The name of an entry such as `places/meo-vac`; undefined for one that does not exist. */
export type NameOf = (entry: string) => string | undefined;

const AMOUNTS = new Set(['vnd', 'weekend', 'festival']);
const DAYS_SEEN = new Set(['seen', 'checkedOn', 'taken']);
const PLACES = new Set(['village', 'place', 'places', 'start', 'end']);

/** Any value in words a reader without a computer's eye understands. */
export function valueWords(t: Translate, locale: Locale, kind: ContentKind, path: FieldPath, value: Json, nameOf: NameOf = () => undefined): string {
  const name = lastName(path);
  const words = (at: FieldPath, part: Json) => valueWords(t, locale, kind, at, part, nameOf);
  if (value === null) return '–';
  if (typeof value === 'boolean') return t(`newsroom:options.bool.${value}`);
  if (typeof value === 'number') {
    if (name === 'year') return String(value);
    return AMOUNTS.has(name) ? formatVnd(locale, value) : formatNumber(locale, value);
  }
  if (typeof value === 'string') return stringWords(t, locale, kind, path, value, nameOf);
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (items.length === 2 && items.every((item) => typeof item === 'number')) {
      const [low, high] = items as [number, number];
      return AMOUNTS.has(name) ? formatVnd(locale, [low, high]) : `${formatNumber(locale, low)}–${formatNumber(locale, high)}`;
    }
    if (items.some((item) => item !== null && typeof item === 'object')) return items.map((item) => words(path, item)).join(' · ');
    return formatList(locale, items.map((item) => words(path, item)));
  }
  const object = value as { readonly [key: string]: Json };
  if (path === 'facts/position') {
    const certain = optionWords(t, kind, `${path}/confidence`, String(object['confidence']));
    return `${String(object['lat'])}, ${String(object['lng'])} (${certain})`;
  }
  if (path.endsWith('/translation')) {
    const { from, by } = object;
    const language = isLanguage(from) ? LANGUAGES[from].name : String(from);
    return by === 'machine' ? t('newsroom:translation.machine') : t('workflow:difference.read', { language });
  }
  return Object.entries(object)
    .map(([key, part]) => `${fieldWords(t, `${path}/0/${key}`)}: ${words(`${path}/0/${key}`, part)}`)
    .join(', ');
} // prettier-ignore

function stringWords(t: Translate, locale: Locale, kind: ContentKind, path: FieldPath, value: string, nameOf: NameOf): string {
  const name = lastName(path);
  if (['rule', 'open', 'best', 'season'].includes(name) && dateRuleSchema.safeParse(value).success)
    return ruleText(t, locale, { rule: value });
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value))) return formatInstant(locale, value);
  if (!path.startsWith('facts/')) return value;
  if (DAYS_SEEN.has(name)) return formatDate(locale, value);
  if (name === 'hours' && hoursSchema.safeParse(value).success) return hoursText(t, value);
  if (path === 'facts/languages') return languageSpoken(locale, value);
  const entry = PLACES.has(name) || /^facts\/roads\/\d+\/(?:from|to)$/.test(path) ? `places/${value}` : value;
  const named = /^[a-z]+\/[a-z0-9-]+$/.test(entry) ? nameOf(entry) : undefined;
  if (named !== undefined) return named;
  const known = path === 'facts/kind' || name === 'toilet' || GROUPS[name] !== undefined || ['per', 'confidence', 'activity'].includes(name) || path.startsWith('facts/effect');
  if (!known) return value;
  const words = optionWords(t, kind, path, value);
  return words.startsWith('newsroom:') || words.startsWith('options.') || words.startsWith(`${GROUPS[name] ?? '-'}.`) ? value : words;
} // prettier-ignore

function languageSpoken(locale: Locale, code: string): string {
  try {
    return new Intl.DisplayNames([intlTagOf(locale)], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
