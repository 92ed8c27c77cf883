import { formatInstant } from '#src/i18n/formats.ts';
import { sayWith } from '../say.ts';
import { downloadJson, downloadTrip } from '../trip-file.ts';
import type { SessionState, TripSession } from '../trip-session.ts';
import type { TripStore } from '../trip-store.ts';
import { usePlanner } from './planner-context.ts';
import type { News } from './use-alerts.ts';

type Props = { state: SessionState; session: TripSession; store: TripStore; newId: () => string; news: News };

/** What the traveller must know about where the trip is kept and how fresh the data is. Nothing here is fatal. */
export function TripNotices({ state, session, store, news }: Props) {
  const { t, locale } = usePlanner();
  const trip = state.history.present;
  const unsafe = !store.durable ? 'memory' : state.save === 'full' || state.save === 'blocked' ? state.save : undefined;
  return (
    <div className="pl-notices">
      {unsafe && (
        <div className="notice danger" role="alert">
          <p>{t(`planner:storage.${unsafe}`)}</p>
          <button type="button" className="button" onClick={() => downloadTrip(trip)}>
            {t('planner:do.trip-download')}
          </button>
        </div>
      )}
      {state.unreadable && (
        <div className="notice danger" role="alert">
          <p>
            {t('planner:damagedTrip')} {t(`findings:reason.${state.unreadable}`)}
          </p>
          <div className="cluster">
            <button
              type="button"
              className="button"
              onClick={() => void store.damaged().then((saves) => downloadJson(saves, 'tripmap-damaged'))}
            >
              {t('planner:downloadDamaged')}
            </button>
            <button type="button" className="button" onClick={() => session.dismiss('unreadable')}>
              {t('planner:close')}
            </button>
          </div>
        </div>
      )}
      {state.repairs.length > 0 && (
        <div className="notice" role="status">
          <p>{t('planner:repaired')}</p>
          <ul>
            {state.repairs.map((repair, i) => (
              <li key={i}>{sayWith(t, locale, `findings:repair.${repair.key}`, repair.values)}</li>
            ))}
          </ul>
          <button type="button" className="button" onClick={() => session.dismiss('repairs')}>
            {t('planner:close')}
          </button>
        </div>
      )}
      {trip.archived && <p className="notice calm small">{t('planner:isArchived')}</p>}
      {news.offlineSince && (
        <p className="notice small" role="status">
          {t('planner:offline', { time: formatInstant(locale, news.offlineSince) })}
        </p>
      )}
    </div>
  );
}
