import { ALL_MUST_HOLD, type Facet, type GeoBox, type SearchFilters } from '#src/ports/search-engine.ts';

/** Conditions that all must hold; one that is a list needs only one of its parts. */
export type MeiliFilter = (string | string[])[];

/** Filters in Meilisearch's language. Values are quoted as JSON strings, so nothing typed can leave them. */
export function meiliFilter(filters: SearchFilters, box: GeoBox | undefined, now: number): MeiliFilter {
  const all: MeiliFilter = [['until IS NULL', 'until NOT EXISTS', `until >= ${now}`]];
  for (const [facet, values] of Object.entries(filters) as [Facet, readonly string[]][]) {
    if (values.length === 0) continue;
    if (ALL_MUST_HOLD.includes(facet)) for (const value of values) all.push(`${facet} = ${JSON.stringify(value)}`);
    else all.push(`${facet} IN [${values.map((value) => JSON.stringify(value)).join(', ')}]`);
  }
  if (box) all.push(`_geoBoundingBox([${box.north}, ${box.east}], [${box.south}, ${box.west}])`);
  return all;
}
