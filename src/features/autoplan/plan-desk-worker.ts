import { parentPort } from 'node:worker_threads';
import type { Locale } from '#src/domain/locale/languages.ts';
import { intlTagOf } from '#src/domain/locale/languages.ts';
import { indexPlannerData } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { browserTranslate } from '#src/features/planner/browser-words.ts';
import type { Say } from './tell.ts';
import { answerScenario } from './answer.ts';
import type { DeskReply, DeskRequest } from './plan-desk.ts';

/** The page waits for the alternatives too: they may take this many times as long as the plan. */
const lookShare = 1.5;
const known = new Map<Locale, { index: PlannerIndex; say: Say }>();

parentPort?.on('message', ({ id, locale, today, scenario, time, data }: DeskRequest) => {
  if (data) known.set(locale, { index: indexPlannerData(data.core, data.beds), say: browserTranslate(data.words, intlTagOf(locale)) }); // prettier-ignore
  const entry = known.get(locale);
  if (!entry) throw new Error(`No data was sent for ${locale}.`);
  const options = { time, lookTime: time * lookShare, now: () => performance.now() };
  const { told } = answerScenario(scenario, { ...entry, locale, today, options });
  parentPort?.postMessage({ id, told } satisfies DeskReply);
});
