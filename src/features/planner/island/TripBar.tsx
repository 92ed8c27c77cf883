import { useRef, useState } from 'react';
import { newTrip } from '#src/domain/trip/new-trip.ts';
import { downloadTrip, readTripFile } from '../trip-file.ts';
import type { SessionState, TripSession } from '../trip-session.ts';
import type { TripStore } from '../trip-store.ts';
import { HelpDialog } from './HelpDialog.tsx';
import { Menu } from './Menu.tsx';
import { usePlanner } from './planner-context.ts';
import { TripsDialog } from './TripsDialog.tsx';
import type { News } from './use-alerts.ts';

type Props = { state: SessionState; session: TripSession; store: TripStore; newId: () => string; news: News };

/** What concerns the trip as a whole: which one, undo and redo, whether it is kept, and the menu. */
export function TripBar({ state, session, newId }: Props) {
  const { t, say, act } = usePlanner();
  const [dialog, setDialog] = useState<'trips' | 'help'>();
  const file = useRef<HTMLInputElement>(null);
  const trip = state.history.present;
  const { past, future } = state.history;

  async function open(chosen: File | undefined) {
    if (!chosen) return;
    const read = await readTripFile(chosen);
    if (!read.ok) {
      say(t(`findings:reason.${read.reason}`));
      return;
    }
    void session.start({ ...read.trip, id: newId() }, { repairs: read.repairs });
    say(t('planner:fileOpened', { name: read.trip.name || t('planner:untitled') }));
  }
  async function remove() {
    const { bringBack } = await session.remove();
    say(t('planner:tripDeleted', { name: trip.name }), { label: t('planner:undo'), act: () => { bringBack(); say(t('planner:undone')); } }); // prettier-ignore
  }

  return (
    <div className="pl-bar no-print" role="group" aria-label={t('planner:toolbar')}>
      <button type="button" className="pl-bar-button" onClick={() => setDialog('trips')} aria-haspopup="dialog">
        {t('planner:myTrips')}{' '}
        <span className="pl-count">{state.trips.filter(({ archived }) => !archived).length || 1}</span>
      </button>
      {state.save === 'none' ? (
        <span className="pl-save" />
      ) : (
        <p className="small pl-save" data-save={state.save} title={t(`planner:save.${state.save}`)}>
          <span aria-hidden="true">{state.save === 'saved' ? '✓' : state.save === 'saving' ? '…' : '⚠'}</span>{' '}
          <span className="pl-save-text">{t(`planner:save.${state.save}`)}</span>
        </p>
      )}
      <button
        type="button"
        className="pl-icon"
        id="planner-undo"
        aria-label={t('planner:undo')}
        aria-keyshortcuts="Control+Z"
        title={t('planner:undo')}
        aria-disabled={past.length === 0}
        onClick={() => say(session.undo() ? t('planner:undone') : t('planner:nothingToUndo'))}
      >
        <span aria-hidden="true" className="pl-flip">
          ↶
        </span>
      </button>
      <button
        type="button"
        className="pl-icon"
        aria-label={t('planner:redo')}
        aria-keyshortcuts="Control+Shift+Z"
        title={t('planner:redo')}
        aria-disabled={future.length === 0}
        onClick={() => say(session.redo() ? t('planner:redone') : t('planner:nothingToRedo'))}
      >
        <span aria-hidden="true" className="pl-flip">
          ↷
        </span>
      </button>
      <Menu
        label={t('planner:tripMenu')}
        items={[
          {
            label: t('planner:do.trip-new'),
            act: () => {
              void session.start(newTrip(newId(), t('planner:untitled')));
              say(t('planner:tripStarted'));
            },
          },
          {
            label: t('planner:do.trip-duplicate'),
            act: () => {
              void session.start({ ...trip, id: newId(), name: t('planner:copyOf', { name: trip.name }) });
              say(t('planner:tripDuplicated'));
            },
          },
          {
            label: t('planner:do.trip-reverse'),
            act: () => {
              if (!act({ type: 'reverse-trip' }, t('planner:tripReversed'))) say(t('planner:notPossible'));
            },
          },
          { label: t('planner:do.trip-print'), act: () => print() },
          { label: t('planner:do.trip-download'), act: () => downloadTrip(trip) },
          { label: t('planner:do.trip-open'), act: () => file.current?.click() },
          {
            label: t(trip.archived ? 'planner:do.trip-unarchive' : 'planner:do.trip-archive'),
            act: () =>
              act(
                { type: 'set', patch: { archived: !trip.archived } },
                t(trip.archived ? 'planner:tripUnarchived' : 'planner:tripArchived'),
              ),
          },
          { label: t('planner:do.help'), act: () => setDialog('help') },
          { label: t('planner:do.trip-delete'), act: () => void remove(), danger: true },
        ]}
      />
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('planner:do.trip-open')}
        onChange={(event) => {
          const input = event.currentTarget;
          void open(input.files?.[0]).finally(() => {
            input.value = '';
          });
        }}
      />
      {dialog === 'trips' && (
        <TripsDialog state={state} session={session} newId={newId} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(undefined)} />}
    </div>
  );
}
