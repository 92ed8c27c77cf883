import { legsOf, type ScheduledDay } from '#src/domain/trip/schedule.ts';
import { formatClock, formatMinutes } from '#src/i18n/formats.ts';
import { usePlanner } from './planner-context.ts';

const FROM = 4 * 60;
const TO = 22 * 60;

/** The day from 04:00 to 22:00: night, daylight, rides and visits. Its sentence says the same. */
export function DaylightBar({ day }: { day: ScheduledDay }) {
  const { t, locale } = usePlanner();
  const legs = legsOf(day);
  if (day.stops.length === 0 && legs.length === 0) return null;
  const x = (minutes: number) => Math.min(100, Math.max(0, ((minutes - FROM) / (TO - FROM)) * 100));
  const bar = (from: number, to: number, className: string, y: number, height: number, key: string) => (
    <rect key={key} className={className} x={x(from)} y={y} width={Math.max(0.3, x(to) - x(from))} height={height} />
  );
  const { daylight } = day;
  const said = t(daylight ? 'planner:daylight' : 'planner:dayTimes', {
    from: formatClock(day.start), to: formatClock(day.end), time: formatMinutes(locale, day.ridingMinutes),
    sunrise: formatClock(daylight?.sunrise ?? 0), sunset: formatClock(daylight?.sunset ?? 0),
  }); // prettier-ignore
  return (
    <div className="pl-light">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={said}>
        <rect className="pl-night" x="0" y="0" width="100" height="10" />
        {bar(
          daylight?.sunrise ?? 6 * 60,
          daylight?.sunset ?? 18 * 60,
          daylight ? 'pl-sun' : 'pl-sun pl-sun-guess',
          0,
          10,
          'sun',
        )}
        <rect className="pl-band" x="0" y="5" width="100" height="5" />
        {day.stops.map(({ stop, enter, leave }) => bar(enter, leave, 'pl-visit', 6, 4, stop.id))}
        {legs.map((leg) =>
          bar(
            leg.depart,
            leg.arrive,
            leg.ride.alerts.length > 0 || leg.ride.fault ? 'pl-ride pl-ride-bad' : 'pl-ride',
            6,
            4,
            `${leg.depart}`,
          ),
        )}
      </svg>
      <p className="small soft" aria-hidden="true">
        <span>{formatClock(day.start)}</span>
        {daylight && (
          <span>
            ☀ {formatClock(daylight.sunrise)} – {formatClock(daylight.sunset)}
          </span>
        )}
        <span>{formatClock(day.end)}</span>
      </p>
    </div>
  );
}
