import { Suspense, lazy, useState } from 'react';
import type { View } from '#src/domain/plan-check/finding.ts';
import { LIMITS, LISTS, type CostItem, type ListName, type Trip } from '#src/domain/trip/types.ts';
import { formatDate, formatKm, formatMeters, formatNumber, formatVnd } from '#src/i18n/formats.ts';
import { FUEL, reckonCosts, type CostLine } from '../costs.ts';
import { dayProfile, type DayPoint } from './day-profile.ts';
import { Check, Select } from './fields.tsx';
import { usePlanner } from './planner-context.ts';

const TakeAlong = lazy(() =>
  import('#src/features/takealong/TakeAlongPanel.tsx').then(({ TakeAlongPanel }) => ({ default: TakeAlongPanel })),
);

/** Below the days: what it costs, what to pack and do, how high it goes. Reckoned only when opened. */
export default function TripExtras({
  view,
  kept,
  onImport,
}: {
  view: View;
  kept: boolean;
  onImport: (trip: Trip) => void;
}) {
  const { t, locale, index } = usePlanner();
  return (
    <div className="pl-extras">
      <Extra name="costs">{() => <Costs view={view} />}</Extra>
      {LISTS.map((list) => (
        <Extra key={list} name={list} count={view.trip.lists[list].filter(({ done }) => !done).length}>
          {() => <Things view={view} list={list} />}
        </Extra>
      ))}
      <Extra name="heights">{() => <Heights view={view} />}</Extra>
      <Extra name="along">
        {() => (
          <Suspense fallback={<p className="pl-wait">{t('planner:loading')}</p>}>
            <TakeAlong trip={view.trip} index={index} locale={locale} own={kept} onImport={onImport} />
          </Suspense>
        )}
      </Extra>
    </div>
  );
}

function Extra({ name, count = 0, children }: { name: string; count?: number; children: () => React.ReactNode }) {
  const { t } = usePlanner();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t(`planner:extras.${name}`)}</h2>
        {count > 0 && <span className="pl-count">{count}</span>}
      </summary>
      {open && children()}
    </details>
  );
}

function Costs({ view }: { view: View }) {
  const { t, locale, act } = usePlanner();
  const [text, setText] = useState('');
  const [vnd, setVnd] = useState('');
  const [per, setPer] = useState<CostItem['per']>('trip');
  const { lines, total } = reckonCosts(view);
  const money = ({ low, high }: { low: number; high: number }) => formatVnd(locale, low === high ? low : [low, high]);
  const range = (of?: { low: number; high: number }) => of ? `${formatNumber(locale, of.low)}–${formatNumber(locale, of.high)}` : ''; // prettier-ignore
  const nameOf = (line: CostLine) =>
    line.kind === 'fuel'
      ? t('planner:costs.fuel', {
          litres: range(FUEL.litres[view.trip.vehicle]),
          price: money(FUEL.vndPerLitre),
        })
      : line.kind === 'fee'
        ? `${line.name} (${t(`facts:fees.${line.detail}`)})`
        : line.name;
  return (
    <div className="pl-costs">
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('planner:extras.costs')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('planner:costs.what')}</th>
              <th scope="col">{t('planner:costs.day')}</th>
              <th scope="col">{t('planner:costs.vnd')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => (
              <tr key={i}>
                <th scope="row">
                  {nameOf(line)}
                  {line.seen !== undefined && (
                    <span className="small soft"> {t('planner:seen', { date: formatDate(locale, line.seen) })}</span>
                  )}
                  {line.agreed && <span className="small soft"> {t('planner:costs.agreed')}</span>}
                </th>
                <td>{line.day === undefined ? '' : formatNumber(locale, line.day)}</td>
                <td>{money(line)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('planner:costs.total')}</th>
              <td />
              <td>
                <strong>{money(total)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="small soft">{t('planner:costs.note')}</p>
      {view.trip.costs.length > 0 && (
        <ul className="plain-list">
          {view.trip.costs.map((item) => (
            <li key={item.id} className="cluster">
              <span>
                {item.text}: {formatVnd(locale, item.vnd)} ({t(`planner:costs.per.${item.per}`)})
              </span>
              <button
                type="button"
                className="pl-icon no-print"
                aria-label={t('planner:removeItem', { name: item.text })}
                onClick={() =>
                  act({ type: 'remove-cost', item: item.id }, t('planner:itemRemoved', { name: item.text }))
                }
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="pl-fields no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (
            text.trim() !== '' &&
            act(
              { type: 'add-cost', cost: { text: text.trim(), vnd: Math.round(Number(vnd)), per } },
              t('planner:itemAdded', { name: text.trim() }),
            )
          ) {
            setText('');
            setVnd('');
          }
        }}
      >
        <div className="field">
          <label htmlFor="cost-text">{t('planner:costs.own')}</label>
          <input
            id="cost-text"
            className="input"
            maxLength={LIMITS.item}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="cost-vnd">{t('planner:costs.amount')}</label>
          <input
            id="cost-vnd"
            className="input"
            type="number"
            min={0}
            step={1000}
            value={vnd}
            onInput={(event) => setVnd(event.currentTarget.value)}
          />
        </div>
        <Select
          label={t('planner:costs.perLabel')}
          value={per}
          options={(['trip', 'day', 'person'] as const).map((one) => [one, t(`planner:costs.per.${one}`)])}
          onChange={(value) => setPer(value as CostItem['per'])}
        />
        <button type="submit" className="button">
          {t('planner:add')}
        </button>
      </form>
    </div>
  );
}

function Things({ view, list }: { view: View; list: ListName }) {
  const { t, act } = usePlanner();
  const [text, setText] = useState('');
  const items = view.trip.lists[list];
  const ideas = t(`planner:ideas.${list}`)
    .split(';')
    .map((idea) => idea.trim())
    .filter((idea) => idea !== '' && !items.some((item) => item.text === idea));
  const add = (one: string) => act({ type: 'add-item', list, text: one }, t('planner:itemAdded', { name: one }));
  return (
    <div className="pl-things">
      <ul className="plain-list">
        {items.map((item) => (
          <li key={item.id}>
            <Check
              label={item.done ? <s>{item.text}</s> : item.text}
              checked={item.done}
              onChange={(done) => act({ type: 'set-item', list, item: item.id, patch: { done } })}
            />
            <button
              type="button"
              className="pl-icon no-print"
              aria-label={t('planner:removeItem', { name: item.text })}
              onClick={() =>
                act({ type: 'remove-item', list, item: item.id }, t('planner:itemRemoved', { name: item.text }))
              }
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <form
        className="cluster no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '' && add(text.trim())) setText('');
        }}
      >
        <label className="visually-hidden" htmlFor={`item-${list}`}>
          {t('planner:newItem')}
        </label>
        <input
          id={`item-${list}`}
          className="input"
          maxLength={LIMITS.item}
          placeholder={t('planner:newItem')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className="button">
          {t('planner:add')}
        </button>
      </form>
      {ideas.length > 0 && (
        <ul className="plain-list pl-chips no-print" aria-label={t('planner:ideasLabel')}>
          {ideas.map((idea) => (
            <li key={idea}>
              <button type="button" className="pl-chip" onClick={() => add(idea)}>
                <span aria-hidden="true">＋ </span>
                {idea}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Heights({ view }: { view: View }) {
  const { t, locale, index } = usePlanner();
  const days = view.days
    .map((day) => ({ day, points: dayProfile(index.graph, day) }))
    .filter(({ points }) => points.length > 1);
  if (days.length === 0) return <p className="soft">{t('planner:heights.none')}</p>;
  const top = Math.max(...days.flatMap(({ points }) => points.map(({ meters }) => meters)), 500);
  const placeName = (slug: string | undefined) =>
    slug === undefined
      ? ''
      : (index.places.get(`places/${slug}`)?.name ??
        index.core.roads.nodes.find((node) => node.slug === slug)?.name ??
        slug);
  return (
    <>
      {days.map(({ day, points }) => {
        const name = t('planner:day', { day: day.index + 1 });
        const highest = points.reduce((best, point) => (point.meters > best.meters ? point : best));
        return (
          <section key={day.day.id} className="pl-heights">
            <h3>
              {name}{' '}
              <span className="small soft">
                {t('planner:heights.top', { metres: formatMeters(locale, highest.meters) })}
                {highest.slug !== undefined && ` (${placeName(highest.slug)})`}
              </span>
            </h3>
            <Profile
              points={points}
              top={top}
              label={t('planner:heights.chart', { day: day.index + 1, metres: formatMeters(locale, highest.meters) })}
            />
            <details>
              <summary className="small">{t('planner:heights.table')}</summary>
              <table>
                <caption className="visually-hidden">{name}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('planner:heights.place')}</th>
                    <th scope="col">{t('planner:heights.km')}</th>
                    <th scope="col">{t('planner:heights.metres')}</th>
                  </tr>
                </thead>
                <tbody>
                  {points
                    .filter(({ slug }) => slug !== undefined)
                    .map((point, i) => (
                      <tr key={i}>
                        <th scope="row">{placeName(point.slug)}</th>
                        <td>{formatKm(locale, point.km)}</td>
                        <td>{formatMeters(locale, point.meters)}</td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </details>
          </section>
        );
      })}
      <p className="small soft">{t('planner:heights.note')}</p>
    </>
  );
}

const WIDTH = 320;
const HEIGHT = 72;

function Profile({ points, top, label }: { points: readonly DayPoint[]; top: number; label: string }) {
  const length = points.at(-1)?.km ?? 1;
  const at = ({ km, meters }: DayPoint) =>
    `${((km / length) * WIDTH).toFixed(1)} ${(HEIGHT - (meters / top) * (HEIGHT - 6)).toFixed(1)}`;
  const line = points.map(at).join(' L');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path className="pl-profile-land" d={`M0 ${HEIGHT} L${line} L${WIDTH} ${HEIGHT} Z`} />
      <path className="pl-profile-line" d={`M${line}`} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
