import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { LANGUAGES, languageOf, type Locale } from '#src/domain/locale/languages.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { escapeXml } from '../seo/xml.ts';
import { activeAlerts } from './active-alerts.ts';
import { cancelledAlerts } from './alert-messages.ts';

/** What the feed says while there never was an alert: Atom wants a time all the same. */
const BEGINNING = '2026-01-01T00:00:00Z';

/**
 * Atom (RFC 4287) of the alerts in force and of those that were taken back before their time, each with its CAP
 * message: what a newsroom or a hotel's screen subscribes to.
 */
export async function alertFeed(app: App, locale: Locale): Promise<string> {
  const origin = app.settings.siteUrl.origin;
  const t = app.translator.t(locale);
  const tag = (id: string) => escapeXml(`tag:${new URL(origin).hostname},2026:${id}`);
  const entryOf = (alert: Entry<'alerts'>, updated: string, cancelled: boolean) => {
    const view = viewEntry(alert, locale);
    const title = cancelled ? t('alerts:cancelled', { name: view.name.value }) : view.name.value;
    const page = `${origin}${cancelled ? `/${locale}/alerts` : view.href}`;
    return `<entry xml:lang="${LANGUAGES[view.name.language].tag}"><id>${tag(view.id)}</id><title>${escapeXml(title)}</title><link href="${escapeXml(page)}"/><link rel="enclosure" type="application/cap+xml" href="${escapeXml(`${origin}/alerts/${alert.slug}.cap.xml`)}"/><updated>${updated}</updated><summary>${escapeXml(view.summary.value || view.name.value)}</summary></entry>`;
  };
  const items = [
    ...activeAlerts(app).map((alert) => ({ alert, updated: alert.updatedAt, cancelled: false })),
    ...(await cancelledAlerts(app)).map(({ alert, sent }) => ({ alert, updated: sent, cancelled: true })),
  ];
  const updated = items.map((item) => item.updated).sort().at(-1) ?? BEGINNING; // prettier-ignore
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${LANGUAGES[languageOf(locale)].tag}">
<id>${tag(`alerts/${locale}`)}</id>
<title>${escapeXml(`${t('common:siteName')}: ${t('alerts:title')}`)}</title>
<link rel="self" href="${escapeXml(`${origin}/${locale}/alerts/feed.xml`)}"/>
<link href="${escapeXml(`${origin}/${locale}/alerts`)}"/>
<updated>${updated}</updated>
<author><name>${escapeXml(t('common:siteName'))}</name></author>
${items.map(({ alert, updated: at, cancelled }) => entryOf(alert, at, cancelled)).join('\n')}
</feed>
`;
}
