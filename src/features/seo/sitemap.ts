import type { App } from '#src/composition.ts';
import { translatedLanguages, type Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { LANGUAGES, LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { escapeXml } from './xml.ts';

/** Kinds with pages of their own; alerts come and go too fast for an index. */
export const SITEMAP_KINDS = [
  'places',
  'homestays',
  'events',
  'guides',
  'trips',
  'products',
] as const satisfies readonly ContentKind[];
/** The protocol allows 50,000 addresses a file and each entry has up to six; small files are quick to make again. */
const ENTRIES_PER_FILE = 1000;

const LIST_PATHS = [
  '',
  '/places',
  '/homestays',
  '/events',
  '/guides',
  '/trips',
  '/products',
  '/map',
  '/planner',
  '/about',
  '/this-month',
  '/accessible',
];

/** Sitemap index after sitemaps.org: one file for lists, then each kind in parts. */
export function sitemapIndex(app: App): string {
  const origin = app.settings.siteUrl.origin;
  const files = SITEMAP_KINDS.flatMap((kind) => {
    const entries = indexable(app, kind);
    return Array.from({ length: Math.ceil(entries.length / ENTRIES_PER_FILE) }, (_, part) => ({
      loc: `${origin}/sitemap-${kind}-${part + 1}.xml`,
      lastmod: newest(entries.slice(part * ENTRIES_PER_FILE, (part + 1) * ENTRIES_PER_FILE)),
    }));
  });
  const items = [{ loc: `${origin}/sitemap-pages-1.xml`, lastmod: '' }, ...files]
    .map(
      ({ loc, lastmod }) =>
        `<sitemap><loc>${escapeXml(loc)}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</sitemap>`,
    )
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items}\n</sitemapindex>\n`;
}

/** One file of the index; undefined where there is none of that name. */
export function sitemapFile(app: App, name: string, part: number): string | undefined {
  const origin = app.settings.siteUrl.origin;
  if (name === 'pages')
    return part === 1 ? urlset(LIST_PATHS.flatMap((path) => urlsOf(origin, path, LOCALES, ''))) : undefined;
  const kind = SITEMAP_KINDS.find((known) => known === name);
  if (!kind) return undefined;
  const entries = indexable(app, kind).slice((part - 1) * ENTRIES_PER_FILE, part * ENTRIES_PER_FILE);
  if (entries.length === 0) return undefined;
  return urlset(
    entries.flatMap((entry) => urlsOf(origin, `/${kind}/${entry.slug}`, translatedLanguages(entry), entry.updatedAt)),
  );
}

function indexable(app: App, kind: (typeof SITEMAP_KINDS)[number]): readonly Entry[] {
  return app.content.list(kind).filter((entry) => !(entry.kind === 'homestays' && entry.facts.sample));
}

function urlsOf(origin: string, path: string, languages: readonly Language[], lastmod: string): string[] {
  const alternates = languages
    .map(
      (code) =>
        `<xhtml:link rel="alternate" hreflang="${LANGUAGES[code].tag}" href="${escapeXml(`${origin}/${code}${path}`)}"/>`,
    )
    .join('');
  return languages.map(
    (code) =>
      `<url><loc>${escapeXml(`${origin}/${code}${path}`)}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}${alternates}</url>`,
  );
}

function urlset(urls: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`;
}

function newest(entries: readonly Entry[]): string {
  return entries.reduce((latest, entry) => (entry.updatedAt > latest ? entry.updatedAt : latest), '');
}
