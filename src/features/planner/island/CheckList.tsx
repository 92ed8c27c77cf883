import { memo, useState } from 'react';
import { SEVERITIES, type Finding } from '#src/domain/plan-check/finding.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { FindingItem, keyOf } from './FindingItem.tsx';
import { usePlanner } from './planner-context.ts';
import type { Check } from './use-check.ts';

/** Everything the check says about the trip, errors first; closed it is one line with the count. */
export const CheckList = memo(function CheckList({ check, trip }: { check: Check; trip: Trip }) {
  const { t } = usePlanner();
  const [open, setOpen] = useState(false);
  const counts = SEVERITIES.map((severity) => ({ severity, count: check.findings.filter((one) => one.severity === severity).length })).filter(({ count }) => count > 0); // prettier-ignore
  const empty = trip.days.every(({ stops }) => stops.length === 0);
  if (empty && counts.length === 0) return null;
  const worst = counts[0]?.severity;
  const whereOf = ({ day }: Finding) => {
    const number = trip.days.findIndex(({ id }) => id === day) + 1;
    return number > 0 ? t('planner:toDay', { day: number }) : undefined;
  };
  return (
    <section className={`pl-check-list pl-${worst ?? 'clear'}`} aria-label={t('planner:check.title')}>
      {counts.length === 0 ? (
        <p id="check-title" tabIndex={-1} className="pl-clear-line">
          <span className="pl-mark" aria-hidden="true">
            ✓
          </span>{' '}
          {t('planner:check.clear')}
        </p>
      ) : (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary id="check-title">
            <span className="pl-mark" aria-hidden="true">
              {worst === 'notice' ? 'i' : '!'}
            </span>
            <span>{counts.map(({ severity, count }) => t(`planner:check.${severity}`, { count })).join(' · ')}</span>
          </summary>
          {open && (
            <ul className="plain-list pl-findings">
              {check.findings.map((finding) => (
                <FindingItem key={keyOf(finding)} finding={finding} where={whereOf(finding)} />
              ))}
            </ul>
          )}
        </details>
      )}
    </section>
  );
});
