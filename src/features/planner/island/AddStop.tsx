import { useId, useState } from 'react';
import { entriesOfTrip } from '#src/domain/trip/new-trip.ts';
import type { ScheduledDay } from '#src/domain/trip/schedule.ts';
import type { Spot } from '#src/domain/trip/types.ts';
import { formatKm } from '#src/i18n/formats.ts';
import { readCoordinates, spotsNear } from '../spot-search.ts';
import { usePlanner } from './planner-context.ts';
import { SpotSearch, kindOf } from './SpotSearch.tsx';

/** Adds to the end of a day: by name, from what lies near, by coordinates, or by way of the map. It stays open for the next one. */
export function AddStop({ day, onClose }: { day: ScheduledDay; onClose: () => void }) {
  const planner = usePlanner();
  const { t, locale, act, index } = planner;
  const last = day.stops.at(-1)?.at ?? day.from;
  const near = last ? spotsNear(index, last, new Set([...entriesOfTrip(planner.trip()), last.place?.id ?? ''])) : [];

  function add(at: Spot, name: string) {
    act({ type: 'add-stop', day: day.day.id, stop: { at } }, t('planner:added', { name, day: day.index + 1 }));
  }
  return (
    <div className="pl-adder pl-card-in" role="group" aria-label={t('planner:addTo', { day: day.index + 1 })}>
      <SpotSearch
        label={t('planner:searchPlace')}
        onCancel={onClose}
        onChoose={(choice) => add(choice.id, choice.name)}
      />
      {near.length > 0 && last && (
        <>
          <p className="small soft">{t('planner:near', { place: last.name })}</p>
          <ul className="plain-list pl-chips">
            {near.map((choice) => (
              <li key={choice.id}>
                <button type="button" className="pl-chip" onClick={() => add(choice.id, choice.name)}>
                  <span>{choice.name}</span>{' '}
                  <span className="small soft">
                    {kindOf(choice, t)} · {formatKm(locale, choice.meters / 1000)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <OwnPin onAdd={add} />
      <div className="cluster">
        <button
          type="button"
          className="button pl-narrow-only"
          onClick={() => planner.show('map', { day: day.day.id })}
        >
          {t('planner:chooseOnMap')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('planner:doneAdding')}
        </button>
      </div>
    </div>
  );
}

/** A traveller's own point, by what a map or a message gave them. */
export function OwnPin({ onAdd }: { onAdd: (at: Spot, name: string) => void }) {
  const { t, say } = usePlanner();
  const id = useId();
  const [name, setName] = useState('');
  const [where, setWhere] = useState('');
  const [bad, setBad] = useState(false);
  return (
    <details className="pl-own">
      <summary>{t('planner:ownPinAdd')}</summary>
      <form
        className="pl-fields"
        onSubmit={(event) => {
          event.preventDefault();
          const at = readCoordinates(where);
          setBad(!at);
          if (!at) return say(t('planner:badCoordinates'));
          onAdd({ ...at, name: name.trim() || t('planner:ownPin') }, name.trim() || t('planner:ownPin'));
          setName('');
          setWhere('');
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-name`}>{t('planner:pinName')}</label>
          <input
            id={`${id}-name`}
            className="input"
            maxLength={120}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-where`}>{t('planner:coordinates')}</label>
          <input
            id={`${id}-where`}
            className="input"
            value={where}
            inputMode="text"
            aria-invalid={bad}
            aria-describedby={`${id}-hint`}
            onInput={(event) => {
              setWhere(event.currentTarget.value);
              setBad(false);
            }}
          />
          <p id={`${id}-hint`} className={bad ? 'small pl-closed' : 'small soft'}>
            {t(bad ? 'planner:badCoordinates' : 'planner:coordinatesHint')}
          </p>
        </div>
        <button type="submit" className="button">
          {t('planner:addPin')}
        </button>
      </form>
    </details>
  );
}
