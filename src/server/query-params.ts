/**
 * The query parameters each public page understands. All others are dropped before the page is looked up
 * and before it is rendered: `?utm_source=…` must neither fill the cache nor reach a page. Paths are without
 * their language; `/*` at the end means every path below, and a page that is not here has no parameters.
 */
const PARAMS_BY_PATH: Readonly<Record<string, readonly string[]>> = {
  '/places': ['q', 'kind', 'area', 'season', 'access', 'interest', 'sort', 'page'],
  '/homestays': [
    'q',
    'village',
    'area',
    'toilet',
    'car',
    'amenity',
    'price',
    'from',
    'to',
    'guests',
    'free',
    'sort',
    'page',
  ],
  '/events': ['kind', 'area', 'month', 'from', 'days', 'page'],
  '/guides': ['topic', 'page'],
  '/trips': ['days', 'vehicle', 'interest', 'page'],
  '/products': ['kind', 'page'],
  '/alerts': ['area', 'road', 'page'],
  '/search': ['q', 'kind', 'type', 'area', 'access', 'amenity', 'service', 'day', 'near', 'box', 'sort', 'page'],
  '/map': ['kind', 'lat', 'lng', 'zoom', 'place'],
  '/plan': [
    'start',
    'date',
    'time',
    'night-bus',
    'end',
    'end-date',
    'by',
    'bus-home',
    'vehicle',
    'licence',
    'experience',
    'pace',
    'adults',
    'ages',
    'limited',
    'must',
    'wish',
    'interest',
    'need',
  ],
  '/planner': ['from', 'place', 'trip', 'days'],
  '/api/search': [
    'q',
    'kind',
    'type',
    'area',
    'access',
    'amenity',
    'service',
    'day',
    'near',
    'box',
    'sort',
    'page',
    'limit',
    'lang',
  ],
  '/api/suggest': ['q', 'limit', 'lang'],
  '/api/v1/events': ['lang', 'format', 'page', 'per-page', 'changed-since', 'days'],
  '/api/v1/*': ['lang', 'format', 'page', 'per-page', 'changed-since'],
  '/accessible': ['need', 'confirmed'],
  '/widget': ['view', 'kind', 'place', 'theme'],
  '/widget/*': ['kind', 'place', 'theme'],
};

const NONE: readonly string[] = [];

/** @param path without the language, e.g. `/places` */
export function allowedParams(path: string): readonly string[] {
  const exact = PARAMS_BY_PATH[path];
  if (exact !== undefined) return exact;
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const below = PARAMS_BY_PATH[`${path.slice(0, slash)}/*`];
    if (below !== undefined) return below;
  }
  return NONE;
}
