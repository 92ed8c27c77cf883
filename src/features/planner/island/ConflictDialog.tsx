import type { TripHistory } from '#src/domain/trip/history.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import { formatDate } from '#src/i18n/formats.ts';
import type { TripSession } from '../trip-session.ts';
import { Dialog } from './Dialog.tsx';
import { usePlanner } from './planner-context.ts';

/** Two tabs changed the same trip: both stand side by side, and only the traveller decides. */
export function ConflictDialog({
  mine,
  theirs,
  session,
}: {
  mine: TripHistory;
  theirs: TripHistory;
  session: TripSession;
}) {
  const { t, say } = usePlanner();
  const choose = (choice: 'mine' | 'theirs' | 'both') => {
    session.resolve(choice);
    say(t(`planner:conflict.done.${choice}`));
  };
  return (
    <Dialog title={t('planner:conflict.title')} onClose={() => undefined} fixed>
      <p>{t('planner:conflict.text')}</p>
      <div className="pl-versus">
        <Version title={t('planner:conflict.mine')} trip={mine.present} other={theirs.present} />
        <Version title={t('planner:conflict.theirs')} trip={theirs.present} other={mine.present} />
      </div>
      <div className="cluster">
        <button type="button" className="button" onClick={() => choose('mine')}>
          {t('planner:conflict.keepMine')}
        </button>
        <button type="button" className="button" onClick={() => choose('theirs')}>
          {t('planner:conflict.takeTheirs')}
        </button>
        <button type="button" className="button primary" onClick={() => choose('both')}>
          {t('planner:conflict.keepBoth')}
        </button>
      </div>
    </Dialog>
  );
}

function Version({ title, trip, other }: { title: string; trip: Trip; other: Trip }) {
  const { t, locale, index } = usePlanner();
  const lineOf = (day: Trip['days'][number] | undefined) =>
    (day?.stops ?? []).map(({ at }) => locate(index, at)?.name ?? (typeof at === 'string' ? at : at.name)).join(' · ');
  return (
    <section>
      <h3>{title}</h3>
      <p>
        <strong>{trip.name}</strong>, {trip.date === undefined ? t('planner:undated') : formatDate(locale, trip.date)}
      </p>
      <ol className="plain-list small">
        {trip.days.map((day, i) => {
          const line = lineOf(day);
          const differs = line !== lineOf(other.days[i]);
          return (
            <li key={day.id}>
              {differs ? (
                <mark>
                  {t('planner:day', { day: i + 1 })}: {line || '–'}
                </mark>
              ) : (
                <>
                  {t('planner:day', { day: i + 1 })}: {line || '–'}
                </>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
