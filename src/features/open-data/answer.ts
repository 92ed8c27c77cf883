import type { App } from '#src/composition.ts';
import type { CacheWish } from '#src/ports/page-cache.ts';
import { absolute } from '../seo/json-ld.ts';
import { today } from '../events/upcoming.ts';
import { featureOf } from './geojson.ts';
import { DEFAULT_DAYS, DEFAULT_PER_PAGE, readApiRequest, type ApiRequest } from './read-request.ts';
import { makeRecords } from './records.ts';
import type { Collection } from './schemas.ts';

export type ApiAnswer = { status: number; type: string; body: object; links: string[]; cache?: CacheWish };

/** Alerts come into force and run out by the clock, so an answer with them ages. */
const ALERT_SECONDS = 60;
const EVENT_SECONDS = 1800;

export function answerCollection(app: App, collection: Collection, params: URLSearchParams): ApiAnswer {
  const read = readApiRequest(collection, params);
  if (read.kind === 'wrong') {
    const title = app.translator.t('en')('opendata:wrongRequest');
    return {
      status: 400,
      type: 'application/problem+json',
      body: { type: 'about:blank', title, status: 400, problems: read.problems },
      links: [],
    };
  }
  const { request } = read;
  const records = makeRecords(app, request);
  const pages = Math.max(1, Math.ceil(records.length / request.perPage));
  const shown = records.slice((request.page - 1) * request.perPage, request.page * request.perPage);
  const next = request.page < pages ? pageUrl(app, request, params, request.page + 1) : undefined;
  const previous = request.page > 1 ? pageUrl(app, request, params, Math.min(request.page - 1, pages)) : undefined;
  const about = {
    collection,
    language: request.language,
    total: records.length,
    page: request.page,
    perPage: request.perPage,
    pages,
    ...(next ? { next } : {}),
    ...(previous ? { previous } : {}),
  };
  return {
    status: 200,
    type: request.format === 'geojson' ? 'application/geo+json' : 'application/json',
    body:
      request.format === 'geojson'
        ? { type: 'FeatureCollection', ...about, features: shown.map((record) => featureOf(collection, record)) }
        : { ...about, records: shown },
    links: [
      `<${absolute(app, '/api/v1/openapi.json')}>; rel="service-desc"; type="application/json"`,
      ...(next ? [`<${next}>; rel="next"`] : []),
      ...(previous ? [`<${previous}>; rel="prev"`] : []),
    ],
    cache: cacheWish(app, collection),
  };
}

function pageUrl(app: App, request: ApiRequest, params: URLSearchParams, page: number): string {
  const query = new URLSearchParams();
  if (request.format !== 'json') query.set('format', request.format);
  query.set('lang', request.language);
  if (request.perPage !== DEFAULT_PER_PAGE) query.set('per-page', String(request.perPage));
  if (request.days !== DEFAULT_DAYS) query.set('days', String(request.days));
  const since = params.get('changed-since');
  if (since !== null) query.set('changed-since', since);
  query.set('page', String(page));
  return absolute(app, `/api/v1/${request.collection}?${query}`);
}

function cacheWish(app: App, collection: Collection): CacheWish {
  const tags = [collection, 'places'];
  if (collection === 'events') return { tags: [...tags, `day:${today(app)}`], maxAgeSeconds: EVENT_SECONDS };
  if (collection === 'alerts') return { tags, maxAgeSeconds: ALERT_SECONDS };
  if (collection === 'roads') return { tags: [...tags, 'alerts', 'map'], maxAgeSeconds: ALERT_SECONDS };
  if (collection === 'trips') return { tags: [...tags, 'events'] };
  return { tags };
}
