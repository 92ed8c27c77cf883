import { dateRuleSchema } from '#src/domain/content/parts.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { isLanguage, LANGUAGES, type Locale } from '#src/domain/locale/languages.ts';
import { nameOfField } from '#src/domain/publishing/fields.ts';
import type { FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { Translate } from '#src/i18n/translator.ts';
import { formatInstant, formatList, formatNumber } from '#src/i18n/formats.ts';
import { ruleText } from '../events/rule-text.ts';

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

/** Any value in words a reader without a computer's eye understands. */
export function valueWords(t: Translate, locale: Locale, kind: ContentKind, path: FieldPath, value: Json): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return t(`newsroom:options.bool.${value}`);
  if (typeof value === 'number') return lastName(path) === 'year' ? String(value) : formatNumber(locale, value);
  if (typeof value === 'string') return stringWords(t, locale, kind, path, value);
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (items.length === 2 && items.every((item) => typeof item === 'number'))
      return `${formatNumber(locale, items[0] as number)}–${formatNumber(locale, items[1] as number)}`;
    if (items.some((item) => item !== null && typeof item === 'object'))
      return items.map((item) => valueWords(t, locale, kind, path, item)).join(' · ');
    return formatList(locale, items.map((item) => valueWords(t, locale, kind, path, item))); // prettier-ignore
  }
  if (path === 'facts/position') {
    const { lat, lng } = value as { [key: string]: Json };
    return `${String(lat)}, ${String(lng)}`;
  }
  return Object.entries(value)
    .map(([key, part]) => `${fieldWords(t, `${path}/0/${key}`)}: ${valueWords(t, locale, kind, `${path}/0/${key}`, part)}`)
    .join(', '); // prettier-ignore
}

function stringWords(t: Translate, locale: Locale, kind: ContentKind, path: FieldPath, value: string): string {
  const name = lastName(path);
  if (['rule', 'best', 'season'].includes(name) && dateRuleSchema.safeParse(value).success)
    return ruleText(t, locale, { rule: value });
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value))) return formatInstant(locale, value); // prettier-ignore
  const known = path === 'facts/kind' || name === 'toilet' || GROUPS[name] !== undefined || ['per', 'confidence', 'activity'].includes(name) || path.startsWith('facts/effect'); // prettier-ignore
  if (!known || !path.startsWith('facts/')) return value;
  const words = optionWords(t, kind, path, value);
  return words.startsWith('newsroom:') || words.startsWith('options.') || words.startsWith(`${GROUPS[name] ?? '-'}.`) ? value : words; // prettier-ignore
}
