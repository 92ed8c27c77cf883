import { useEffect } from 'react';
import { distanceMeters } from '#src/domain/geo/position.ts';
import { answerTo } from '#src/domain/plan-check/fix-ideas.ts';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBed, PlannerPlace } from '#src/domain/planner-data/types.ts';
import { usualRide } from '#src/domain/trip/rides.ts';
import type { ScheduledDay } from '#src/domain/trip/schedule.ts';
import type { Bed } from '#src/domain/trip/types.ts';
import { formatMinutes } from '#src/i18n/formats.ts';
import { priceOf } from './BedRow.tsx';
import { Dialog } from './Dialog.tsx';
import { Check, Field } from './fields.tsx';
import { usePlanner } from './planner-context.ts';
import { SpotSearch } from './SpotSearch.tsx';

const SHOWN = 12;
const FAR_METERS = 40_000;
const FAR_MINUTES = 75;

/** Houses and towns to sleep in, nearest to the day's last stop first, with what decides: price, car, toilet, how far. */
export default function BedPicker({ day, onClose }: { day: ScheduledDay; onClose: () => void }) {
  const planner = usePlanner();
  const { t, locale, act, index } = planner;
  const trip = planner.trip();
  const { id, bed } = day.day;
  const last = day.stops.at(-1)?.at ?? day.from;
  const number = day.index + 1;

  const near = new Set([...index.core.places].filter((place) => last && distanceMeters(place, last) < FAR_METERS).map(({ area }) => area)); // prettier-ignore
  const areas = [...near].join(' ');
  useEffect(() => planner.needBeds([...near]), [areas]);

  const options = last
    ? [
        ...index.beds.values(),
        ...index.core.places.filter(
          ({ services, kind }) => kind === 'town' || services?.includes('homestay') || services?.includes('hotel'),
        ),
      ]
        .filter((one) => distanceMeters(one, last) < FAR_METERS)
        .map((one) => ({ one, minutes: minutesFrom(one.id) }))
        .filter(({ minutes }) => minutes <= FAR_MINUTES)
        .sort((a, b) => a.minutes - b.minutes || ('price' in b.one ? 1 : 0) - ('price' in a.one ? 1 : 0))
        .slice(0, SHOWN)
    : [];

  function minutesFrom(bedId: string): number {
    const at = locate(index, bedId);
    if (!at || !last) return Infinity;
    return at.key === last.key ? 0 : usualRide(index, last, at, trip.vehicle).minutes;
  }
  function choose(one: { id: string; name: string } & Partial<PlannerBed>) {
    const next: Pick<Bed, 'at'> & Partial<Bed> = { at: one.id, ...(one.price && one.area && { area: one.area }) };
    act({ type: 'set-bed', day: id, bed: next }, t('planner:bedChosen', { place: one.name, day: number }));
    onClose();
  }
  const patch = (change: Partial<Bed>, drop: readonly (keyof Bed)[] = []) => {
    const now = planner.trip().days.find((one) => one.id === id)?.bed;
    if (!now) return;
    const next = Object.fromEntries(
      Object.entries({ ...now, ...change }).filter(([key]) => !drop.includes(key as keyof Bed)),
    );
    act({ type: 'set-bed', day: id, bed: next as Bed }, t('planner:saved.bed'));
  };

  return (
    <Dialog title={t('planner:bedTitle', { day: number })} onClose={onClose}>
      {bed && (
        <details className="pl-own">
          <summary>{t('planner:bedDetails', { place: day.to?.name ?? '' })}</summary>
          <div className="pl-fields">
            <Field
              label={t('planner:agreedPrice')}
              type="number"
              min={0}
              step={10000}
              value={bed.vnd === undefined ? '' : String(bed.vnd)}
              onCommit={(value) => (value === '' ? patch({}, ['vnd']) : patch({ vnd: Math.round(Number(value)) }))}
            />
            <Field label={t('planner:note')} maxLength={2000} value={bed.note} onCommit={(note) => patch({ note })} />
            <Check label={t('planner:booked')} checked={bed.booked} onChange={(booked) => patch({ booked })} />
            <button
              type="button"
              className="button pl-danger"
              onClick={() => {
                act({ type: 'set-bed', day: id, bed: null }, t('planner:bedRemoved', { day: number }));
                onClose();
              }}
            >
              {t('planner:removeBed')}
            </button>
          </div>
        </details>
      )}
      <p className="small soft">{last ? t('planner:bedsNear', { place: last.name }) : t('planner:bedsNeedStop')}</p>
      <ul className="plain-list pl-beds">
        {options.map(({ one, minutes }) => (
          <li key={one.id}>
            <button type="button" aria-pressed={bed?.at === one.id} onClick={() => choose(one)}>
              <strong>{one.name}</strong>
              <span className="small">
                {'price' in one ? (
                  <BedFacts bed={one} needs={trip.bedNeeds} />
                ) : (
                  <span className="soft">
                    {t(`facts:placeKinds.${(one as PlannerPlace).kind}`)} · {t('planner:houseLater')}
                  </span>
                )}
                <span className="soft">
                  {minutes === 0
                    ? t('planner:rightThere')
                    : t('planner:rideAway', { time: formatMinutes(locale, minutes) })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <SpotSearch
        label={t('planner:bedElsewhere')}
        autoFocus={false}
        onChoose={(choice) => choose({ id: choice.place?.id ?? choice.event?.place ?? choice.id, name: choice.name })}
      />
    </Dialog>
  );
}

function BedFacts({ bed, needs }: { bed: PlannerBed; needs: readonly Parameters<typeof answerTo>[1][] }) {
  const { t, locale } = usePlanner();
  return (
    <>
      <span className="badge gold">{priceOf(bed.price, t, locale)}</span>
      <span>{t(`facts:car.${bed.car}`)}</span>
      <span>{t('planner:toilet', { toilet: t(`facts:toilet.${bed.toilet}`) })}</span>
      <span>{t('planner:sleeps', { count: bed.sleeps })}</span>
      {needs
        .filter((need) => need !== 'car-access')
        .map((need) => (
          <span key={need} className={answerTo(bed, need) === 'yes' ? 'badge jade' : 'badge'}>
            {t(`findings:word.${need}`)}: {t(`facts:yesNo.${answerTo(bed, need)}`)}
          </span>
        ))}
      {bed.sample && <span className="badge">{t('planner:sample')}</span>}
    </>
  );
}
