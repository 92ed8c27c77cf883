import { useEffect, useRef } from 'react';
import { AREAS } from '#src/domain/content/kinds.ts';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import { bestSlot } from '../best-slot.ts';
import { loadBeds, loadSuggested } from '../load-planner.ts';
import type { TripSession } from '../trip-session.ts';
import type { Planner } from './planner-context.ts';

/**
 * What a link of another page asks for: `?place=`, `?event=` or `?homestay=` adds to the open trip, `?trip=` opens a
 * copy of a suggested one. The address is cleaned at once, so that a reload does not add it twice.
 */
export function useArrival(planner: Planner, session: TripSession, newId: () => string): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    const url = new URL(location.href);
    const wanted = ['trip', 'place', 'event', 'homestay'].map((name) => [name, url.searchParams.get(name)] as const).filter(([, slug]) => slug); // prettier-ignore
    if (wanted.length === 0) return;
    const clean = new URL(url);
    for (const name of ['area', ...wanted.map(([one]) => one)]) clean.searchParams.delete(name);
    history.replaceState(history.state, '', clean);
    for (const [name, slug] of wanted) {
      if (slug === null) continue;
      if (name === 'trip') void openSuggested(planner, session, newId, slug);
      else if (name === 'homestay') void offerHouse(planner, `homestays/${slug}`, url.searchParams.get('area'));
      else addSpot(planner, `${name}s/${slug}`);
    }
  }, []);
}

function addSpot(planner: Planner, id: string) {
  const { t, index } = planner;
  const at = locate(index, id);
  if (!at) {
    planner.say(t('planner:unknownPlace'));
    return;
  }
  const slot = bestSlot(planner.trip(), index, id);
  const day = planner.trip().days.findIndex((one) => one.id === slot.day) + 1;
  const stop = `s${planner.trip().serial}`;
  planner.act({ type: 'add-stop', day: slot.day, index: slot.index, stop: { at: id } }, t('planner:added', { name: at.name, day }), `stop-${stop}`); // prettier-ignore
}

/** Which night, or on which day: a house is a bed first, and its listing is in the pack of its area. */
async function offerHouse(planner: Planner, id: string, named: string | null) {
  const { t, locale } = planner;
  const area = AREAS.find((one) => one === named);
  try {
    const lists = await Promise.all((area ? [area] : AREAS).map((one) => loadBeds(locale, one)));
    const bed = lists.flat().find((one) => one.id === id);
    if (bed) planner.offerBed(bed);
    else planner.say(t('planner:unknownPlace'));
  } catch {
    planner.say(t('planner:suggestedFailed'));
  }
}

async function openSuggested(planner: Planner, session: TripSession, newId: () => string, slug: string) {
  try {
    const parsed = parseTrip(await loadSuggested(planner.locale, slug));
    if (!parsed.ok) throw new Error(parsed.reason);
    await session.start({ ...parsed.trip, id: newId() }, { repairs: parsed.repairs });
    planner.say(planner.t('planner:suggestedOpened', { name: parsed.trip.name }));
  } catch {
    planner.say(planner.t('planner:suggestedFailed'));
  }
}
