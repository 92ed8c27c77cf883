import { Routes } from './routes.ts';
import type { Search } from './search.ts';

/** A round of anneals: from nothing or from the best plans so far, its share of the search, the heat it starts with. */
type Round = { anneals: number; from: 'nothing' | 'elite'; share: number; heat: number };

/**
 * Heat is in average scores. Anneals from nothing end in plans that differ much in worth, and a mild reheating keeps
 * most of a plan: choosing between several beats one long anneal of the same time, by far on the large instances.
 */
const ROUNDS: readonly Round[] = [
  { anneals: 6, from: 'nothing', share: 0.36, heat: 0.8 },
  { anneals: 3, from: 'elite', share: 0.24, heat: 0.4 },
  { anneals: 1, from: 'elite', share: 0.4, heat: 0.3 },
];
/** Where every anneal ends. */
const COLD = 0.1;

const ANNEALS = ROUNDS.flatMap(({ anneals, from, share, heat }) =>
  Array.from({ length: anneals }, (_, rank) => ({ from, rank, share: share / anneals, heat })),
);

/** The course of a search: rounds of anneals, each going on from the best few plans of the rounds before. */
export class Stages {
  private readonly search: Search;
  /** Where each anneal ended, equal plans once. */
  private readonly ends: Routes[] = [];
  /** The ends by worth when the present round began. */
  private elites: Routes[] = [];
  private present = 0;
  private begin = 0;

  constructor(search: Search) {
    this.search = search;
  }

  /** Sets the temperature for this part of the search, 0 … 1, and starts the next anneal when it is time. */
  advance(part: number): void {
    while (this.present < ANNEALS.length - 1 && part >= this.begin + ANNEALS[this.present]!.share) this.next();
    const { share, heat } = ANNEALS[this.present]!;
    const done = Math.min(1, (part - this.begin) / share);
    this.search.setTemperature(heat * Math.pow(COLD / heat, done));
  }

  private next(): void {
    const { search } = this;
    this.keep(search.bestOfAnneal);
    this.begin += ANNEALS[this.present++]!.share;
    const { from, rank } = ANNEALS[this.present]!;
    if (from === 'nothing') {
      search.startAgain();
      return;
    }
    if (rank === 0) this.elites = [...this.ends].sort((a, b) => (search.isBetter(a, b) ? -1 : 1));
    search.goOnFrom(this.elites[rank] ?? search.best);
  }

  private keep(plan: Routes): void {
    if (this.ends.some(({ value, travel }) => value === plan.value && travel === plan.travel)) return;
    const end = new Routes(this.search.p);
    end.copyFrom(plan);
    this.ends.push(end);
  }
}
