import { createContext, useContext } from 'react';
import type { Fix } from '#src/domain/plan-check/finding.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBed } from '#src/domain/planner-data/types.ts';
import type { Area } from '#src/domain/content/kinds.ts';
import type { TripAction } from '#src/domain/trip/actions.ts';
import type { CalendarDate, Trip } from '#src/domain/trip/types.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { BrowserTranslate } from '../browser-words.ts';
import type { Command } from '../commands.ts';

/** What every part of the planner may ask for. The object changes with the data only, never with the trip, so that days are drawn again only when they change. */
export type Planner = {
  locale: Locale;
  t: BrowserTranslate;
  index: PlannerIndex;
  today: CalendarDate;
  tiles: { url: string; credit: string } | undefined;
  /** The trip as it is at this moment, for handlers; what is drawn comes by props. */
  trip(): Trip;
  /** Does it, and says it with the way back. Without `said` it happens silently. */
  act(action: TripAction, said?: string, focus?: string): boolean;
  run(command: Command, target: string, name: string): void;
  fix(fix: Fix): void;
  /** Searches for the best order of a day and takes it; says what was won, or why nothing is. */
  improve(day: string): void;
  /** Asks for which night (or day) a house is wanted. */
  offerBed(bed: PlannerBed): void;
  say(message: string, offer?: { label: string; act: () => void }): void;
  /** Puts the focus on the element with this id after the next drawing. */
  focus(id: string): void;
  needBeds(areas: readonly (Area | undefined)[]): void;
  show(view: PlannerViewName, target?: { stop?: string; day?: string }): void;
};

export type PlannerViewName = 'days' | 'timeline' | 'map';

export const PlannerContext = createContext<Planner | undefined>(undefined);

export function usePlanner(): Planner {
  const planner = useContext(PlannerContext);
  if (!planner) throw new Error('A part of the planner stands outside of it.');
  return planner;
}
