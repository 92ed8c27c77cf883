import { Suspense, lazy, useState } from 'react';
import type { ScheduledDay } from '#src/domain/trip/schedule.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { formatClock, formatVnd } from '#src/i18n/formats.ts';
import { usePlanner } from './planner-context.ts';

const BedPicker = lazy(() => import('./BedPicker.tsx'));

/** Where the day ends: the bed of the night, or the end of the trip. */
export function BedRow({ day, end }: { day: ScheduledDay; end: Trip['end'] | undefined }) {
  const { t, locale, index } = usePlanner();
  const [picking, setPicking] = useState(false);
  const { bed, id } = day.day;
  if (end?.at !== undefined) {
    return (
      <p className="pl-row pl-bed">
        <span className="pl-time">{formatClock(day.end)}</span>
        <span className="pl-dot" aria-hidden="true" />
        <span>
          {t('planner:endsIn', { place: day.to?.name ?? '' })}
          {end.by !== undefined && (
            <span className="small soft">
              {' '}
              · {t(`planner:leavesBy.${end.departure}`, { time: formatClock(end.by) })}
            </span>
          )}
        </span>
      </p>
    );
  }
  const house = typeof bed?.at === 'string' ? index.beds.get(bed.at) : undefined;
  const name = house?.name ?? (bed && day.to?.name) ?? (typeof bed?.at === 'object' ? bed.at.name : undefined);
  return (
    <div className="pl-row pl-bed">
      <span className="pl-time">{formatClock(day.end)}</span>
      <span className="pl-dot" aria-hidden="true" />
      <button
        type="button"
        id={`bed-${id}`}
        className={bed ? 'pl-stop-name' : 'pl-stop-name pl-no-bed'}
        aria-haspopup="dialog"
        onClick={() => setPicking(true)}
      >
        <strong>{bed ? t('planner:sleepsAt', { place: name ?? t('planner:gone') }) : t('planner:chooseBed')}</strong>
        {bed && (
          <span className="small soft">
            {bed.vnd !== undefined ? (
              <span>{t('planner:agreed', { price: formatVnd(locale, bed.vnd) })}</span>
            ) : (
              house && <span>{priceOf(house.price, t, locale)}</span>
            )}
            {house && <span>{t(`facts:car.${house.car}`)}</span>}
            {house?.sample && <span className="badge">{t('planner:sample')}</span>}
            {bed.booked && <span>{t('planner:booked')}</span>}
          </span>
        )}
      </button>
      {picking && (
        <Suspense fallback={null}>
          <BedPicker day={day} onClose={() => setPicking(false)} />
        </Suspense>
      )}
    </div>
  );
}

export function priceOf(
  price: { low: number; high: number; per: 'person' | 'room' },
  t: (key: string, values?: Record<string, string | number>) => string,
  locale: Parameters<typeof formatVnd>[0],
): string {
  return t(`planner:pricePer.${price.per}`, {
    price: formatVnd(locale, price.low === price.high ? price.low : [price.low, price.high]),
  });
}
