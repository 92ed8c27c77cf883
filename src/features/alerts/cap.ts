import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { translatedLanguages } from '#src/domain/content/entry.ts';
import { LANGUAGES, type Language } from '#src/domain/locale/languages.ts';
import { placeName } from '../entries/card.ts';
import { escapeXml } from '../seo/xml.ts';

type Alert = Entry<'alerts'>;

const CATEGORY: Record<Alert['facts']['cause'], string> = {
  landslide: 'Geo', flood: 'Met', fog: 'Met', ice: 'Met', storm: 'Met', fire: 'Fire', roadworks: 'Transport', accident: 'Transport',
  'boat-suspended': 'Transport', border: 'Security', health: 'Health', festival: 'Other', other: 'Other',
}; // prettier-ignore
const SEVERITY = { notice: 'Minor', warning: 'Moderate', danger: 'Severe' } as const;
/** Where an alert names whole areas, the circle around the middle of an area's places tells machines where. */
const PLACE_RADIUS_KM = 3;

/** Common Alerting Protocol 1.2 (OASIS): one `info` for each language the alert has words in. */
export function capOf(app: App, alert: Alert): string {
  const origin = app.settings.siteUrl.origin;
  const { facts } = alert;
  const infos = translatedLanguages(alert).map((language) => infoOf(app, alert, language, origin));
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>${escapeXml(`${new URL(origin).hostname}-${alert.slug}-${alert.version}`)}</identifier>
<sender>${escapeXml(new URL(origin).hostname)}</sender>
<sent>${capTime(alert.updatedAt)}</sent>
<status>${facts.sample ? 'Exercise' : 'Actual'}</status>
<msgType>Alert</msgType>
<scope>Public</scope>
${infos.join('\n')}
</alert>
`;
}

function infoOf(app: App, alert: Alert, language: Language, origin: string): string {
  const { facts } = alert;
  const words = alert.words[language];
  const t = app.translator.t(language);
  const closed = facts.effect.kind === 'advice' ? 'Monitor' : 'Avoid';
  const places = [...facts.places, ...facts.roads.flatMap(({ from, to }) => [from, to])];
  const names = [
    ...facts.places.map((slug) => placeName(app, language, slug)),
    ...facts.roads.map(({ from, to }) => `${placeName(app, language, from)} – ${placeName(app, language, to)}`),
    ...facts.areas.map((area) => t(`facts:areas.${area}`)),
  ];
  const circles = [...new Set(places)].flatMap((slug) => {
    const place = app.content.find('places', slug);
    return place ? [`<circle>${place.facts.position.lat},${place.facts.position.lng} ${PLACE_RADIUS_KM}</circle>`] : [];
  });
  const lines = [
    `<language>${LANGUAGES[language].tag}</language>`,
    `<category>${CATEGORY[facts.cause]}</category>`,
    `<event>${escapeXml(t(`facts:alertCauses.${facts.cause}`))}</event>`,
    `<responseType>${closed}</responseType>`,
    `<urgency>${Date.parse(facts.from) <= app.clock.now().getTime() ? 'Immediate' : 'Expected'}</urgency>`,
    `<severity>${SEVERITY[facts.level]}</severity>`,
    '<certainty>Observed</certainty>',
    `<onset>${capTime(facts.from)}</onset>`,
    `<expires>${capTime(facts.until)}</expires>`,
    `<senderName>${escapeXml(facts.issuedBy)}</senderName>`,
    `<headline>${escapeXml(words?.name ?? alert.slug)}</headline>`,
    `<description>${escapeXml(words?.summary ?? '')}</description>`,
    ...(words?.body ? [`<instruction>${escapeXml(plain(words.body))}</instruction>`] : []),
    `<web>${escapeXml(`${origin}/${language}/alerts/${alert.slug}`)}</web>`,
    `<area><areaDesc>${escapeXml(names.join(', '))}</areaDesc>${circles.join('')}</area>`,
  ];
  return `<info>\n${lines.join('\n')}\n</info>`;
}

/** CAP writes times with an offset and never with Z. */
function capTime(time: string): string {
  return `${new Date(Date.parse(time) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

/** Markdown's marks mean nothing to a machine that reads alerts aloud. */
const plain = (markdown: string): string => markdown.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`#>]/g, '').trim(); // prettier-ignore
