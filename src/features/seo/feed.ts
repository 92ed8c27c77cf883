import type { App } from '#src/composition.ts';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { LANGUAGES, languageOf, type Locale } from '#src/domain/locale/languages.ts';
import { formatDate } from '#src/i18n/formats.ts';
import { activeAlerts } from '../alerts/active-alerts.ts';
import { placeName } from '../entries/card.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { eventDays, today } from '../events/upcoming.ts';
import { escapeXml } from './xml.ts';

const DAYS_AHEAD = 14;
/** Pages changed by the newsroom: how many are news, and how many publications are looked through for them. */
const CHANGED_PAGES = 20;
const RECENT_PUBLICATIONS = 200;
const PAGE_KINDS: readonly ContentKind[] = ['places', 'homestays', 'trips', 'products'];

type Item = { id: string; url: string; title: string; updated: string; summary: string; lang: string };

/**
 * Atom (RFC 4287): guides as they are updated, the markets and festivals of the next two weeks, alerts in force, and
 * the pages of places, houses, trips and products that were published last.
 */
export async function atomFeed(app: App, locale: Locale): Promise<string> {
  const origin = app.settings.siteUrl.origin;
  const t = app.translator.t(locale);
  const start = today(app);
  const guides = app.content.list('guides').map((guide): Item => {
    const view = viewEntry(guide, locale);
    return { id: view.id, url: `${origin}${view.href}`, title: view.name.value, updated: guide.updatedAt, summary: view.summary.value, lang: view.summary.language };
  }); // prettier-ignore
  const events = eventDays(app, start, DAYS_AHEAD).map(({ date, event }): Item => {
    const view = viewEntry(event, locale);
    // An event of a day is news once, a week before it: its time does not move with each request.
    const announced = `${addDays(date, -7)}T00:00:00Z`;
    return {
      id: `${view.id}/${date}`,
      url: `${origin}${view.href}`,
      title: t('events:feedTitle', { name: view.name.value, date: formatDate(locale, date, 'full') }),
      updated: announced > event.updatedAt ? announced : event.updatedAt,
      summary: `${placeName(app, locale, event.facts.place)}. ${view.summary.value}`,
      lang: view.summary.language,
    };
  });
  const alerts = activeAlerts(app).map((alert): Item => {
    const view = viewEntry(alert, locale);
    return { id: view.id, url: `${origin}${view.href}`, title: view.name.value, updated: alert.updatedAt, summary: view.summary.value, lang: view.summary.language };
  }); // prettier-ignore
  const pages = (await changedPages(app)).map((entry): Item => {
    const view = viewEntry(entry, locale);
    return { id: view.id, url: `${origin}${view.href}`, title: view.name.value, updated: entry.updatedAt, summary: view.summary.value, lang: view.summary.language };
  }); // prettier-ignore
  const items = [...alerts, ...events, ...guides, ...pages].sort((a, b) => (a.updated < b.updated ? 1 : -1));
  const self = `${origin}/${locale}/feed.xml`;
  const entries = items.map(
    (item) =>
      `<entry xml:lang="${item.lang}"><id>${escapeXml(tagUri(origin, item.id))}</id><title>${escapeXml(item.title)}</title><link href="${escapeXml(item.url)}"/><updated>${item.updated}</updated><summary>${escapeXml(item.summary)}</summary></entry>`,
  );
  const updated = items[0]?.updated ?? '2026-01-01T00:00:00Z';
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${LANGUAGES[languageOf(locale)].tag}">
<id>${escapeXml(tagUri(origin, `feed/${locale}`))}</id>
<title>${escapeXml(t('common:feedTitle'))}</title>
<link rel="self" href="${escapeXml(self)}"/>
<link href="${escapeXml(`${origin}/${locale}`)}"/>
<updated>${updated}</updated>
<author><name>Tripmap</name></author>
${entries.join('\n')}
</feed>
`;
}

/** A price or a phone number alone is no news; a sample house is none either. */
async function changedPages(app: App): Promise<Entry[]> {
  const recent = await app.state.store.revisions.recent(RECENT_PUBLICATIONS);
  const ids = recent.filter(({ kind, why }) => PAGE_KINDS.includes(kind) && (why === 'approved' || why === 'restored')).map(({ kind, slug }) => `${kind}/${slug}`); // prettier-ignore
  const entries = [...new Set(ids)].flatMap((id) => {
    const [kind, slug = ''] = id.split('/');
    return app.content.find(kind as ContentKind, slug) ?? [];
  });
  return entries.filter(({ facts }) => !facts.sample).slice(0, CHANGED_PAGES);
}

/** RFC 4151: ids that stay when the site moves to another address scheme. */
function tagUri(origin: string, id: string): string {
  return `tag:${new URL(origin).hostname},2026:${id}`;
}
