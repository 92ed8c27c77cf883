import { Worker } from 'node:worker_threads';
import { AREAS } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { PlannerBeds, PlannerCore } from '#src/domain/planner-data/types.ts';
import type { PlannerService } from '#src/features/planner/planner-service.ts';
import type { Translator, WordTree } from '#src/i18n/translator.ts';
import type { ToldAnswer } from './answer.ts';

/** Plans for readers without JavaScript, in a thread of its own: a search must never hold up other requests. */
export type PlanDesk = {
  /** `busy`: too many wait already, or the search did not come back. */
  plan(locale: Locale, today: string, scenario: unknown): Promise<ToldAnswer | 'busy'>;
  close(): Promise<void>;
};

export type DeskRequest = {
  id: number;
  locale: Locale;
  today: string;
  scenario: unknown;
  /** Milliseconds for one search. */
  time: number;
  /** Only when it is not what the thread has already. */
  data?: { core: PlannerCore; beds: PlannerBeds; words: Record<string, WordTree> };
};
export type DeskReply = { id: number; told: ToldAnswer };

/** One at a time, the next few in line; who comes then is asked to come again rather than to wait for a minute. */
const mostWaiting = 4;
const searchTime = 800;
/** A thread that has not answered by then is ended. */
const patience = 20_000;
/** A thread without work gives its memory back. */
const idleTime = 60_000;

type Options = { planner: Pick<PlannerService, 'core' | 'beds'>; translator: Pick<Translator, 'words'>; time?: number };

export function createPlanDesk({ planner, translator, time = searchTime }: Options): PlanDesk {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let sent = new Map<Locale, PlannerCore>();
  let serial = 0;
  let asked: { id: number; done: (answer: ToldAnswer | 'busy') => void } | undefined;
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function end(): Promise<unknown> {
    const ended = worker;
    worker = undefined;
    sent = new Map();
    clearTimeout(idle);
    return ended?.terminate() ?? Promise.resolve();
  }

  function dataFor(locale: Locale): DeskRequest['data'] {
    const core = planner.core(locale);
    if (sent.get(locale) === core) return undefined;
    sent.set(locale, core);
    const beds = Object.fromEntries(AREAS.map((area) => [area, [...planner.beds(locale, area)]]));
    return { core, beds, words: translator.words(locale, ['autoplan', 'findings', 'facts']) };
  }

  /** Taken down for good once: a thread whose listeners come and go stops hearing. */
  function open(): Worker {
    const opened = new Worker(new URL('./plan-desk-worker.ts', import.meta.url));
    opened.on('message', ({ id, told }: DeskReply) => asked?.id === id && asked.done(told));
    opened.on('error', () => opened === worker && asked?.done('busy'));
    opened.on('exit', () => opened === worker && asked?.done('busy'));
    return opened;
  }

  function ask(locale: Locale, today: string, scenario: unknown): Promise<ToldAnswer | 'busy'> {
    clearTimeout(idle);
    const used = (worker ??= open());
    const id = ++serial;
    const data = dataFor(locale);
    return new Promise((resolve) => {
      const done = (answer: ToldAnswer | 'busy'): void => {
        clearTimeout(limit);
        asked = undefined;
        if (answer === 'busy') void end();
        else {
          used.unref();
          idle = setTimeout(() => void end(), idleTime).unref();
        }
        resolve(answer);
      };
      const limit = setTimeout(() => done('busy'), patience);
      asked = { id, done };
      used.ref();
      used.postMessage({ id, locale, today, scenario, time, ...(data && { data }) } satisfies DeskRequest);
    });
  }

  return {
    async plan(locale, today, scenario) {
      if (waiting > mostWaiting) return 'busy';
      waiting++;
      const mine = turn.then(() => ask(locale, today, scenario)).finally(() => waiting--);
      turn = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      asked?.done('busy');
      await end();
    },
  };
}
