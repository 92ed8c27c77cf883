import { useEffect, useRef, useState } from 'react';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { intlTagOf, type Locale } from '#src/domain/locale/languages.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';
import { packWish } from './along.ts';
import { countPack, planPack, removePack, savePack, type PackPlan, type PackState, type SaveEnd } from './pack.ts';
import { ageOf } from './age.ts';

type Props = { trip: Trip; index: PlannerIndex; locale: Locale; t: BrowserTranslate };
type Doing =
  | { kind: 'idle' }
  | { kind: 'measuring' }
  | { kind: 'measured'; plan: PackPlan }
  | { kind: 'saving'; done: number; of: number; stop: AbortController };

/** Save the trip for offline: size before, progress, and "ready" only for what was counted. */
export function PackPart({ trip, index, locale, t }: Props) {
  const [state, setState] = useState<PackState | undefined>();
  const [doing, setDoing] = useState<Doing>({ kind: 'idle' });
  const [trouble, setTrouble] = useState<SaveEnd['stopped'] | 'noNetwork' | undefined>();
  const saving = useRef<AbortController | undefined>(undefined);
  const supported = typeof caches !== 'undefined';

  useEffect(() => {
    if (supported) void countPack(trip.id).then(setState, () => undefined);
    return () => saving.current?.abort();
  }, [trip.id, supported]);

  async function measure() {
    setTrouble(undefined);
    setDoing({ kind: 'measuring' });
    try {
      setDoing({ kind: 'measured', plan: await planPack(packWish(trip, index, locale)) });
    } catch {
      setTrouble('noNetwork');
      setDoing({ kind: 'idle' });
    }
  }

  async function save(plan: PackPlan) {
    const stop = new AbortController();
    saving.current = stop;
    setTrouble(undefined);
    // Without this the browser may take everything back when space gets short.
    void navigator.storage?.persist?.().catch(() => false);
    const end = await savePack(plan, (done, of) => setDoing({ kind: 'saving', done, of, stop }), stop.signal);
    setState(end);
    if (end.stopped && end.stopped !== 'asked') setTrouble(end.stopped);
    setDoing({ kind: 'idle' });
  }

  async function remove() {
    await removePack(trip.id);
    setState({ kind: 'none' });
  }

  const size = (bytes: number) => formatBytes(bytes, locale);
  return (
    <section aria-labelledby="ta-pack">
      <h3 id="ta-pack">{t('takealong:pack.title')}</h3>
      <p className="small soft">{t(supported ? 'takealong:pack.explain' : 'takealong:pack.unsupported')}</p>
      <div role="status" data-pack={state?.kind}>
        {state?.kind === 'ready' && doing.kind === 'idle' && (
          <p className="ta-ready">
            {t('takealong:pack.ready', {
              count: state.count,
              size: size(state.bytes),
              age: ageOf(state.savedAt, locale),
            })}
          </p>
        )}
        {state?.kind === 'partial' && doing.kind === 'idle' && (
          <p>{t('takealong:pack.partial', { count: state.count, missing: state.missing.length })}</p>
        )}
        {trouble && trouble !== 'asked' && <p className="ta-trouble">{t(`takealong:pack.${trouble}`)}</p>}
        {doing.kind === 'measuring' && <p>{t('takealong:pack.measuring')}</p>}
        {doing.kind === 'measured' && (
          <p>{t('takealong:pack.size', { size: size(doing.plan.bytes), count: doing.plan.items.length })}</p>
        )}
      </div>
      {doing.kind === 'saving' && (
        <p>
          <progress max={doing.of} value={doing.done} aria-label={t('takealong:pack.title')} />{' '}
          {t('takealong:pack.progress', { done: doing.done, of: doing.of })}{' '}
          <button type="button" className="button" onClick={() => doing.stop.abort()}>
            {t('takealong:pack.stop')}
          </button>
        </p>
      )}
      <p className="cluster">
        {supported && doing.kind === 'idle' && (
          <button type="button" className="button primary" onClick={() => void measure()}>
            {t(
              state?.kind === 'ready'
                ? 'takealong:pack.renew'
                : state?.kind === 'partial'
                  ? 'takealong:pack.goOn'
                  : 'takealong:pack.measure',
            )}
          </button>
        )}
        {doing.kind === 'measured' && (
          <button type="button" className="button primary" onClick={() => void save(doing.plan)}>
            {t('takealong:pack.start')}
          </button>
        )}
        {doing.kind === 'idle' && state && state.kind !== 'none' && (
          <button type="button" className="button" onClick={() => void remove()}>
            {t('takealong:pack.remove')}
          </button>
        )}
      </p>
    </section>
  );
}

/** `3.4 MB` as the language writes it. */
export function formatBytes(bytes: number, locale: Locale): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(intlTagOf(locale), {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
