import { differenceOf, type FieldDifference } from '#src/domain/publishing/difference.ts';
import type { Fields } from '#src/domain/publishing/types.ts';

/** Differences a reviewer decides on; the record of which words a translation was made from is not one of them. */
export function fieldDifferences(before: Fields, after: Fields): FieldDifference[] {
  return differenceOf(before, after).filter(({ path }) => !path.endsWith('/translation'));
}
