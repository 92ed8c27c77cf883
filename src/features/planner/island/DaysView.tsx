import { memo, useRef } from 'react';
import type { View } from '#src/domain/plan-check/finding.ts';
import { LIMITS } from '#src/domain/trip/types.ts';
import { AddButton } from './AddButton.tsx';
import { DaySection } from './DaySection.tsx';
import { usePlanner } from './planner-context.ts';
import { findingsOf, type Check } from './use-check.ts';

/** The trip as a list of days: whatever the map or a drag can do is done here too. */
export const DaysView = memo(function DaysView({
  view,
  check,
  picked,
}: {
  view: View;
  check: Check;
  picked: { stop?: string; day?: string };
}) {
  const planner = usePlanner();
  const list = useRef<HTMLDivElement>(null);
  const { days, trip } = view;
  return (
    <div className="pl-days" ref={list}>
      {days.map((day) => (
        <DaySection
          key={day.day.id}
          day={day}
          count={days.length}
          findings={findingsOf(check, day.day.id)}
          list={list}
          picked={day.stops.some(({ stop }) => stop.id === picked.stop) ? picked.stop : undefined}
          end={day.index === days.length - 1 ? trip.end : undefined}
          arrival={day.index === 0 ? trip.start.arrival : undefined}
          dayStart={trip.dayStart}
        />
      ))}
      {days.length < LIMITS.days && (
        <AddButton
          label={planner.t('planner:addDay')}
          big
          onClick={() => {
            const id = `d${planner.trip().serial}`;
            planner.act({ type: 'add-day' }, planner.t('planner:dayAdded', { day: days.length + 1 }), `add-${id}`);
          }}
        />
      )}
    </div>
  );
});
