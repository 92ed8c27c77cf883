import {
  Suspense,
  lazy,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { countFaults } from '#src/domain/plan-check/check-trip.ts';
import type { TripAction } from '#src/domain/trip/actions.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import { followMoved } from '#src/domain/planner-data/follow-moved.ts';
import { withAlerts, withBeds, type PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { Area } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { PlannerBed } from '#src/domain/planner-data/types.ts';
import { formatMinutes, todayInVietnam } from '#src/i18n/formats.ts';
import type { BrowserTranslate } from '../browser-words.ts';
import type { OpenedSession } from '../open-session.ts';
import { IMPROVE_DAY } from '../commands.ts';
import { sayWith } from '../say.ts';
import { useArrival } from './use-arrival.ts';
import { useBeds, areasOfTrip } from './use-beds.ts';
import { useCheck, useView } from './use-check.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useAlerts } from './use-alerts.ts';
import { PlannerContext, type Planner, type PlannerViewName } from './planner-context.ts';
import { CheckList } from './CheckList.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { DaysView } from './DaysView.tsx';
import { Toast, type Message } from './Toast.tsx';
import { TripBar } from './TripBar.tsx';
import { TripHead } from './TripHead.tsx';
import { TripNotices } from './TripNotices.tsx';
import { ViewTabs, viewPanelId, viewTabId } from './ViewTabs.tsx';

const MapView = lazy(() => import('./MapView.tsx'));
const TimelineView = lazy(() => import('./TimelineView.tsx'));
const SleepHere = lazy(() => import('./SleepHere.tsx'));
const TripExtras = lazy(() => import('./TripExtras.tsx'));

type Props = {
  locale: Locale;
  tiles: { url: string; credit: string } | undefined;
  t: BrowserTranslate;
  loaded: PlannerIndex;
  opened: OpenedSession;
};

const WIDE = '(min-width: 64rem)';

export function PlannerScreen({ locale, tiles, t, loaded, opened }: Props) {
  const { session, store, newId } = opened;
  const state = useSyncExternalStore(session.subscribe, session.state);
  const trip = state.history.present;
  const today = useMemo(() => todayInVietnam(new Date()), []);
  const news = useAlerts(locale);
  const [beds, needBeds] = useBeds(locale);
  const index = useMemo(() => {
    const alerted = news.alerts ? withAlerts(loaded, news.alerts) : loaded;
    return withBeds(alerted, beds);
  }, [loaded, news.alerts, beds]);

  const view = useView(trip, index, today);
  const check = useCheck(trip, index, today);
  const [shown, setShown] = useState<PlannerViewName>('days');
  const [picked, setPicked] = useState<{ stop?: string; day?: string }>({});
  const wide = useMedia(WIDE);
  const [message, setMessage] = useState<Message>();
  const [offered, setOffered] = useState<PlannerBed>();
  const wantsFocus = useRef<string>(undefined);
  const root = useRef<HTMLDivElement>(null);

  const planner = useMemo<Planner>(() => {
    const say: Planner['say'] = (text, offer) => setMessage({ text, offer, at: performance.now() });
    const undoOffer = { label: t('planner:undo'), act: () => session.undo() && say(t('planner:undone')) };
    const act: Planner['act'] = (action, said, focus) => {
      const changed = session.apply(action);
      if (changed && said !== undefined) say(said, undoOffer);
      if (changed && focus !== undefined) wantsFocus.current = focus;
      return changed;
    };
    return {
      locale, t, index, today, tiles, act, say, needBeds,
      trip: () => session.state().history.present,
      run(command, target, name) {
        const action = command.actionFor(session.state().history.present, target);
        const next = command.id === 'stop-remove' ? neighbourOf(session.state().history.present, target) : `stop-${target}`;
        const done = action !== undefined && act(action, t(`planner:done.${command.id}`, { name }), command.id.startsWith('stop') ? next : undefined); // prettier-ignore
        if (!done) say(t('planner:notPossible'));
      },
      fix(fix) {
        act({ type: 'batch', actions: fix.actions }, t('planner:fixed', { fix: sayWith(t, locale, `findings:fix.${fix.key}`, fix.values) }), 'check-title'); // prettier-ignore
      },
      improve(day) {
        const before = session.state().history.present;
        const number = before.days.findIndex(({ id }) => id === day) + 1;
        if (!IMPROVE_DAY.applies(before, day)) return say(t('planner:notPossible'));
        const faultsAfter = (actions: TripAction[]) => countFaults(updateTrip(before, { type: 'batch', actions }), index, { today }); // prettier-ignore
        say(t('planner:improve.looking', { day: number }));
        import('../improve-day.ts')
          .then(({ findDayOrder }) => findDayOrder(before, day, locale, today, faultsAfter))
          .then((found) => {
            // What was found is true of the trip as it was.
            if (session.state().history.present !== before) return say(t('planner:improve.changed'));
            const said = t(`planner:improve.${found.kind}`, {
              day: number,
              ...(found.kind === 'better' && { time: formatMinutes(locale, found.savedMinutes) }),
              ...(found.kind === 'tooMany' && { number: found.most }),
            });
            if (found.kind === 'better') act({ type: 'batch', actions: found.actions }, said);
            else say(said);
          })
          .catch(() => say(t('planner:improve.failed')));
      },
      offerBed: setOffered,
      focus(id) {
        wantsFocus.current = id;
        setMessage((old) => (old ? { ...old } : old));
      },
      show(name, target = {}) {
        setPicked(target);
        setShown(name);
        if (name === 'map') wantsFocus.current = viewTabId('map');
        if (target.stop !== undefined && name !== 'map') wantsFocus.current = `stop-${target.stop}`;
      },
    }; // prettier-ignore
  }, [locale, t, index, today, tiles, session, needBeds]);

  // The keyed parts of a moved stop are made anew, so the focus is put back once they stand.
  useLayoutEffect(() => {
    const id = wantsFocus.current;
    if (id === undefined) return;
    const element = document.getElementById(id);
    if (!element) return;
    wantsFocus.current = undefined;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  });

  // The session stays usable while React Strict Mode or a fast refresh runs effects twice: nothing is closed here.
  useEffect(() => {
    const leave = () => void session.flush();
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
    };
  }, [session]);

  const tripAreas = areasOfTrip(view);
  useEffect(() => needBeds(tripAreas.split(' ').filter(Boolean) as Area[]), [tripAreas, needBeds]);
  useEffect(() => {
    const { trip: followed, repairs } = followMoved(session.state().history.present, loaded.core);
    if (repairs.length > 0) session.apply({ type: 'replace', trip: followed, whole: true });
  }, [session, loaded, trip.id]);
  useArrival(planner, session, newId);
  useShortcuts(root, planner, session);

  const choose = (name: PlannerViewName) => {
    setShown(name);
    // On a phone the head of the trip fills the screen: the view comes up to be seen, once it is long enough for that.
    if (!wide) setTimeout(() => document.getElementById('planner-views')?.scrollIntoView({ block: 'start' }), 80);
  };
  const panel = wide && shown === 'map' ? 'days' : shown;
  const map = (
    <Suspense fallback={<p className="pl-wait">{t('planner:loading')}</p>}>
      <MapView view={view} picked={picked} />
    </Suspense>
  );

  return (
    <PlannerContext.Provider value={planner}>
      <div className="planner" ref={root} data-view={panel}>
        <TripBar state={state} session={session} store={store} newId={newId} news={news} />
        <TripNotices state={state} session={session} store={store} newId={newId} news={news} />
        <TripHead trip={trip} view={view} />
        <div className="pl-columns">
          <div className="pl-main">
            <ViewTabs shown={panel} wide={wide} onShow={choose} />
            <CheckList check={check} trip={trip} />
            {/* The days stay when another view is shown: drawing sixty stops anew would be felt, and print needs them. */}
            <Panel name="days" shown={panel}>
              <DaysView view={view} check={check} picked={picked} />
            </Panel>
            {panel !== 'days' && (
              <Panel name={panel} shown={panel}>
                {panel === 'map' ? (
                  map
                ) : (
                  <Suspense fallback={<p className="pl-wait">{t('planner:loading')}</p>}>
                    <TimelineView view={view} />
                  </Suspense>
                )}
              </Panel>
            )}
            <Suspense fallback={null}>
              <TripExtras
                view={view}
                kept={store.durable && (state.save === 'saved' || state.save === 'saving')}
                onImport={(brought) =>
                  void session.start(brought).then(() => planner.say(t('planner:fileOpened', { name: brought.name })))
                }
              />
            </Suspense>
          </div>
          {wide && (
            <aside className="pl-aside no-print" aria-label={t('planner:views.map')}>
              {map}
            </aside>
          )}
        </div>
        <Toast message={message} onDone={() => setMessage(undefined)} close={t('planner:close')} />
        {offered && (
          <Suspense fallback={null}>
            <SleepHere
              bed={offered}
              view={view}
              trips={state.trips}
              session={session}
              onClose={() => setOffered(undefined)}
            />
          </Suspense>
        )}
        {state.conflict && <ConflictDialog mine={state.history} theirs={state.conflict.theirs} session={session} />}
      </div>
    </PlannerContext.Provider>
  );
}

function Panel({ name, shown, children }: { name: PlannerViewName; shown: PlannerViewName; children: ReactNode }) {
  return (
    <div role="tabpanel" id={viewPanelId(name)} aria-labelledby={viewTabId(name)} className="pl-panel" hidden={name !== shown}>
      {children}
    </div>
  );
} // prettier-ignore

function neighbourOf(trip: ReturnType<Planner['trip']>, stopId: string): string {
  for (const day of trip.days) {
    const at = day.stops.findIndex(({ id }) => id === stopId);
    if (at < 0) continue;
    const next = day.stops[at + 1] ?? day.stops[at - 1];
    return next ? `stop-${next.id}` : `add-${day.id}`;
  }
  return 'planner-undo';
}

function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  return useSyncExternalStore(
    (listener) => {
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => list.matches,
  );
}
