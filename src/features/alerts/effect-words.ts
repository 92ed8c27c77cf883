import type { App } from '#src/composition.ts';
import type { AlertFacts } from '#src/domain/content/facts.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { formatNumber } from '#src/i18n/formats.ts';
import type { Translate } from '#src/i18n/translator.ts';
import { placeName } from '../entries/card.ts';

/** What an alert means for who reads it: "Road closed", "Banned: boats". */
export function effectWords(t: Translate, effect: AlertFacts['effect']): string {
  return effect.kind === 'activity-banned'
    ? t('alerts:effects.activity-banned', { activity: t(`alerts:activities.${effect.activity}`) })
    : t(`alerts:effects.${effect.kind}`);
}

/** An alerted road in words: its ends, its numbers and, where they are known, its kilometre posts. */
export function roadWords(app: App, locale: Locale, road: AlertFacts['roads'][number]): string {
  const t = app.translator.t(locale);
  const { from, to, kmFrom, kmTo } = road;
  const numbers = (app.roads.leg(from, to, 'motorbike')?.roads ?? []).map(({ name }) => name);
  const ends = `${placeName(app, locale, from)} – ${placeName(app, locale, to)}`;
  const posts = postWords(t, locale, kmFrom, kmTo);
  return [numbers.length === 0 ? ends : `${ends} (${numbers.join(', ')})`, ...(posts === '' ? [] : [posts])].join(', ');
}

function postWords(t: Translate, locale: Locale, from: number | undefined, to: number | undefined): string {
  const at = from ?? to;
  if (at === undefined) return '';
  if (from === undefined || to === undefined || from === to) return t('alerts:kmAt', { at: formatNumber(locale, at) });
  return t('alerts:km', { from: formatNumber(locale, Math.min(from, to)), to: formatNumber(locale, Math.max(from, to)) });
} // prettier-ignore
