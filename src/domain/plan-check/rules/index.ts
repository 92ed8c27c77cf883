import type { Rule } from '../finding.ts';
import { bedFit } from './bed-fit.ts';
import { bedMissing } from './bed-missing.ts';
import { bedOffTheWay } from './bed-off-the-way.ts';
import { boats } from './boats.ts';
import { borderPermit } from './border-permit.ts';
import { busyNights } from './busy-nights.ts';
import { childrenBreaks } from './children-breaks.ts';
import { closedThatDay } from './closed-that-day.ts';
import { closesDuringVisit } from './closes-during-visit.ts';
import { darkRides } from './dark-rides.ts';
import { departures } from './departures.ts';
import { licence } from './licence.ts';
import { longWait } from './long-wait.ts';
import { marketDays } from './market-days.ts';
import { motionSickness } from './motion-sickness.ts';
import { nightBusRest } from './night-bus-rest.ts';
import { oneWay } from './one-way.ts';
import { overfullDay } from './overfull-day.ts';
import { placeAlerts } from './place-alerts.ts';
import { reach } from './reach.ts';
import { ridingCapRule } from './riding-cap.ts';
import { roadAlerts } from './road-alerts.ts';
import { staleFacts } from './stale-facts.ts';
import { steps } from './steps.ts';
import { tooLateThere } from './too-late-there.ts';
import { unconfirmed } from './unconfirmed.ts';
import { weather } from './weather.ts';

/** Every rule of the plan check, in the order in which equal findings of a day are shown. */
export const rules: readonly Rule[] = [
  licence, reach, closedThatDay, tooLateThere, departures, darkRides, ridingCapRule, roadAlerts, placeAlerts, nightBusRest,
  overfullDay, longWait, closesDuringVisit, bedMissing, bedFit, bedOffTheWay, childrenBreaks, steps, oneWay, borderPermit,
  boats, weather, motionSickness, busyNights, marketDays, unconfirmed, staleFacts,
]; // prettier-ignore
