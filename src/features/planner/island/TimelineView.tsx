import type { View } from '#src/domain/plan-check/finding.ts';
import { legsOf, type ScheduledDay } from '#src/domain/trip/schedule.ts';
import { formatClock, formatDate, formatKm, formatMinutes } from '#src/i18n/formats.ts';
import { usePlanner } from './planner-context.ts';

/** Pixels of an hour. */
const HOUR = 46;

/** Days side by side with the hours going down, like a diary: where the day is full and where it is dark. */
export default function TimelineView({ view }: { view: View }) {
  const { t } = usePlanner();
  const first = Math.max(0, Math.floor(Math.min(6 * 60, ...view.days.map((day) => day.arrives ?? day.start)) / 60));
  const last = Math.min(30, Math.ceil(Math.max(19 * 60, ...view.days.map((day) => day.end)) / 60));
  const hours = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return (
    <div className="pl-timeline" role="group" aria-label={t('planner:views.timeline')} tabIndex={0}>
      <div className="pl-hours" aria-hidden="true" style={{ blockSize: `${(last - first) * HOUR}px` }}>
        {hours.map((hour) => (
          <span key={hour} style={{ insetBlockStart: `${(hour - first) * HOUR}px` }}>
            {formatClock(hour * 60)}
          </span>
        ))}
      </div>
      {view.days.map((day) => (
        <DayColumn key={day.day.id} day={day} first={first} last={last} />
      ))}
    </div>
  );
}

function DayColumn({ day, first, last }: { day: ScheduledDay; first: number; last: number }) {
  const { t, locale, show } = usePlanner();
  const place = (from: number, to: number) => ({
    insetBlockStart: `${((from - first * 60) / 60) * HOUR}px`,
    blockSize: `${Math.max(3, ((to - from) / 60) * HOUR)}px`,
  });
  const name = t('planner:day', { day: day.index + 1 });
  return (
    <section aria-label={name}>
      <h2>
        {name}
        {day.date !== undefined && <span className="small soft"> {formatDate(locale, day.date, 'medium')}</span>}
      </h2>
      <div className="pl-column" style={{ blockSize: `${(last - first) * HOUR}px` }}>
        {day.daylight && <div className="pl-dark" style={place(first * 60, day.daylight.sunrise)} />}
        {day.daylight && day.daylight.sunset < last * 60 && (
          <div className="pl-dark" style={place(day.daylight.sunset, last * 60)} />
        )}
        {legsOf(day).map((leg) => (
          <div
            key={`${leg.depart}`}
            className={
              leg.ride.fault || leg.ride.alerts.length > 0
                ? 'pl-block pl-block-ride pl-block-bad'
                : 'pl-block pl-block-ride'
            }
            style={place(leg.depart, leg.arrive)}
          >
            <span className={leg.arrive - leg.depart < 25 ? 'visually-hidden' : undefined}>
              {t('planner:rideTo', { place: leg.to.name })} · {formatKm(locale, leg.ride.km)}
            </span>
          </div>
        ))}
        {day.stops.map((visit) => (
          <button
            key={visit.stop.id}
            type="button"
            className="pl-block pl-block-visit"
            style={place(visit.enter, Math.max(visit.leave, visit.enter + 20))}
            onClick={() => show('days', { stop: visit.stop.id })}
          >
            {formatClock(visit.enter)} {visit.at?.name || t('planner:ownPin')}
            {visit.stay >= 45 && <span className="small"> {formatMinutes(locale, visit.stay)}</span>}
          </button>
        ))}
      </div>
    </section>
  );
}
