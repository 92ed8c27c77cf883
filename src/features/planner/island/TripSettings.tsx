import { locate } from '#src/domain/planner-data/planner-index.ts';
import { ARRIVALS, BED_NEEDS, DEPARTURES, ENGINES, EXPERIENCES, LICENCES, LICENCE_CLASSES, LICENCE_PAPERS, LUGGAGE, PACES, VEHICLES, type Trip } from '#src/domain/trip/types.ts'; // prettier-ignore
import type { TripPatch } from '#src/domain/trip/actions.ts';
import { Check, Field, Select, fromTime, toTime } from './fields.tsx';
import { usePlanner } from './planner-context.ts';
import { SpotSearch } from './SpotSearch.tsx';

/** Everything the check and the times go by. Each change holds at once. */
export function TripSettings({ trip }: { trip: Trip }) {
  const { t, act, index } = usePlanner();
  const set = (patch: TripPatch, said = t('planner:saved.settings')) => act({ type: 'set', patch }, said);
  const options = <W extends string>(
    words: readonly W[],
    prefix: string,
    none?: string,
  ): (readonly [string, string])[] => [
    ...(none === undefined ? [] : [['', none] as const]),
    ...words.map((word) => [word, t(`${prefix}.${word}`)] as const),
  ];
  const nameAt = (at: Trip['start']['at'] | undefined) =>
    at === undefined ? t('planner:nowhere') : (locate(index, at)?.name ?? t('planner:gone'));
  const { licence, party } = trip;
  const rides = trip.vehicle === 'motorbike';

  return (
    <div
      className="pl-settings no-print"
      id="trip-settings"
      tabIndex={-1}
      role="group"
      aria-label={t('planner:settings')}
    >
      <fieldset>
        <legend>{t('planner:groups.trip')}</legend>
        <Field label={t('planner:tripName')} maxLength={120} value={trip.name} onCommit={(name) => set({ name })} />
        <Field
          label={t('planner:startDate')}
          type="date"
          value={trip.date ?? ''}
          onCommit={(date) => set({ date: date === '' ? null : date })}
        />
        <Select
          label={t('planner:pace')}
          value={trip.pace}
          options={options(PACES, 'findings:word')}
          onChange={(pace) => set({ pace: pace as Trip['pace'] })}
        />
        <Field
          label={t('planner:dayStarts')}
          type="time"
          value={toTime(trip.dayStart)}
          onCommit={(value) => {
            const dayStart = fromTime(value);
            if (dayStart !== null) set({ dayStart });
          }}
        />
      </fieldset>
      <fieldset>
        <legend>{t('planner:groups.ride')}</legend>
        <Select
          label={t('planner:vehicle')}
          value={trip.vehicle}
          options={options(VEHICLES, 'findings:word')}
          onChange={(vehicle) => set({ vehicle: vehicle as Trip['vehicle'] })}
        />
        <Select
          label={t('planner:experienceLabel')}
          value={trip.experience}
          options={options(EXPERIENCES, 'planner:experience')}
          onChange={(experience) => set({ experience: experience as Trip['experience'] })}
        />
        {rides && (
          <>
            <Select
              label={t('planner:licenceLabel')}
              value={licence.status}
              options={options(LICENCES, 'planner:licence')}
              onChange={(status) => set({ licence: { ...licence, status: status as Trip['licence']['status'] } })}
              hint={t('planner:licenceHint')}
            />
            {licence.status === 'valid' && (
              <>
                <Select
                  label={t('planner:paperLabel')}
                  value={licence.paper ?? ''}
                  options={options(LICENCE_PAPERS, 'planner:paper', '–')}
                  onChange={(paper) => set({ licence: without(licence, 'paper', paper) })}
                />
                <Select
                  label={t('planner:classLabel')}
                  value={licence.class ?? ''}
                  options={options(LICENCE_CLASSES, 'planner:class', '–')}
                  onChange={(value) => set({ licence: without(licence, 'class', value) })}
                />
              </>
            )}
            <Select
              label={t('planner:engineLabel')}
              value={trip.engine ?? ''}
              options={options(ENGINES, 'planner:engine', '–')}
              onChange={(engine) => set({ engine: engine === '' ? null : (engine as NonNullable<Trip['engine']>) })}
            />
          </>
        )}
        <Select
          label={t('planner:luggageLabel')}
          value={trip.luggage ?? ''}
          options={options(LUGGAGE, 'planner:luggage', '–')}
          onChange={(luggage) => set({ luggage: luggage === '' ? null : (luggage as NonNullable<Trip['luggage']>) })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('planner:groups.start')}</legend>
        <p>
          <strong>{nameAt(trip.start.at)}</strong>
        </p>
        <Select
          label={t('planner:arrivalLabel')}
          value={trip.start.arrival}
          options={options(ARRIVALS, 'planner:arrival')}
          onChange={(arrival) => set({ start: { arrival: arrival as Trip['start']['arrival'] } })}
        />
        <Field
          label={t('planner:startHour')}
          type="time"
          value={toTime(trip.start.hour)}
          onCommit={(value) => {
            const hour = fromTime(value);
            if (hour !== null) set({ start: { hour } });
          }}
        />
        <SpotSearch
          label={t('planner:changeStart')}
          autoFocus={false}
          onChoose={(choice) => set({ start: { at: choice.place?.id ?? choice.event?.place ?? choice.id } })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('planner:groups.end')}</legend>
        <p>
          <strong>{nameAt(trip.end.at)}</strong>
        </p>
        <Select
          label={t('planner:departureLabel')}
          value={trip.end.departure}
          options={options(DEPARTURES, 'planner:departure')}
          onChange={(departure) => set({ end: { departure: departure as Trip['end']['departure'] } })}
        />
        <Field
          label={t('planner:endBy')}
          type="time"
          value={toTime(trip.end.by)}
          onCommit={(value) => set({ end: { by: fromTime(value) } })}
        />
        <SpotSearch
          label={t('planner:changeEnd')}
          autoFocus={false}
          onChoose={(choice) => set({ end: { at: choice.place?.id ?? choice.event?.place ?? choice.id } })}
        />
        {trip.end.at !== undefined && (
          <button type="button" className="button" onClick={() => set({ end: { at: null } })}>
            {t('planner:endAtLastStop')}
          </button>
        )}
      </fieldset>
      <fieldset>
        <legend>{t('planner:groups.party')}</legend>
        <Field
          label={t('planner:adults')}
          type="number"
          min={1}
          max={50}
          value={String(party.adults)}
          onCommit={(value) => set({ party: { ...party, adults: Math.round(Number(value)) } })}
        />
        <Field
          label={t('planner:childrenAges')}
          value={party.children.join(', ')}
          hint={t('planner:childrenHint')}
          onCommit={(value) =>
            set({ party: { ...party, children: (value.match(/\d+/g) ?? []).map(Number).filter((age) => age < 18) } })
          }
        />
        <Check
          label={t('planner:limitedMobility')}
          checked={party.mobility === 'limited'}
          onChange={(limited) => {
            const { mobility: _, ...rest } = party;
            set({ party: limited ? { ...rest, mobility: 'limited' } : rest });
          }}
        />
      </fieldset>
      <fieldset>
        <legend>{t('planner:groups.beds')}</legend>
        {BED_NEEDS.map((need) => (
          <Check
            key={need}
            label={t(`findings:word.${need}`)}
            checked={trip.bedNeeds.includes(need)}
            onChange={(wanted) =>
              set({ bedNeeds: wanted ? [...trip.bedNeeds, need] : trip.bedNeeds.filter((one) => one !== need) })
            }
          />
        ))}
      </fieldset>
    </div>
  );
}

function without(licence: Trip['licence'], key: 'paper' | 'class', value: string): Trip['licence'] {
  const { [key]: _, ...rest } = licence;
  return value === '' ? (rest as Trip['licence']) : ({ ...rest, [key]: value } as Trip['licence']);
}
