import { locate } from '../../planner-data/planner-index.ts';
import { answerTo, sleepNear } from '../fix-ideas.ts';
import type { Draft, Fix, Rule, View } from '../finding.ts';
import { monthsSince } from '../stops.ts';
import type { ScheduledDay } from '../../trip/schedule.ts';

/** The bed against what the party needs: "no", "not confirmed: call" and "yes" are three answers. */
export const bedFit: Rule = {
  name: 'bed-fit',
  find: (view) => view.days.flatMap((day) => (day.day.bed ? checkBed(view, day) : [])),
};

function checkBed(view: View, day: ScheduledDay): Draft[] {
  const spot = day.day.bed?.at;
  if (typeof spot !== 'string') return [];
  const { trip, index } = view;
  const about = { day: day.day.id };
  const found = locate(index, spot);
  const fixes = (): Fix[] => (found ? sleepNear(view, day, found) : []);
  if (!found) {
    // Whether a homestay is gone can only be said where the beds of its area are loaded.
    const known = spot.startsWith('places/') || index.bedAreas.has(day.day.bed?.area ?? '');
    const near = day.stops.findLast(({ at }) => at)?.at;
    return known ? [{ ...about, severity: 'error', key: 'bed-gone', values: { day: day.index + 1 }, fixes: () => (near ? sleepNear(view, day, near) : []) }] : []; // prettier-ignore
  }
  const { bed } = found;
  const people = trip.party.adults + trip.party.children.length;
  if (!bed) {
    return trip.bedNeeds.length > 0 ? [{ ...about, severity: 'notice', key: 'bed-not-chosen', values: { place: found.name, day: day.index + 1 } }] : []; // prettier-ignore
  }
  const drafts: Draft[] = [];
  const byCar = trip.vehicle === 'car';
  if (byCar || trip.bedNeeds.includes('car-access')) {
    const values = { place: bed.name };
    if (bed.car === 'no') drafts.push({ ...about, severity: 'error', key: 'bed-no-car', values, fixes });
    if (bed.car === 'partly') drafts.push({ ...about, severity: 'notice', key: 'bed-car-partly', values });
    if (bed.car === 'unknown') drafts.push({ ...about, severity: 'notice', key: 'bed-car-unknown', values });
  }
  if (bed.sleeps < people) {
    drafts.push({ ...about, severity: 'warning', key: 'bed-too-small', values: { place: bed.name, number: bed.sleeps, cap: people }, fixes }); // prettier-ignore
  }
  for (const need of trip.bedNeeds) {
    if (need === 'car-access') continue;
    const answer = answerTo(bed, need);
    if (answer === 'no') drafts.push({ ...about, severity: 'warning', key: 'bed-lacks', values: { place: bed.name, need }, fixes }); // prettier-ignore
    if (answer === 'unknown') drafts.push({ ...about, severity: 'notice', key: 'bed-unconfirmed', values: { place: bed.name, need } }); // prettier-ignore
  }
  if (monthsSince(bed.price.seen, view.context.today) > 24) {
    drafts.push({
      ...about,
      severity: 'notice',
      key: 'stale-price',
      values: { place: bed.name, seen: bed.price.seen },
    });
  }
  return drafts;
}
