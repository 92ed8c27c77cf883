/**
 * Lists for readers: filter by facets, sort, page. Values a list does not know are ignored,
 * so an old or mistyped link still shows something.
 */

export type FacetOption = { value: string; count: number; selected: boolean };
export type Facet = { name: string; options: FacetOption[] };
export type FacetReader<T> = { name: string; values: (item: T) => readonly string[] };

export type ListQuery = { filters: Readonly<Record<string, readonly string[]>>; sort: string; page: number };
export type ListPage<T> = { items: T[]; total: number; page: number; pages: number; facets: Facet[] };

export const PAGE_SIZE = 24;

/**
 * Reads the query of a list page.
 * @returns `page` 0 where the address names a page that is not a positive number: the edge answers 404.
 */
export function readListQuery(params: URLSearchParams, facets: readonly string[], sorts: readonly string[]): ListQuery {
  const filters = Object.fromEntries(
    facets.map((name) => [
      name,
      params
        .getAll(name)
        .flatMap((value) => value.split(','))
        .filter((value) => value !== '')
        .slice(0, 30),
    ]),
  );
  const sort = params.get('sort') ?? '';
  const page = params.get('page') ?? '1';
  return {
    filters,
    sort: sorts.includes(sort) ? sort : (sorts[0] ?? ''),
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 0,
  };
}

/**
 * Within a facet values widen (or), between facets they narrow (and). Each facet counts what choosing
 * its value would show, so its own choice is left out of its counts.
 */
export function applyListQuery<T>(
  items: readonly T[],
  readers: readonly FacetReader<T>[],
  query: ListQuery,
  compare: (a: T, b: T) => number,
  pageSize = PAGE_SIZE,
): ListPage<T> {
  const known = readers.map((reader) => {
    const all = new Set(items.flatMap((item) => [...reader.values(item)]));
    return { ...reader, chosen: (query.filters[reader.name] ?? []).filter((value) => all.has(value)), all };
  });
  const passes = (item: T, except?: string) =>
    known.every(
      ({ name, values, chosen }) =>
        name === except || chosen.length === 0 || values(item).some((value) => chosen.includes(value)),
    );
  const matching = items.filter((item) => passes(item)).sort(compare);
  const facets = known.map(({ name, values, chosen, all }) => {
    const counts = new Map<string, number>();
    for (const item of items) {
      if (!passes(item, name)) continue;
      for (const value of new Set(values(item))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const options = [...all]
      .map((value) => ({ value, count: counts.get(value) ?? 0, selected: chosen.includes(value) }))
      .filter((option) => option.count > 0 || option.selected);
    return { name, options };
  });
  const pages = Math.max(1, Math.ceil(matching.length / pageSize));
  const page = query.page;
  return { items: matching.slice((page - 1) * pageSize, page * pageSize), total: matching.length, page, pages, facets };
}

/** The same list with one thing changed, for links: `?kind=pass&page=2`. */
export function listHref(
  path: string,
  query: ListQuery,
  change: { page?: number; sort?: string } = {},
  defaultSort = '',
): string {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(query.filters)) for (const value of values) params.append(name, value);
  const sort = change.sort ?? query.sort;
  if (sort !== '' && sort !== defaultSort) params.set('sort', sort);
  const page = change.page ?? 1;
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
