import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { formatDate, formatList, formatNumber, formatVnd } from '#src/i18n/formats.ts';

type Row = { term: string; lines: { text: string; note?: string }[] };

/** The facts of a homestay as its page prints them; what nobody confirmed is left out, not guessed. */
export function homestayRows(app: App, locale: Locale, { facts }: Entry<'homestays'>): Row[] {
  const t = app.translator.t(locale);
  const term = (key: string) => t(`homestays:facts.${key}`);
  const seen = t('common:seen', { date: formatDate(locale, facts.priceFrom.seen) });
  const per = t(`homestays:per.${facts.priceFrom.per}`);
  const price = (vnd: number | [number, number]) => `${formatVnd(locale, vnd)} ${per}`;
  const rows: Row[] = [{ term: term('price'), lines: [{ text: price(facts.priceFrom.vnd), note: seen }] }];
  if (facts.priceFrom.weekend !== undefined)
    rows.push({ term: term('weekend'), lines: [{ text: price(facts.priceFrom.weekend) }] });
  if (facts.priceFrom.festival !== undefined)
    rows.push({ term: term('festival'), lines: [{ text: price(facts.priceFrom.festival) }] });
  rows.push({ term: term('sleeps'), lines: [{ text: formatNumber(locale, facts.sleeps) }] });
  if (facts.rooms !== undefined)
    rows.push({ term: term('rooms'), lines: [{ text: formatNumber(locale, facts.rooms) }] });
  rows.push({ term: term('toilet'), lines: [{ text: t(`facts:toilet.${facts.toilet}`) }] });
  rows.push({ term: term('car'), lines: [{ text: t(`facts:car.${facts.car}`) }] });
  if (facts.amenities.length > 0) {
    rows.push({
      term: term('amenities'),
      lines: facts.amenities.map((amenity) => ({ text: t(`facts:amenities.${amenity}`) })),
    });
  }
  if (facts.lacks.length > 0) {
    rows.push({ term: term('lacks'), lines: [{ text: formatList(locale, facts.lacks.map((amenity) => t(`facts:amenities.${amenity}`))) }] }); // prettier-ignore
  }
  if (facts.people) rows.push({ term: term('people'), lines: [{ text: facts.people }] });
  if (facts.languages.length > 0) {
    const names = new Intl.DisplayNames([locale === 'ar-xb' ? 'en' : locale], { type: 'language' });
    rows.push({ term: term('languages'), lines: [{ text: formatList(locale, facts.languages.map((code) => names.of(code) ?? code)) }] }); // prettier-ignore
  }
  if (facts.checkIn) rows.push({ term: term('checkIn'), lines: [{ text: facts.checkIn }] });
  if (facts.checkedOn) rows.push({ term: term('checkedOn'), lines: [{ text: formatDate(locale, facts.checkedOn) }] });
  return rows;
}
