import type { Rule } from '../finding.ts';
import { ridesOf } from '../stops.ts';

/** Bends that turn stomachs, for children and old people who are driven: told once, at the longest such ride. */
export const motionSickness: Rule = {
  name: 'motion-sickness',
  find: (view) => {
    const { party, vehicle } = view.trip;
    if ((vehicle !== 'car' && vehicle !== 'bus') || (party.children.length === 0 && party.mobility === undefined))
      return [];
    const [worst] = ridesOf(view)
      .filter(
        ({ leg }) =>
          leg.ride.minutes >= 45 && leg.ride.leg?.hazards.some((one) => one === 'hairpins' || one === 'winding'),
      )
      .sort((a, b) => b.leg.ride.minutes - a.leg.ride.minutes);
    if (!worst) return [];
    const { leg, day, id } = worst;
    return [{ severity: 'notice', day: day.day.id, leg: id, key: 'motion-sickness', values: { place: leg.from.name, other: leg.to.name } }]; // prettier-ignore
  },
};
