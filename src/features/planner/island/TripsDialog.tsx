import { newTrip } from '#src/domain/trip/new-trip.ts';
import { formatDate } from '#src/i18n/formats.ts';
import type { SavedTrip } from '../trip-store.ts';
import type { SessionState, TripSession } from '../trip-session.ts';
import { Dialog } from './Dialog.tsx';
import { usePlanner } from './planner-context.ts';

/** All trips on this device. */
export function TripsDialog({
  state,
  session,
  newId,
  onClose,
}: {
  state: SessionState;
  session: TripSession;
  newId: () => string;
  onClose: () => void;
}) {
  const { t, locale, say } = usePlanner();
  const openId = state.history.present.id;
  const row = (trip: SavedTrip) => (
    <li key={trip.id}>
      <button
        type="button"
        aria-current={trip.id === openId ? 'true' : undefined}
        onClick={() => {
          void session.open(trip.id).then((ok) => ok && say(t('planner:tripOpened', { name: trip.name })));
          onClose();
        }}
      >
        <strong>{trip.name || t('planner:untitled')}</strong>
        <span className="small soft">
          <span>{t('planner:days', { count: trip.days })}</span>
          <span>{trip.date === undefined ? t('planner:undated') : formatDate(locale, trip.date)}</span>
        </span>
      </button>
    </li>
  );
  const kept = state.trips.filter(({ archived }) => !archived);
  const archived = state.trips.filter((trip) => trip.archived);
  return (
    <Dialog title={t('planner:myTrips')} onClose={onClose}>
      <ul className="plain-list pl-beds">{kept.map(row)}</ul>
      {kept.length === 0 && <p className="soft">{t('planner:noTrips')}</p>}
      <button
        type="button"
        className="button primary"
        onClick={() => {
          void session.start(newTrip(newId(), t('planner:untitled')));
          say(t('planner:tripStarted'));
          onClose();
        }}
      >
        {t('planner:do.trip-new')}
      </button>
      {archived.length > 0 && (
        <details>
          <summary>{t('planner:archived')}</summary>
          <ul className="plain-list pl-beds">{archived.map(row)}</ul>
        </details>
      )}
      <p className="small soft">{t('planner:onDevice')}</p>
    </Dialog>
  );
}
