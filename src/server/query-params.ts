/**
 * The query parameters each kind of public page understands. All others are dropped before the page
 * is looked up and before it is rendered: `?utm_source=…` must neither fill the cache nor reach a page.
 * A path is matched without its language prefix, by the longest rule.
 */
const PARAMS_BY_PATH: Readonly<Record<string, readonly string[]>> = {
  '/places': ['kind', 'area', 'season', 'access', 'interest', 'sort', 'page', 'q'],
  '/homestays': [
    'village',
    'area',
    'toilet',
    'car',
    'amenity',
    'price',
    'sort',
    'page',
    'q',
    'from',
    'to',
    'guests',
    'free',
  ],
  '/events': ['kind', 'month', 'from', 'days', 'page', 'area'],
  '/guides': ['page', 'topic'],
  '/trips': ['days', 'vehicle', 'interest', 'page'],
  '/products': ['kind', 'page'],
  '/search': ['q', 'kind', 'area', 'season', 'access', 'amenity', 'near', 'sort', 'page'],
  '/map': ['kind', 'lat', 'lng', 'zoom', 'place'],
  '/planner': ['from', 'place', 'trip', 'days'],
  '/api/search': ['q', 'kind', 'area', 'season', 'access', 'amenity', 'near', 'sort', 'page', 'limit', 'lang'],
  '/api/suggest': ['q', 'limit', 'lang'],
  '/widget': ['lang', 'kind', 'place', 'theme', 'area', 'days', 'limit'],
};

const NONE: readonly string[] = [];

/** @param path without the language, e.g. `/places/ma-pi-leng` */
export function allowedParams(path: string): readonly string[] {
  let prefix = path;
  while (prefix !== '') {
    const params = PARAMS_BY_PATH[prefix];
    if (params !== undefined) return params;
    prefix = prefix.slice(0, prefix.lastIndexOf('/'));
  }
  return NONE;
}
