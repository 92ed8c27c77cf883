import type { Minutes, Pace, Trip, Vehicle } from '../../trip/types.ts';
import { giveUp, middleStop, moveToNextMorning, sleepNear, splitDay } from '../fix-ideas.ts';
import type { Fix, Rule } from '../finding.ts';

/**
 * Minutes under way that a day bears, without stops. Riders report five to six hours in the saddle as a
 * full day on the plateau; families driven from Hanoi take six to seven; a bus is sat out.
 */
const caps: Readonly<Record<Vehicle, Readonly<Record<Pace, Minutes>>>> = {
  motorbike: { slow: 300, normal: 390, fast: 480 },
  'easy-rider': { slow: 300, normal: 390, fast: 480 },
  bicycle: { slow: 300, normal: 390, fast: 480 },
  foot: { slow: 240, normal: 360, fast: 480 },
  car: { slow: 390, normal: 480, fast: 570 },
  bus: { slow: 480, normal: 540, fast: 600 },
};
/** Stiff knees and old backs: three to four and a half hours, whoever drives. */
const limitedMobility: Readonly<Record<Pace, Minutes>> = { slow: 270, normal: 330, fast: 390 };
/** Who steers: the less practised tire sooner on hairpins. */
const experienceShare = { novice: 0.85, normal: 1, expert: 1.15 } as const;

/** Beyond this nobody should steer in these mountains, whatever the pace. */
const neverOnTwoWheels: Minutes = 480;
const neverDriven: Minutes = 660;

/** The riding a day bears for this trip, in minutes. */
export function ridingCap({
  vehicle,
  pace,
  experience,
  party,
}: Pick<Trip, 'vehicle' | 'pace' | 'experience' | 'party'>): Minutes {
  const steers = vehicle === 'motorbike' || vehicle === 'bicycle';
  const cap = caps[vehicle][pace] * (steers ? experienceShare[experience] : 1);
  return Math.round(party.mobility === 'limited' ? Math.min(cap, limitedMobility[pace]) : cap);
}

/** More riding in a day than the pace and experience bear. */
export const ridingCapRule: Rule = {
  name: 'riding-cap',
  find: (view) => {
    const { vehicle } = view.trip;
    const capMinutes = ridingCap(view.trip);
    const never = vehicle === 'car' || vehicle === 'bus' ? neverDriven : Math.max(neverOnTwoWheels, capMinutes);
    return view.days.flatMap((day) => {
      const minutes = day.ridingMinutes;
      if (minutes <= capMinutes) return [];
      return [
        {
          severity: minutes > never ? ('error' as const) : ('warning' as const),
          day: day.day.id,
          key: minutes > never ? 'riding-too-long' : 'riding-over-cap',
          values: { day: day.index + 1, minutes, capMinutes },
          fixes: (): Fix[] => {
            const final = day.stops.at(-1);
            return [
              ...(final ? moveToNextMorning(view, day, final) : []),
              ...(final?.at && day.day.bed && day.home ? sleepNear(view, day, final.at, 1) : []),
              ...splitDay(view, day, middleStop(day)),
              ...giveUp(day, 4),
            ];
          },
        },
      ];
    });
  },
};
