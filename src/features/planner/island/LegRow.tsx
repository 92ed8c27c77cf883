import type { Finding } from '#src/domain/plan-check/finding.ts';
import { ROAD_WORDS } from '#src/domain/roads/network.ts';
import type { ScheduledLeg } from '#src/domain/trip/schedule.ts';
import { formatKm, formatMinutes } from '#src/i18n/formats.ts';
import { FindingList } from './FindingItem.tsx';
import { usePlanner, type Planner } from './planner-context.ts';

/** The ride to the next point: how far, how long, on which roads, what to mind. */
export function LegRow({ leg, findings }: { leg: ScheduledLeg; findings: readonly Finding[] }) {
  const { t, locale } = usePlanner();
  const { ride } = leg;
  const roads = roadsOf(leg, t);
  const hazards = ride.leg?.hazards ?? [];
  const bad = ride.fault !== undefined || ride.alerts.length > 0;
  return (
    <div className={bad ? 'pl-leg pl-leg-bad' : 'pl-leg'}>
      <p className="small">
        <span>{formatKm(locale, ride.km)}</span>
        <span>{formatMinutes(locale, ride.minutes + leg.bufferMinutes)}</span>
        {roads.map((road) => (
          <span key={road} className="pl-road">
            {road}
          </span>
        ))}
        {hazards.length > 0 && (
          <span className="soft">{hazards.map((hazard) => t(`planner:hazards.${hazard}`)).join(', ')}</span>
        )}
        {(ride.leg?.straightKm ?? 0) > 0.5 && (
          <span className="soft">{t('planner:straight', { km: formatKm(locale, ride.leg?.straightKm ?? 0) })}</span>
        )}
      </p>
      <FindingList findings={findings.filter(({ severity }) => severity !== 'notice')} />
    </div>
  );
}

export function roadsOf({ ride }: ScheduledLeg, t: Planner['t']): string[] {
  const words: readonly string[] = ROAD_WORDS;
  return [
    ...new Set((ride.leg?.roads ?? []).map(({ name }) => (words.includes(name) ? t(`facts:roadWords.${name}`) : name))),
  ];
}
