import type { App } from '#src/composition.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { intlTagOf } from '#src/domain/locale/languages.ts';
import { nameOfField } from '#src/domain/publishing/fields.ts';
import type { FieldPath, Json } from '#src/domain/publishing/types.ts';
import { formatDate, formatVnd } from '#src/i18n/formats.ts';
import type { Translate } from '#src/i18n/translator.ts';
import { showPhone } from './phone-number.ts';

const KNOWN = new Set(['priceFrom.vnd', 'priceFrom.weekend', 'priceFrom.festival', 'priceFrom.per', 'priceFrom.seen', 'phone', 'phoneConsent', 'zalo', 'facebook', 'name', 'summary', 'body', 'village', 'kind', 'sleeps', 'rooms', 'toilet', 'car', 'checkIn', 'people', 'languages', 'position', 'amenities', 'lacks', 'photos', 'photo', 'checkedOn']); // prettier-ignore

/** The name of a field in the household's words. */
export function fieldName(t: Translate, path: FieldPath): string {
  const { name } = nameOfField(path);
  return t(`owner:fields.${KNOWN.has(name) ? name.replace('.', '-') : 'other'}`);
}

/** A value as a person would say it. */
export function showValue(app: App, locale: Locale, path: FieldPath, value: Json | undefined): string {
  const t = app.translator.t(locale);
  if (value === undefined || value === null || value === '') return t('owner:none');
  const { name } = nameOfField(path);
  if (typeof value === 'boolean') return t(`owner:yesNo.${value ? 'yes' : 'no'}`);
  if (name === 'priceFrom.per') return t(`homestays:per.${String(value)}`);
  if (name.startsWith('priceFrom.') && name !== 'priceFrom.seen')
    return formatVnd(locale, value as number | [number, number]);
  if ((name === 'priceFrom.seen' || name === 'checkedOn') && typeof value === 'string')
    return formatDate(locale, value);
  if (name === 'phone' && typeof value === 'string') return showPhone(value);
  if (name === 'village' && typeof value === 'string')
    return app.content.find('places', value)?.words.vi?.name ?? value;
  if (name === 'kind') return t(`facts:listingKinds.${String(value)}`);
  if (name === 'toilet' || name === 'car') return t(`facts:${name}.${String(value)}`);
  if (name === 'photos' && Array.isArray(value)) return t('owner:doors.photosNote', { count: value.length });
  if (name === 'photo') return t('owner:photos.one');
  if (Array.isArray(value)) return value.map((item) => showItem(t, locale, name, String(item))).join(', ');
  if (typeof value === 'object') {
    const { lat, lng } = value as { lat?: number; lng?: number };
    return lat === undefined ? t('owner:none') : `${lat}, ${lng}`;
  }
  return String(value);
}

function showItem(t: Translate, locale: Locale, name: string, item: string): string {
  if (name === 'amenities' || name === 'lacks') return t(`facts:amenities.${item}`);
  if (name === 'languages') return new Intl.DisplayNames([intlTagOf(locale)], { type: 'language' }).of(item) ?? item;
  return item;
}
