import { useEffect, type RefObject } from 'react';
import { findStop } from '#src/domain/trip/new-trip.ts';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import { IMPROVE_DAY, stopCommandOf, writeKeys } from '../commands.ts';
import type { TripSession } from '../trip-session.ts';
import type { Planner } from './planner-context.ts';

/** Undo and redo anywhere but in a text field (which has its own), and the keys of a stop while it has the focus. */
export function useShortcuts(root: RefObject<HTMLElement | null>, planner: Planner, session: TripSession): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement;
      const typing = target.closest('input:not([type=checkbox]), textarea, select') !== null;
      if (document.querySelector('dialog[open]') || event.defaultPrevented) return;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !typing) {
        const key = event.key.toLowerCase();
        const back = key === 'z' && !event.shiftKey;
        const forth = (key === 'z' && event.shiftKey) || key === 'y';
        if (!back && !forth) return;
        event.preventDefault();
        const { t } = planner;
        if (back) planner.say(session.undo() ? t('planner:undone') : t('planner:nothingToUndo'));
        else planner.say(session.redo() ? t('planner:redone') : t('planner:nothingToRedo'));
        return;
      }
      const day = target.closest<HTMLElement>('[data-day]')?.dataset['day'];
      if (!typing && day !== undefined && writeKeys(event) === IMPROVE_DAY.keys) {
        event.preventDefault();
        planner.improve(day);
        return;
      }
      const stop = target.closest<HTMLElement>('[data-stop]')?.dataset['stop'];
      const command = typing || stop === undefined ? undefined : stopCommandOf(event);
      if (!command || stop === undefined || !root.current?.contains(target)) return;
      event.preventDefault();
      const found = findStop(planner.trip(), stop);
      if (found) planner.run(command, stop, locate(planner.index, found.stop.at)?.name ?? '');
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [root, planner, session]);
}
