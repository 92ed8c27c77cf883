import { useEffect, useState, type RefObject } from 'react';
import type { Finding } from '#src/domain/plan-check/finding.ts';
import type { ScheduledDay, ScheduledStop } from '#src/domain/trip/schedule.ts';
import { formatClock, formatMinutes } from '#src/i18n/formats.ts';
import { dragStop } from './drag-stop.ts';
import { FindingList } from './FindingItem.tsx';
import { LegRow } from './LegRow.tsx';
import { usePlanner } from './planner-context.ts';
import { StopCard } from './StopCard.tsx';

type Props = {
  visit: ScheduledStop;
  day: ScheduledDay;
  dayCount: number;
  findings: readonly Finding[];
  list: RefObject<HTMLElement | null>;
  open: boolean;
};

/** A stop in the list: the ride to it, its time and name; opened, everything about it and what can be done with it. */
export function StopRow({ visit, day, dayCount, findings, list, open }: Props) {
  const { t, locale, act, index } = usePlanner();
  const [opened, setOpened] = useState(open);
  useEffect(() => {
    if (open) setOpened(true);
  }, [open]);
  const { stop, at, hours } = visit;
  const name =
    at?.name || (typeof stop.at === 'object' ? stop.at.name : '') || t(at ? 'planner:ownPin' : 'planner:gone');
  const worst =
    findings.find(({ severity }) => severity === 'error') ?? findings.find(({ severity }) => severity === 'warning');
  const ofStop = findings.filter((one) => one.stop === stop.id && one.severity !== 'notice');
  const closed = hours?.length === 0;
  const kind = at?.event
    ? t(`facts:eventKinds.${at.event.kind}`)
    : at?.place && !at.bed
      ? t(`facts:placeKinds.${at.place.kind}`)
      : '';

  return (
    <li
      data-stop={stop.id}
      className={`pl-stop${worst ? ` pl-${worst.severity}` : ''}${stop.locked ? ' pl-locked' : ''}`}
    >
      {visit.leg && (
        <LegRow
          leg={visit.leg}
          findings={findings.filter(({ leg, severity }) => leg === stop.id && severity !== 'notice')}
        />
      )}
      <div className="pl-row">
        <span className="pl-time">{formatClock(visit.arrive)}</span>
        <span className="pl-dot" aria-hidden="true">
          {visit.index + 1}
        </span>
        <button
          type="button"
          id={`stop-${stop.id}`}
          className="pl-stop-name"
          aria-expanded={opened}
          aria-controls={opened ? `card-${stop.id}` : undefined}
          aria-describedby="planner-stop-keys"
          onClick={() => setOpened(!opened)}
        >
          <span className="visually-hidden">{formatClock(visit.arrive)} </span>
          <strong lang={at?.event?.lang ?? at?.place?.lang}>{name}</strong>
          <span className="small soft">
            {kind !== '' && <span>{kind}</span>}
            {visit.stay > 0 && <span>{formatMinutes(locale, visit.stay)}</span>}
            {visit.wait > 0 && <span>{t('planner:waits', { time: formatMinutes(locale, visit.wait) })}</span>}
            {closed && <span className="pl-closed">{t('planner:closedThatDay')}</span>}
            {stop.locked && <span>{t('planner:locked')}</span>}
          </span>
        </button>
        {!stop.locked && (
          <span
            className="pl-handle no-print"
            aria-hidden="true"
            title={t('planner:drag')}
            onPointerDown={(event) => {
              const row = event.currentTarget.closest('li');
              if (event.button !== 0 || !row || !list.current) return;
              event.preventDefault();
              const native =
                (event as unknown as { nativeEvent?: PointerEvent }).nativeEvent ?? (event as unknown as PointerEvent);
              dragStop(native, list.current, row, (drop) => {
                const days = index && [...(list.current?.querySelectorAll<HTMLElement>('[data-stops]') ?? [])];
                const number = days.findIndex((one) => one.dataset['stops'] === drop.day) + 1;
                act(
                  { type: 'move-stop', stop: stop.id, ...drop },
                  t('planner:movedTo', { name, day: number, position: drop.index + 1 }),
                  `stop-${stop.id}`,
                );
              });
            }}
          >
            ⠿
          </span>
        )}
      </div>
      <FindingList findings={ofStop} />
      {stop.note !== '' && !opened && <p className="pl-note">{stop.note}</p>}
      {opened && (
        <StopCard
          visit={visit}
          day={day}
          dayCount={dayCount}
          name={name}
          notices={findings.filter(({ severity }) => severity === 'notice')}
        />
      )}
    </li>
  );
}
