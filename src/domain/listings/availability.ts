/** Nights shown and set in advance. */
export const NIGHTS_AHEAD = 14;
/** An owner's word counts this long; then the page says "ask" again. */
export const ANSWER_DAYS = 3;

const DAY_MS = 86_400_000;

export type ShownNight = {
  date: string;
  state: 'free' | 'few' | 'full' | 'ask';
  /** When the owner said so, also for an answer that is too old to count. */
  setAt?: string;
  /** A calendar of a booking site says taken although the owner says free. */
  conflict: boolean;
};

type KnownNight = { date: string; state: 'free' | 'few' | 'full'; setAt: string };

/**
 * The next nights as a page shows them. `today` is the day in Vietnam, `now` an ISO time, `busy` the nights that
 * imported calendars call taken: those are full unless the owner said otherwise, which is then pointed out.
 */
export function showNights(
  today: string,
  now: string,
  known: readonly KnownNight[],
  busy: ReadonlySet<string> = new Set(),
  nights = NIGHTS_AHEAD,
): ShownNight[] {
  const byDate = new Map(known.map((night) => [night.date, night]));
  return Array.from({ length: nights }, (_, i): ShownNight => {
    const date = addDays(today, i);
    const said = byDate.get(date);
    const fresh = said !== undefined && Date.parse(now) - Date.parse(said.setAt) <= ANSWER_DAYS * DAY_MS;
    const taken = busy.has(date);
    return {
      date,
      state: fresh ? said.state : taken ? 'full' : 'ask',
      ...(said === undefined ? {} : { setAt: said.setAt }),
      conflict: taken && fresh && said.state !== 'full',
    };
  });
}

/** `2026-12-31` and 1 give `2027-01-01`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** One tap goes round: ask → free → few → full → ask. */
export function nextNightState(state: ShownNight['state']): ShownNight['state'] {
  const round = ['ask', 'free', 'few', 'full'] as const;
  return round[(round.indexOf(state) + 1) % round.length] as ShownNight['state'];
}
