import { memo, useState } from 'react';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import type { View } from '#src/domain/plan-check/finding.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { formatDate, formatKm } from '#src/i18n/formats.ts';
import { Field } from './fields.tsx';
import { usePlanner } from './planner-context.ts';
import { TripSettings } from './TripSettings.tsx';

/** Name, dates and the trip in one line; everything else about it opens below. */
export const TripHead = memo(function TripHead({ trip, view }: { trip: Trip; view: View }) {
  const { t, locale, act, focus } = usePlanner();
  const [open, setOpen] = useState(false);
  const km = view.days.reduce((sum, day) => sum + day.km, 0);
  const persons = trip.party.adults + trip.party.children.length;
  const dates =
    trip.date === undefined ? undefined : rangeOf(locale, trip.date, addDays(trip.date, trip.days.length - 1));
  return (
    <header className="pl-head">
      <h1 id="trip-title" tabIndex={-1}>
        {trip.name || t('planner:untitled')}
      </h1>
      <p className="pl-figures">
        <span>{t('planner:days', { count: trip.days.length })}</span>
        {dates !== undefined && <span>{dates}</span>}
        <span>{t(`findings:word.${trip.vehicle}`)}</span>
        <span>{t('planner:persons', { count: persons })}</span>
        {km > 0 && <span>{formatKm(locale, km)}</span>}
      </p>
      <div className="cluster no-print">
        {!open && (
          <div className="pl-date">
            <Field
              label={t('planner:startDate')}
              type="date"
              value={trip.date ?? ''}
              onCommit={(date) =>
                act(
                  { type: 'set', patch: { date: date === '' ? null : date } },
                  t(date === '' ? 'planner:saved.noDate' : 'planner:saved.date'),
                )
              }
            />
          </div>
        )}
        <button
          type="button"
          className="button pl-settings-button"
          aria-expanded={open}
          aria-controls="trip-settings"
          onClick={() => {
            setOpen(!open);
            focus(open ? 'trip-title' : 'trip-settings');
          }}
        >
          {t('planner:settings')}
        </button>
      </div>
      {trip.date === undefined && !open && <p className="small soft no-print">{t('planner:undatedHint')}</p>}
      {open && <TripSettings trip={trip} />}
    </header>
  );
});

function rangeOf(locale: Parameters<typeof formatDate>[0], from: string, to: string): string {
  return from === to ? formatDate(locale, from) : `${formatDate(locale, from, 'medium')} – ${formatDate(locale, to)}`;
}
