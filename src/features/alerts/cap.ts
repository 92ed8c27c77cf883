import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { translatedLanguages } from '#src/domain/content/entry.ts';
import { distanceMeters, type Position } from '#src/domain/geo/position.ts';
import { LANGUAGES, type Language } from '#src/domain/locale/languages.ts';
import { placeName } from '../entries/card.ts';
import { escapeXml } from '../seo/xml.ts';
import { placesOnRoad } from './active-alerts.ts';
import { latestMessage, type AlertMessage, type SentMessage } from './alert-messages.ts';

type Alert = Entry<'alerts'>;

const CATEGORY: Record<Alert['facts']['cause'], string> = {
  landslide: 'Geo', flood: 'Met', fog: 'Met', ice: 'Met', storm: 'Met', fire: 'Fire', roadworks: 'Transport', accident: 'Transport',
  'boat-suspended': 'Transport', border: 'Security', health: 'Health', festival: 'Other', other: 'Other',
}; // prettier-ignore
const SEVERITY = { notice: 'Minor', warning: 'Moderate', danger: 'Severe' } as const;
/** How far around a place, or a place on an alerted road, a receiver without our map should look. */
const PLACE_RADIUS_KM = 3;

/**
 * Common Alerting Protocol 1.2 (OASIS, 1 July 2010): one `info` for each language the alert has words in; an edit is
 * an Update and an early end a Cancel, both with references to what they replace. Elements in the order of the
 * schema. Undefined where there is nothing to say any more.
 */
export async function capOf(app: App, slug: string): Promise<string | undefined> {
  const message = await latestMessage(app, slug);
  if (message === undefined) return undefined;
  const host = new URL(app.settings.siteUrl.origin).hostname;
  const { alert, type, earlier } = message;
  const infos = translatedLanguages(alert).map((language) => infoOf(app, message, language));
  const references = earlier.map((one) => `${host},${identifierOf(host, slug, one)},${capTime(one.sent)}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>${escapeXml(identifierOf(host, slug, message))}</identifier>
<sender>${escapeXml(host)}</sender>
<sent>${capTime(message.sent)}</sent>
<status>${alert.facts.sample ? 'Exercise' : 'Actual'}</status>
<msgType>${type}</msgType>
<scope>Public</scope>
${references.length === 0 ? '' : `<references>${escapeXml(references.join(' '))}</references>\n`}${infos.join('\n')}
</alert>
`;
}

/** No spaces, commas, `<` or `&`, as the standard asks: host, slug and a number. */
const identifierOf = (host: string, slug: string, { number }: SentMessage): string => `${host}-${slug}-${number}`;

function infoOf(app: App, { alert, type }: AlertMessage, language: Language): string {
  const { facts } = alert;
  const words = alert.words[language];
  const t = app.translator.t(language);
  const origin = app.settings.siteUrl.origin;
  const cancelled = type === 'Cancel';
  const begun = Date.parse(facts.from) <= app.clock.now().getTime();
  const lines = [
    `<language>${LANGUAGES[language].tag}</language>`,
    `<category>${CATEGORY[facts.cause]}</category>`,
    `<event>${escapeXml(t(`facts:alertCauses.${facts.cause}`))}</event>`,
    `<responseType>${cancelled ? 'AllClear' : facts.effect.kind === 'advice' ? 'Monitor' : 'Avoid'}</responseType>`,
    `<urgency>${cancelled ? 'Past' : begun ? 'Immediate' : 'Expected'}</urgency>`,
    `<severity>${SEVERITY[facts.level]}</severity>`,
    `<certainty>${begun ? 'Observed' : 'Likely'}</certainty>`,
    `<onset>${capTime(facts.from)}</onset>`,
    `<expires>${capTime(facts.until)}</expires>`,
    `<senderName>${escapeXml(facts.issuedBy)}</senderName>`,
    `<headline>${escapeXml(words?.name ?? alert.slug)}</headline>`,
    ...(words?.summary ? [`<description>${escapeXml(words.summary)}</description>`] : []),
    ...(words?.body && !cancelled ? [`<instruction>${escapeXml(plain(words.body))}</instruction>`] : []),
    ...(cancelled ? [] : [`<web>${escapeXml(`${origin}/${language}/alerts/${alert.slug}`)}</web>`]),
    ...areasOf(app, alert, language),
  ];
  return `<info>\n${lines.join('\n')}\n</info>`;
}

/** One `area` for the named places, one for each road with all places it runs through, one for each whole area. */
function areasOf(app: App, { facts }: Alert, language: Language): string[] {
  const t = app.translator.t(language);
  const area = (name: string, circles: readonly string[]) => `<area><areaDesc>${escapeXml(name)}</areaDesc>${circles.join('')}</area>`; // prettier-ignore
  const around = (slugs: readonly string[]) =>
    slugs.flatMap((slug) => {
      const place = app.content.find('places', slug);
      return place === undefined ? [] : [circle(place.facts.position, PLACE_RADIUS_KM)];
    });
  return [
    ...(facts.places.length === 0
      ? []
      : [area(facts.places.map((slug) => placeName(app, language, slug)).join(', '), around(facts.places))]),
    ...facts.roads.map((road) => {
      const name = `${placeName(app, language, road.from)} – ${placeName(app, language, road.to)}`;
      return area(name, around([...new Set(placesOnRoad(app, road))]));
    }),
    ...facts.areas.map((name) => area(t(`facts:areas.${name}`), circleOfArea(app, name))),
  ];
}

/** A circle around the middle of an area's places that holds them all. */
function circleOfArea(app: App, area: string): string[] {
  const positions = app.content.list('places').flatMap(({ facts }) => (facts.area === area ? [facts.position] : []));
  if (positions.length === 0) return [];
  const mean = (pick: (position: Position) => number) =>
    positions.reduce((sum, position) => sum + pick(position), 0) / positions.length;
  const middle = { lat: mean(({ lat }) => lat), lng: mean(({ lng }) => lng) };
  const meters = Math.max(...positions.map((position) => distanceMeters(middle, position)));
  return [circle(middle, Math.ceil(meters / 1000) + PLACE_RADIUS_KM)];
}

const circle = ({ lat, lng }: Position, km: number): string => `<circle>${lat.toFixed(5)},${lng.toFixed(5)} ${km}</circle>`; // prettier-ignore

/** CAP writes times with an offset and never with Z. */
function capTime(time: string): string {
  return `${new Date(Date.parse(time) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

/** Markdown's marks mean nothing to a machine that reads alerts aloud. */
const plain = (markdown: string): string => markdown.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`#>]/g, '').trim(); // prettier-ignore
