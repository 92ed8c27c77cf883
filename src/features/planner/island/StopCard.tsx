import { useState } from 'react';
import type { Finding } from '#src/domain/plan-check/finding.ts';
import type { ScheduledDay, ScheduledStop } from '#src/domain/trip/schedule.ts';
import { formatClock, formatDate, formatMeters, formatVnd } from '#src/i18n/formats.ts';
import { ruleText } from '#src/features/events/rule-text.ts';
import { STOP_COMMANDS, type Command } from '../commands.ts';
import { Field, Select, fromTime, toTime } from './fields.tsx';
import { FindingList } from './FindingItem.tsx';
import { usePlanner } from './planner-context.ts';
import { SpotSearch } from './SpotSearch.tsx';

type Props = { visit: ScheduledStop; day: ScheduledDay; dayCount: number; name: string; notices: readonly Finding[] };

/** Everything about one stop: its times and hours on that day, what it costs, and every change one can make to it. */
export function StopCard({ visit, day, dayCount, name, notices }: Props) {
  const planner = usePlanner();
  const { t, locale, act, run } = planner;
  const [replacing, setReplacing] = useState(false);
  const { stop, at } = visit;
  const place = at?.place;
  const opening = at?.event ?? (at?.bed ? undefined : place);
  const href = typeof stop.at === 'string' && at ? `/${locale}/${stop.at}` : undefined;
  const button = (command: Command, label = t(`planner:do.${command.id}`)) => (
    <button
      type="button"
      className={command.id === 'stop-remove' ? 'button pl-danger' : 'button'}
      aria-keyshortcuts={command.keys}
      disabled={stop.locked && command.id !== 'stop-lock'}
      onClick={() => run(command, stop.id, name)}
    >
      {label}
    </button>
  );

  return (
    <div className="pl-card" id={`card-${stop.id}`}>
      <dl className="pl-times">
        <div>
          <dt>{t('planner:times.arrive')}</dt>
          <dd>{formatClock(visit.arrive)}</dd>
        </div>
        {visit.wait > 0 && (
          <div>
            <dt>{t('planner:times.wait')}</dt>
            <dd>{formatClock(visit.enter)}</dd>
          </div>
        )}
        <div>
          <dt>{t('planner:times.leave')}</dt>
          <dd>{formatClock(visit.leave)}</dd>
        </div>
        {place?.elevation !== undefined && !at?.event && (
          <div>
            <dt>{t('planner:times.height')}</dt>
            <dd>{formatMeters(locale, place.elevation)}</dd>
          </div>
        )}
      </dl>
      {replacing ? (
        <SpotSearch
          label={t('planner:replaceWith')}
          onCancel={() => setReplacing(false)}
          onChoose={(choice) => {
            setReplacing(false);
            act(
              { type: 'replace-stop', stop: stop.id, at: choice.id },
              t('planner:replaced', { name, other: choice.name }),
              `stop-${stop.id}`,
            );
          }}
        />
      ) : (
        <div className="cluster pl-actions no-print">
          {button(STOP_COMMANDS.earlier)}
          {button(STOP_COMMANDS.later)}
          {button(STOP_COMMANDS.lock, t(stop.locked ? 'planner:do.stop-unlock' : 'planner:do.stop-lock'))}
          <button type="button" className="button" disabled={stop.locked} onClick={() => setReplacing(true)}>
            {t('planner:do.stop-replace')}
          </button>
          <button
            type="button"
            className="button pl-narrow-only"
            onClick={() => planner.show('map', { stop: stop.id })}
          >
            {t('planner:do.stop-map')}
          </button>
          {href && (
            <a className="button" href={href}>
              {t('planner:do.stop-page')}
            </a>
          )}
          {button(STOP_COMMANDS.remove)}
        </div>
      )}
      {visit.hours && visit.hours.length > 0 && day.date !== undefined && (
        <p>
          <strong>{t('planner:openOn', { date: formatDate(locale, day.date, 'medium') })}</strong>{' '}
          {visit.hours
            .map(({ from, to }) => `${formatClock(from)}–${to === 1440 ? '24:00' : formatClock(to)}`)
            .join(', ')}
        </p>
      )}
      {visit.hours?.length === 0 && <p className="pl-closed">{t('planner:closedThatDay')}</p>}
      {(opening?.open ?? []).map((line) => (
        <p key={line.rule} className="small soft">
          {ruleText(t, locale, line)}
        </p>
      ))}
      {place?.fees?.map((fee) => (
        <p key={`${fee.for}${fee.per}`} className="small">
          {t(`facts:fees.${fee.for}`)}: {formatVnd(locale, fee.low === fee.high ? fee.low : [fee.low, fee.high])}{' '}
          <span className="soft">({t('planner:seen', { date: formatDate(locale, fee.seen) })})</span>
        </p>
      ))}
      {(at?.event ?? place)?.notices?.map((notice) => (
        <p key={notice} className="small soft">
          {t(`facts:notices.${notice}`)}
        </p>
      ))}
      <FindingList findings={notices} />

      <div className="pl-fields">
        <Field
          label={t('planner:stay')}
          type="number"
          min={0}
          max={1440}
          step={5}
          value={String(visit.stop.minutes ?? at?.event?.visitMinutes ?? place?.visitMinutes ?? 0)}
          disabled={stop.locked}
          onCommit={(value) =>
            act(
              { type: 'set-stop', stop: stop.id, patch: { minutes: value === '' ? null : Math.round(Number(value)) } },
              t('planner:saved.stay', { name }),
            )
          }
        />
        <Field
          label={t('planner:departs')}
          type="time"
          value={toTime(stop.departs)}
          hint={t('planner:departsHint')}
          disabled={stop.locked}
          onCommit={(value) =>
            act(
              { type: 'set-stop', stop: stop.id, patch: { departs: fromTime(value) } },
              t('planner:saved.departs', { name }),
            )
          }
        />
        {dayCount > 1 && !stop.locked && (
          <Select
            label={t('planner:onDay')}
            value={day.day.id}
            options={planner.trip().days.map((one, i) => [one.id, t('planner:day', { day: i + 1 })])}
            onChange={(to) => {
              const target = planner.trip().days.findIndex(({ id }) => id === to);
              act(
                { type: 'move-stop', stop: stop.id, day: to, index: planner.trip().days[target]?.stops.length ?? 0 },
                t('planner:movedTo', {
                  name,
                  day: target + 1,
                  position: (planner.trip().days[target]?.stops.length ?? 0) + 1,
                }),
                `stop-${stop.id}`,
              );
            }}
          />
        )}
        <Field
          label={t('planner:note')}
          rows={2}
          maxLength={2000}
          value={stop.note}
          onCommit={(note) => act({ type: 'set-stop', stop: stop.id, patch: { note } }, t('planner:saved.note'))}
        />
      </div>
    </div>
  );
}
