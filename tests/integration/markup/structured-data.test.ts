import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { addAlert, startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';
import { ATOM_SCHEMA, SITEMAP_INDEX_SCHEMA, SITEMAP_SCHEMA, XHTML_LINK_SCHEMA } from '#tests/support/xml-schemas.ts';

const REAL = 'du-gia-tre-xanh';
let site: BuiltSite;
beforeAll(async () => {
  site = await startBuiltSite(async (content) => {
    await addAlert(content);
    // Samples are not offered to search engines as houses, so one is taken for real here.
    const file = join(content, 'homestays', REAL, 'facts.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('sample: true', 'sample: false'));
  });
}, 240_000);
afterAll(() => site.stop());

type Thing = Record<string, unknown> & { '@type': string };

/** What a search engine needs of each type, after schema.org and Google's documentation of rich results. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  TouristAttraction: ['name', 'url', 'description', 'image', 'geo'],
  TouristDestination: ['name', 'url', 'description', 'image', 'geo'],
  LodgingBusiness: ['name', 'url', 'description', 'image', 'address', 'priceRange'],
  Hotel: ['name', 'url', 'description', 'image', 'address', 'priceRange'],
  Event: ['name', 'startDate', 'location'],
  Festival: ['name', 'startDate', 'location'],
  TouristTrip: ['name', 'url', 'description', 'itinerary'],
  Article: ['headline', 'image', 'author', 'dateModified'],
  BreadcrumbList: ['itemListElement'],
  ItemList: ['itemListElement'],
  ListItem: ['position'],
  GeoCoordinates: ['latitude', 'longitude'],
  PostalAddress: ['addressCountry'],
  Place: ['name', 'address'],
  Organization: ['name'],
  WebSite: ['name', 'url'],
  SearchAction: ['target', 'query-input'],
  EntryPoint: ['urlTemplate'],
  Product: ['name', 'image'],
  LocationFeatureSpecification: ['name', 'value'],
};

const PAGES: Readonly<Record<string, string[]>> = {
  '/places/ma-pi-leng': ['BreadcrumbList', 'TouristAttraction'],
  '/places/dong-van': ['BreadcrumbList', 'TouristDestination'],
  [`/homestays/${REAL}`]: ['BreadcrumbList', 'LodgingBusiness'],
  '/homestays/dong-van-den-long': ['BreadcrumbList'],
  '/events/dong-van-market': ['BreadcrumbList', 'Event'],
  '/trips/loop-3-days': ['BreadcrumbList', 'TouristTrip'],
  '/guides/road-safety': ['Article', 'BreadcrumbList'],
};

async function text(path: string): Promise<string> {
  const response = await fetch(site.origin + path);
  expect(response.status, path).toBe(200);
  return response.text();
}

function faultsIn(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => faultsIn(item, `${at}[${index}]`));
  if (typeof value !== 'object' || value === null) return value === '' ? [`${at} is empty`] : [];
  const thing = value as Thing;
  const faults = Object.entries(thing).flatMap(([key, inner]) => faultsIn(inner, `${at}.${key}`));
  for (const key of ['url', '@id', 'image', 'item', 'sameAs'])
    if (typeof thing[key] === 'string' && !/^https?:\/\//.test(thing[key])) faults.push(`${at}.${key} is not absolute`);
  for (const key of ['startDate', 'endDate', 'dateModified', 'datePublished'])
    if (thing[key] !== undefined && Number.isNaN(Date.parse(String(thing[key]))))
      faults.push(`${at}.${key} is no date`);
  const type = thing['@type'];
  // A bare @id points to a thing described elsewhere on the page.
  if (type === undefined) return Object.keys(thing).join() === '@id' ? faults : [...faults, `${at} has no @type`];
  // What a list or a place only mentions is described on its own page.
  const needed = /\.(?:item|event)\b/.test(at) ? ['name'] : REQUIRED[type];
  if (!needed || !REQUIRED[type]) return [...faults, `${at}: ${type} is not a type we know the needs of`];
  for (const key of needed) if (thing[key] === undefined) faults.push(`${at} (${type}) lacks ${key}`);
  return faults;
}

test.each(['vi', 'en', 'de'])('structured data in %s has what each type needs', async (locale) => {
  for (const [path, types] of Object.entries(PAGES)) {
    const html = await text(`/${locale}${path}`);
    const things = [...html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)].map(
      ([, json = '']) => JSON.parse(json) as Thing,
    );
    expect(things.map((thing) => thing['@type']).sort(), path).toEqual(types);
    for (const thing of things) {
      expect(thing['@context']).toBe('https://schema.org');
      const { '@context': _context, ...rest } = thing;
      expect(faultsIn(rest, path)).toEqual([]);
    }
  }
});

/** Lists, tools and pages of words: whatever they say about themselves has to hold as well. */
const OTHER_PAGES = ['', '/places', '/homestays', '/events', '/guides', '/trips', '/products', '/products/corn-spirit', '/map', '/search?q=dong+van', '/about', '/this-month', '/alerts', '/alerts/test-landslide', '/accessible', '/planner', '/plan', '/open', '/report', '/widget/list?kind=events']; // prettier-ignore

test.each(['vi', 'en', 'de'])('no other page in %s says anything wrong about itself', async (locale) => {
  for (const path of OTHER_PAGES) {
    const html = await text(`/${locale}${path}`);
    for (const [, json = ''] of html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)) {
      const { '@context': context, ...rest } = JSON.parse(json) as Thing;
      expect(context, path).toBe('https://schema.org');
      expect(faultsIn(rest, path)).toEqual([]);
    }
  }
});

test('the checker of structured data does find faults', () => {
  expect(faultsIn({ '@type': 'Event', name: '', startDate: 'soon' }, 'event')).toEqual([
    'event.name is empty',
    'event.startDate is no date',
    'event (Event) lacks location',
  ]);
});

async function xmlFaults(contents: string, schema: string, preload: string[] = []): Promise<readonly unknown[]> {
  const result = await validateXML({
    xml: [{ fileName: 'document.xml', contents }],
    schema: [{ fileName: 'schema.xsd', contents: schema }],
    preload: preload.map((text, index) => ({ fileName: `part-${index}.xsd`, contents: text })),
    // The sitemap of all places in six languages is larger than the memory a small document needs.
    initialMemoryPages: 512,
    maxMemoryPages: 4096,
  });
  return result.errors;
}

test('the sitemap index and every file of it follow the sitemap schema, and name each page once', async () => {
  const index = await text('/sitemap.xml');
  expect(await xmlFaults(index, SITEMAP_INDEX_SCHEMA)).toEqual([]);
  const files = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = '']) => new URL(loc).pathname);
  expect(files).toContain('/sitemap-places-1.xml');
  const seen: string[] = [];
  for (const file of files) {
    const xml = await text(file);
    expect(await xmlFaults(xml, SITEMAP_SCHEMA, [XHTML_LINK_SCHEMA]), file).toEqual([]);
    const urls = [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = '']) => loc);
    expect(urls.length).toBeLessThanOrEqual(50_000);
    seen.push(...urls);
    for (const [, alternate = ''] of xml.matchAll(/rel="alternate" hreflang="[^"]+" href="([^"]+)"/g))
      expect(urls, 'an alternate must be listed itself').toContain(alternate);
  }
  expect(new Set(seen).size).toBe(seen.length);
  for (const path of ['/vi', '/de/accessible', '/vi/places/ma-pi-leng', '/de/guides/road-safety'])
    expect(
      seen.some((url) => new URL(url).pathname === path),
      path,
    ).toBe(true);
  // Samples are not offered to search engines, nor anything behind sign-in.
  expect(seen.filter((url) => /dong-van-den-long|\/(?:my|desk|invite)\b/.test(url))).toEqual([]);
});

test.each(LOCALES)('the Atom feed in %s is valid, with ids of its own and a link each', async (locale) => {
  const response = await fetch(`${site.origin}/${locale}/feed.xml`);
  expect(response.headers.get('content-type')).toContain('application/atom+xml');
  const xml = await response.text();
  expect(await xmlFaults(xml, ATOM_SCHEMA)).toEqual([]);
  const ids = [...xml.matchAll(/<id>([^<]+)<\/id>/g)].map(([, id = '']) => id);
  expect(ids.length).toBeGreaterThan(12);
  expect(new Set(ids).size).toBe(ids.length);
  const updated = [...xml.matchAll(/<entry[^]*?<updated>([^<]+)<\/updated>/g)].map(([, time = '']) => Date.parse(time));
  expect(updated.every((time, i) => !Number.isNaN(time) && (i === 0 || time <= (updated[i - 1] ?? 0)))).toBe(true);
});

test('the checker of feeds does find faults', async () => {
  const xml = await text('/vi/feed.xml');
  expect(await xmlFaults(xml.replace('<updated>', '<updated>yesterday '), ATOM_SCHEMA)).not.toEqual([]);
});

test('what is for developers does not exist for readers', async () => {
  for (const path of ['/en/dev/components', '/ar-xb/dev/components', '/ar-xb/places'])
    expect((await fetch(`${site.origin}${path}`)).status, path).toBe(404);
});

test('robots.txt lets pages be read, hides what is behind sign-in and names the sitemap', async () => {
  const robots = await text('/robots.txt');
  const lines = robots.split('\n').filter((line) => line !== '');
  expect(lines[0]).toBe('User-agent: *');
  for (const line of lines) expect(line).toMatch(/^(?:User-agent|Disallow|Allow|Sitemap): \S+$/);
  expect(lines).toContain('Disallow: /vi/my');
  expect(lines.filter((line) => /^Disallow: \/(?:vi|en|de)?\/?(?:places|homestays|events)?$/.test(line))).toEqual([]);
  expect(lines.at(-1)).toMatch(/^Sitemap: http.*\/sitemap\.xml$/);
});
