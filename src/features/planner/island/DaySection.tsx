import { memo, useState, type RefObject } from 'react';
import type { Finding } from '#src/domain/plan-check/finding.ts';
import { legsOf, type ScheduledDay } from '#src/domain/trip/schedule.ts';
import type { Arrival, Minutes, Trip } from '#src/domain/trip/types.ts';
import { formatClock, formatDate, formatKm, formatMeters, formatMinutes } from '#src/i18n/formats.ts';
import { DAY_COMMANDS, IMPROVE_DAY } from '../commands.ts';
import { AddButton } from './AddButton.tsx';
import { AddStop } from './AddStop.tsx';
import { BedRow } from './BedRow.tsx';
import { DaylightBar } from './DaylightBar.tsx';
import { FindingList } from './FindingItem.tsx';
import { Field, fromTime, toTime } from './fields.tsx';
import { LegRow } from './LegRow.tsx';
import { Menu } from './Menu.tsx';
import { usePlanner } from './planner-context.ts';
import { StopRow } from './StopRow.tsx';

type Props = {
  day: ScheduledDay;
  count: number;
  findings: readonly Finding[];
  picked: string | undefined;
  list: RefObject<HTMLElement | null>;
  /** On the last day. */
  end: Trip['end'] | undefined;
  /** On the first day. */
  arrival: Arrival | undefined;
  dayStart: Minutes;
};

/** One day. Drawn again only when its times, its findings or its place in the trip change. */
export const DaySection = memo(function DaySection({
  day,
  count,
  findings,
  picked,
  list,
  end,
  arrival,
  dayStart,
}: Props) {
  const planner = usePlanner();
  const { t, locale, run, act } = planner;
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState(false);
  const [reading, setReading] = useState(false);
  const { id } = day.day;
  const number = day.index + 1;
  const name = t('planner:day', { day: number });
  const title = day.date === undefined ? name : `${name} · ${formatDate(locale, day.date, 'medium')}`;
  const loud = findings.filter(({ severity }) => severity !== 'notice');
  const ofDay = loud.filter(({ stop, leg }) => stop === undefined && leg === undefined);
  const quiet = findings.filter(
    ({ severity, stop, leg }) => severity === 'notice' && stop === undefined && leg === undefined,
  );
  const can = (command: (typeof DAY_COMMANDS)[keyof typeof DAY_COMMANDS]) =>
    command.actionFor(planner.trip(), id) !== undefined;
  const item = (command: (typeof DAY_COMMANDS)[keyof typeof DAY_COMMANDS], danger = false) => ({
    label: t(`planner:do.${command.id}`), act: () => run(command, id, name), disabled: !can(command), danger,
  }); // prettier-ignore
  const heightsKnown = knownHeights(day);
  const improvable = IMPROVE_DAY.applies(planner.trip(), id);

  return (
    <section className="pl-day" aria-labelledby={`day-${id}`} data-day={id}>
      <header className="pl-day-head">
        <div>
          <h2 id={`day-${id}`} tabIndex={-1}>
            {title}
          </h2>
          <p className="small soft pl-figures">
            {day.from && day.to && day.from.name !== day.to.name && (
              <span>
                {day.from.name} – {day.to.name}
              </span>
            )}
            {day.km > 0 && <span>{formatKm(locale, day.km)}</span>}
            {day.ridingMinutes > 0 && (
              <span>{t('planner:riding', { time: formatMinutes(locale, day.ridingMinutes) })}</span>
            )}
            {heightsKnown >= 0.6 && day.climbMeters > 50 && (
              <span>{t('planner:climb', { metres: formatMeters(locale, Math.round(day.climbMeters / 10) * 10) })}</span>
            )}
          </p>
        </div>
        <Menu
          label={t('planner:dayMenu', { day: number })}
          items={[
            { label: t('planner:do.day-edit'), act: () => setEditing(!editing) },
            item(DAY_COMMANDS.earlier),
            item(DAY_COMMANDS.later),
            item(DAY_COMMANDS.insert),
            item(DAY_COMMANDS.duplicate),
            item(DAY_COMMANDS.reverse),
            {
              label: t('planner:do.day-improve'),
              keys: IMPROVE_DAY.keys,
              act: () => planner.improve(id),
              disabled: !improvable,
            },
            item(DAY_COMMANDS.remove, true),
          ]}
        />
      </header>
      <DaylightBar day={day} />
      {editing && (
        <div className="pl-fields pl-card-in">
          <Field
            label={t('planner:dayStarts')}
            type="time"
            value={toTime(day.day.start ?? dayStart)}
            onCommit={(value) =>
              act({ type: 'set-day', day: id, patch: { start: fromTime(value) } }, t('planner:saved.dayStart'))
            }
          />
          <Field
            label={t('planner:dayNote')}
            rows={2}
            maxLength={2000}
            value={day.day.note}
            onCommit={(note) => act({ type: 'set-day', day: id, patch: { note } }, t('planner:saved.note'))}
          />
          <button
            type="button"
            className="button"
            onClick={() => {
              setEditing(false);
              planner.focus(`day-${id}`);
            }}
          >
            {t('planner:close')}
          </button>
        </div>
      )}
      {!editing && day.day.note !== '' && <p className="pl-note">{day.day.note}</p>}
      <FindingList findings={ofDay} />

      <div className="pl-rail">
        {arrival !== undefined && day.from && (
          <p className="pl-row pl-start">
            <span className="pl-time">{formatClock(day.arrives ?? day.start)}</span>
            <span className="pl-dot" aria-hidden="true" />
            <span>
              {t(`planner:arrives.${arrival}`, { place: day.from.name })}
              {day.arrives !== undefined && day.start > day.arrives && (
                <span className="small soft"> · {t('planner:setOut', { time: formatClock(day.start) })}</span>
              )}
            </span>
          </p>
        )}
        <ol className="plain-list" data-stops={id} aria-label={t('planner:stopsOf', { day: number })}>
          {day.stops.map((visit) => (
            <StopRow
              key={visit.stop.id}
              visit={visit}
              day={day}
              dayCount={count}
              list={list}
              open={picked === visit.stop.id}
              findings={findings.filter(({ stop, leg }) => stop === visit.stop.id || leg === visit.stop.id)}
            />
          ))}
        </ol>
        {adding ? (
          <AddStop
            day={day}
            onClose={() => {
              setAdding(false);
              planner.focus(`add-${id}`);
            }}
          />
        ) : (
          <div className="pl-under no-print">
            <AddButton
              id={`add-${id}`}
              label={t(day.stops.length === 0 ? 'planner:addFirstStop' : 'planner:addStop')}
              onClick={() => setAdding(true)}
            />
            {improvable && (
              <button
                type="button"
                className="pl-improve"
                aria-keyshortcuts={IMPROVE_DAY.keys}
                onClick={() => planner.improve(id)}
              >
                {t('planner:do.day-improve')}
              </button>
            )}
          </div>
        )}
        {day.home && <LegRow leg={day.home} findings={findings.filter(({ leg }) => leg === 'home')} />}
        <BedRow day={day} end={end} />
      </div>
      {quiet.length > 0 && (
        <details className="pl-quiet small" onToggle={(event) => setReading(event.currentTarget.open)}>
          <summary>{t('planner:check.notice', { count: quiet.length })}</summary>
          {reading && <FindingList findings={quiet} />}
        </details>
      )}
    </section>
  );
});

/** Share of the day's kilometres whose climb is known. */
function knownHeights(day: ScheduledDay): number {
  const legs = legsOf(day).flatMap(({ ride }) => ride.leg ?? []);
  const km = legs.reduce((sum, leg) => sum + leg.km, 0);
  return km === 0 ? 0 : legs.reduce((sum, leg) => sum + leg.km * leg.heightsKnown, 0) / km;
}
