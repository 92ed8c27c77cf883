import { useEffect, useMemo, useState } from 'react';
import { outlineTrip } from '#src/domain/exchange/outline.ts';
import { decodeTripLink, encodeTripLink, type LinkFault } from '#src/domain/exchange/trip-link.ts';
import type { Area } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { followMoved } from '#src/domain/planner-data/follow-moved.ts';
import { indexPlannerData, locate, withBeds, type PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBeds } from '#src/domain/planner-data/types.ts';
import { startHistory } from '#src/domain/trip/history.ts';
import { entriesOfTrip } from '#src/domain/trip/new-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';
import { loadBeds, loadCore } from '../planner/load-planner.ts';
import { newId } from '../planner/open-session.ts';
import { openTripStore } from '../planner/trip-store.ts';
import { loadTakealongWords } from './load-words.ts';
import { PrintSheets } from './PrintSheets.tsx';
import { qrPath } from './qr.ts';
import { TakeAlongPanel } from './TakeAlongPanel.tsx';
import './takealong.css';

type Props = {
  locale: Locale;
  /** For the time before, and for when, the other words cannot be loaded. */
  words: { title: string; loading: string; failed: string };
};

type Opened =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'no-trip'; reason: LinkFault; t: BrowserTranslate }
  | { kind: 'trip'; trip: Trip; own: boolean; index: PlannerIndex; t: BrowserTranslate };

/**
 * A trip out of its link (`#v1.…`), to read, print, take along or keep a copy of; or one of this device (`#my.<id>`),
 * to print and take along.
 */
export function OpenTrip({ locale, words }: Props) {
  const [opened, setOpened] = useState<Opened>({ kind: 'loading' });
  const [kept, setKept] = useState<'no' | 'yes' | 'failed'>('no');
  useEffect(() => {
    const open = () => {
      setOpened({ kind: 'loading' });
      setKept('no');
      readLink(locale, location.hash).then(setOpened, () => setOpened({ kind: 'failed' }));
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [locale]);

  const title = <h1>{words.title}</h1>;
  if (opened.kind === 'loading' || opened.kind === 'failed')
    return (
      <div className="stack">
        {title}
        <p role="status">{words[opened.kind]}</p>
      </div>
    );
  const { t } = opened;
  if (opened.kind === 'no-trip')
    return (
      <div className="stack">
        {title}
        <p role="alert" className="ta-trouble">
          {t(`takealong:fault.${opened.reason}`)}
        </p>
      </div>
    );

  async function keepCopy(trip: Trip) {
    const id = newId();
    const store = await openTripStore();
    const saved = store.durable ? await store.save(startHistory({ ...trip, id }), 0) : undefined;
    store.close();
    if (saved?.kind !== 'saved') return setKept('failed');
    rememberOpen(id);
    return setKept('yes');
  }

  return (
    <TripSheets trip={opened.trip} index={opened.index} locale={locale} t={t}>
      <p className="cluster no-print">
        {opened.own ? (
          <a className="button primary" href={`/${locale}/planner`} onClick={() => rememberOpen(opened.trip.id)}>
            {t('takealong:open.inPlanner')}
          </a>
        ) : (
          <button type="button" className="button primary" onClick={() => void keepCopy(opened.trip)}>
            {t('takealong:open.keep')}
          </button>
        )}
        <button type="button" className="button" onClick={() => print()}>
          {t('takealong:files.print')}
        </button>
      </p>
      <p role="status" className="no-print">
        {kept === 'yes' && (
          <>
            {t('takealong:open.kept')} <a href={`/${locale}/planner`}>{t('takealong:open.inPlanner')}</a>
          </>
        )}
        {kept === 'failed' && t('takealong:open.keepFailed')}
      </p>
      <div className="no-print stack">
        <h2>{t('takealong:title')}</h2>
        <TakeAlongPanel
          trip={opened.trip}
          index={opened.index}
          locale={locale}
          own={opened.own}
          onImport={(trip) => void keepCopy(trip)}
        />
      </div>
    </TripSheets>
  );
}

type SheetsProps = { trip: Trip; index: PlannerIndex; locale: Locale; t: BrowserTranslate; children: React.ReactNode };

function TripSheets({ trip, index, locale, t, children }: SheetsProps) {
  const outline = useMemo(() => outlineTrip(trip, index, t('takealong:untitled')), [trip, index, t]);
  const qr = useMemo(() => qrPath(`${location.origin}/${locale}/open#${encodeTripLink(trip)}`), [trip, locale]);
  return (
    <div className="ta-trip">
      <h1>{outline.name}</h1>
      {children}
      <PrintSheets outline={outline} locale={locale} t={t} qr={qr} />
    </div>
  );
}

async function readLink(locale: Locale, hash: string): Promise<Opened> {
  const t = await loadTakealongWords(locale);
  const own = /^#my\.([\w-]{1,64})$/.exec(hash)?.[1];
  const link = own === undefined ? decodeTripLink(hash) : await readOwn(own);
  if (!link.ok) return { kind: 'no-trip', reason: link.reason, t };
  const core = await loadCore(locale);
  const { trip } = followMoved(link.trip, core);
  const index = indexPlannerData(core);
  const areas = new Set<Area>();
  for (const entry of entriesOfTrip(trip)) {
    const area = locate(index, entry)?.area;
    if (area) areas.add(area);
  }
  for (const { bed } of trip.days) if (bed?.area) areas.add(bed.area as Area);
  const beds: PlannerBeds = {};
  // Without the beds of an area the rest of the trip is still worth showing.
  await Promise.all([...areas].map(async (area) => { beds[area] = await loadBeds(locale, area).catch(() => []); })); // prettier-ignore
  return { kind: 'trip', trip, own: own !== undefined, index: withBeds(index, beds), t };
}

async function readOwn(id: string): Promise<{ ok: true; trip: Trip } | { ok: false; reason: LinkFault }> {
  const store = await openTripStore();
  const loaded = await store.load(id);
  store.close();
  if (loaded.kind === 'loaded') return { ok: true, trip: loaded.history.present };
  const newer = loaded.kind === 'unreadable' && loaded.reason === 'newer-version';
  return { ok: false, reason: newer ? 'newer-version' : 'no-link' };
}

/** The planner opens this one next. */
function rememberOpen(id: string): void {
  try {
    localStorage.setItem('tripmap-open-trip', id);
  } catch {
    // Then it opens the newest.
  }
}
