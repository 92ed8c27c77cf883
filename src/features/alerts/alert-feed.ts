import type { App } from '#src/composition.ts';
import { LANGUAGES, languageOf, type Locale } from '#src/domain/locale/languages.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { escapeXml } from '../seo/xml.ts';
import { activeAlerts } from './active-alerts.ts';

/** Atom of the alerts in force, each with its CAP message: what a newsroom or a hotel's screen subscribes to. */
export function alertFeed(app: App, locale: Locale): string {
  const origin = app.settings.siteUrl.origin;
  const t = app.translator.t(locale);
  const alerts = activeAlerts(app);
  const tag = (id: string) => escapeXml(`tag:${new URL(origin).hostname},2026:${id}`);
  const entries = alerts.map((alert) => {
    const view = viewEntry(alert, locale);
    return `<entry xml:lang="${view.name.language}"><id>${tag(view.id)}</id><title>${escapeXml(view.name.value)}</title><link href="${escapeXml(`${origin}${view.href}`)}"/><link rel="enclosure" type="application/cap+xml" href="${escapeXml(`${origin}/alerts/${alert.slug}.cap.xml`)}"/><updated>${alert.updatedAt}</updated><summary>${escapeXml(view.summary.value)}</summary></entry>`;
  });
  const updated = alerts.map((alert) => alert.updatedAt).sort().at(-1) ?? '2026-01-01T00:00:00Z'; // prettier-ignore
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${LANGUAGES[languageOf(locale)].tag}">
<id>${tag(`alerts/${locale}`)}</id>
<title>${escapeXml(`${t('common:siteName')}: ${t('alerts:title')}`)}</title>
<link rel="self" href="${escapeXml(`${origin}/${locale}/alerts/feed.xml`)}"/>
<link href="${escapeXml(`${origin}/${locale}/alerts`)}"/>
<updated>${updated}</updated>
<author><name>${escapeXml(t('common:siteName'))}</name></author>
${entries.join('\n')}
</feed>
`;
}
