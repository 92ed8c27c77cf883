import type { Asked, ImprovedDay, ImprovedTrip } from '#src/domain/autoplan/improve.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { WordTree } from '#src/i18n/translator.ts';
import type { Beside, ToldAnswer } from './answer.ts';

/** `id` comes back with every reply: the last news of one request may arrive after the answer to the next. */
type Common = { id: number; locale: Locale; today: string; time: number };
export type AutoplanRequest =
  | (Common & { kind: 'plan'; scenario: unknown; words: Record<string, WordTree> })
  | (Common & { kind: 'tell'; trip: Trip; words: Record<string, WordTree>; scenario?: unknown })
  | (Common & { kind: 'improve-trip'; trip: Trip; asked?: Asked })
  | (Common & { kind: 'improve-day'; trip: Trip; day: string });

export type AutoplanReply = { id: number } & AutoplanNews;
export type AutoplanNews =
  | { kind: 'progress'; trip: Trip; elapsed: number }
  | { kind: 'planned'; told: ToldAnswer; trip?: Trip; others: (Trip | undefined)[]; elapsed: number }
  /** Follows on `planned`, once. */
  | ({ kind: 'beside'; elapsed: number } & Beside)
  | { kind: 'told'; told: ToldAnswer }
  | { kind: 'improved-trip'; result: ImprovedTrip }
  | { kind: 'improved-day'; result: ImprovedDay }
  | { kind: 'failed'; message: string };

/** A search that runs; `cancel` ends it at once and the promise is then rejected with an AbortError. */
export type Running<T> = { result: Promise<T>; cancel: () => void };

/** Milliseconds for one search on a phone: the best plan is mostly there in the first half. */
export const USUAL_TIME = 1000;

/** What a search tells before and after its answer: the best so far, and at last what else could be done. */
export type PlanNews = { progress?: (best: Trip) => void; beside?: (found: Beside) => void };

/** Keeps one worker with its data loaded; a cancelled one is replaced. */
export type AutoplanClient = {
  plan(scenario: unknown, words: Record<string, WordTree>, news?: PlanNews): Running<Extract<AutoplanReply, { kind: 'planned' }>>; // prettier-ignore
  /** A trip in sentences, with its findings; nothing is searched. */
  tell(trip: Trip, words: Record<string, WordTree>, scenario?: unknown): Running<ToldAnswer>;
  /** Fills and reorders the days around locked stops and booked beds. */
  improveTrip(trip: Trip, asked?: Asked): Running<ImprovedTrip>;
  /** The exact best order of one day of up to nine stops. */
  improveDay(trip: Trip, day: string): Running<ImprovedDay>;
  close(): void;
};

export function createAutoplanClient(locale: Locale, today: string, time = USUAL_TIME): AutoplanClient {
  let worker: Worker | undefined;
  const start = (): Worker => (worker ??= new Worker(new URL('./autoplan-worker.ts', import.meta.url), { type: 'module' }));
  let serial = 0;
  const common = (): Common => ({ id: ++serial, locale, today, time });

  function run<T>(request: AutoplanRequest, read: (reply: AutoplanReply) => T | undefined, { progress, beside }: PlanNews = {}): Running<T> {
    const used = start();
    let cancel = (): void => undefined;
    const result = new Promise<T>((resolve, reject) => {
      const hear = ({ data }: MessageEvent<AutoplanReply>): void => {
        if (data.id !== request.id) return;
        if (data.kind === 'progress') return progress?.(data.trip);
        if (data.kind !== 'planned' || !beside) used.removeEventListener('message', hear);
        if (data.kind === 'beside') return beside?.(data);
        if (data.kind === 'failed') beside?.({ alternatives: [], others: [] });
        const answer = read(data);
        if (answer === undefined) reject(new Error(data.kind === 'failed' ? data.message : `Unexpected reply: ${data.kind}`));
        else resolve(answer);
      };
      used.addEventListener('message', hear);
      used.addEventListener('error', () => reject(new Error('The planning worker could not start.')), { once: true });
      cancel = () => {
        used.terminate();
        if (worker === used) worker = undefined;
        reject(new DOMException('Cancelled', 'AbortError'));
      };
      used.postMessage(request);
    });
    return { result, cancel };
  }

  return {
    plan: (scenario, words, news) => run({ ...common(), kind: 'plan', scenario, words }, (reply) => (reply.kind === 'planned' ? reply : undefined), news),
    tell: (trip, words, scenario) => run({ ...common(), kind: 'tell', trip, words, scenario }, (reply) => (reply.kind === 'told' ? reply.told : undefined)),
    improveTrip: (trip, asked) => run({ ...common(), kind: 'improve-trip', trip, ...(asked && { asked }) }, (reply) => (reply.kind === 'improved-trip' ? reply.result : undefined)),
    improveDay: (trip, day) => run({ ...common(), kind: 'improve-day', trip, day }, (reply) => (reply.kind === 'improved-day' ? reply.result : undefined)),
    close() {
      worker?.terminate();
      worker = undefined;
    },
  };
} // prettier-ignore
