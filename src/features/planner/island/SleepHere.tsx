import { useState } from 'react';
import { locate, type Located } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBed } from '#src/domain/planner-data/types.ts';
import type { View } from '#src/domain/plan-check/finding.ts';
import { usualRide } from '#src/domain/trip/rides.ts';
import type { ScheduledDay } from '#src/domain/trip/schedule.ts';
import { formatDate, formatMinutes } from '#src/i18n/formats.ts';
import { bestSlot } from '../best-slot.ts';
import type { TripSession } from '../trip-session.ts';
import type { SavedTrip } from '../trip-store.ts';
import { Dialog } from './Dialog.tsx';
import { Select } from './fields.tsx';
import { usePlanner } from './planner-context.ts';

type Props = { bed: PlannerBed; view: View; trips: readonly SavedTrip[]; session: TripSession; onClose: () => void };

/** A house chosen on its own page: for which night of which trip, or for a visit by day. */
export default function SleepHere({ bed, view, trips, session, onClose }: Props) {
  const planner = usePlanner();
  const { t, locale, index, act } = planner;
  const { trip, days } = view;
  const [opening, setOpening] = useState(false);
  const village = locate(index, bed.village);
  const kept = trips.filter(({ archived, id }) => !archived || id === trip.id);
  const nights = days.filter((day) => day.index < days.length - 1 || trip.end.at === undefined);

  /** Once the dialog is gone: what lies behind a modal cannot take the focus. */
  function done(act: () => void) {
    onClose();
    setTimeout(act);
  }
  function sleep(day: ScheduledDay) {
    planner.needBeds([bed.area]);
    const said = t('planner:bedChosen', { place: bed.name, day: day.index + 1 });
    done(() =>
      act({ type: 'set-bed', day: day.day.id, bed: { at: bed.id, area: bed.area } }, said, `bed-${day.day.id}`),
    );
  }
  function visit() {
    planner.needBeds([bed.area]);
    const slot = bestSlot(trip, index, bed.village);
    const number = days.findIndex(({ day }) => day.id === slot.day) + 1;
    const said = t('planner:added', { name: bed.name, day: number });
    const action = { type: 'add-stop', day: slot.day, index: slot.index, stop: { at: bed.id } } as const;
    done(() => act(action, said, `stop-s${trip.serial}`));
  }
  const away = (from: Located | undefined): string => {
    if (!from || !village) return '';
    if (from.key === village.key) return t('planner:rightThere');
    return t('planner:rideAway', {
      time: formatMinutes(locale, usualRide(index, from, village, trip.vehicle).minutes),
    });
  };

  return (
    <Dialog title={t('planner:sleepHere.title', { place: bed.name })} onClose={onClose}>
      {kept.length > 1 && (
        <Select
          label={t('planner:sleepHere.trip')}
          value={trip.id}
          options={kept.map(({ id, name }) => [id, name || t('planner:untitled')])}
          onChange={(id) => {
            setOpening(true);
            void session.open(id).finally(() => setOpening(false));
          }}
        />
      )}
      <p className="small soft">{t('planner:sleepHere.which')}</p>
      <ul className="plain-list pl-beds" aria-busy={opening}>
        {nights.map((day) => {
          const last = day.stops.at(-1)?.at ?? day.from;
          return (
            <li key={day.day.id}>
              <button type="button" aria-pressed={day.day.bed?.at === bed.id} onClick={() => sleep(day)}>
                <strong>{t('planner:sleepHere.night', { day: day.index + 1 })}</strong>
                <span className="small soft">
                  {day.date !== undefined && <span>{formatDate(locale, day.date, 'medium')}</span>}
                  {last && <span>{`${last.name}: ${away(last)}`}</span>}
                  {day.day.bed && day.to && <span>{t('planner:sleepsAt', { place: day.to.name })}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="cluster">
        <button type="button" className="button" onClick={visit}>
          {t('planner:sleepHere.visit')}
        </button>
      </div>
    </Dialog>
  );
}
