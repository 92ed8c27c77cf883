/** After this many days the owner is asked whether everything is still true. */
export const FRESH_DAYS = 90;

export type Freshness = { kind: 'fresh' | 'ask'; days: number } | { kind: 'never' };

/** `checkedOn` is a day, month or year as `facts.checkedOn` has it; a month or a year counts from its first day. */
export function freshnessOf(checkedOn: string | undefined, today: string): Freshness {
  if (checkedOn === undefined) return { kind: 'never' };
  const padded = `${checkedOn}-01-01`.slice(0, 10);
  const days = Math.max(
    0,
    Math.floor((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${padded}T00:00:00Z`)) / 86_400_000),
  );
  return { kind: days > FRESH_DAYS ? 'ask' : 'fresh', days };
}
