import { improveDay, improveTrip } from '#src/domain/autoplan/improve.ts';
import { AREAS } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { indexPlannerData } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBeds } from '#src/domain/planner-data/types.ts';
import { browserTranslate } from '#src/features/planner/browser-words.ts';
import { loadBeds, loadCore } from '#src/features/planner/load-planner.ts';
import { intlTagOf } from '#src/domain/locale/languages.ts';
import { answerScenario, tellTrip } from './answer.ts';
import type { Beside } from './answer.ts';
import type { AutoplanNews, AutoplanReply, AutoplanRequest } from './autoplan-client.ts';

/** Plans away from the screen's thread. One request at a time; ending the worker is how a search is given up. */
const indexes = new Map<Locale, Promise<PlannerIndex>>();

function indexFor(locale: Locale): Promise<PlannerIndex> {
  let index = indexes.get(locale);
  if (!index) {
    index = load(locale);
    indexes.set(locale, index);
    index.catch(() => indexes.delete(locale));
  }
  return index;
}

async function load(locale: Locale): Promise<PlannerIndex> {
  const [core, ...lists] = await Promise.all([loadCore(locale), ...AREAS.map((area) => loadBeds(locale, area).catch(() => []))]); // prettier-ignore
  const beds: PlannerBeds = Object.fromEntries(AREAS.map((area, i) => [area, lists[i] ?? []]));
  return indexPlannerData(core, beds);
}

/** Alternatives are looked for this many times as long as the plan at most. */
const lookShare = 3;
let latest: AutoplanRequest | undefined;

addEventListener('message', ({ data }: MessageEvent<AutoplanRequest>) => void answer(data));

async function answer(request: AutoplanRequest): Promise<void> {
  latest = request;
  const reply = (news: AutoplanNews): void => postMessage({ id: request.id, ...news } satisfies AutoplanReply);
  try {
    const index = await indexFor(request.locale);
    const { today, time } = request;
    const now = (): number => performance.now();
    const began = now();
    if (request.kind === 'plan') {
      const { told, trip, others, beside } = answerScenario(request.scenario, {
        index,
        say: browserTranslate(request.words, intlTagOf(request.locale)),
        locale: request.locale,
        today,
        options: {
          time,
          now,
          alternatives: false,
          lookTime: time * lookShare,
          progress: (trip) => reply({ kind: 'progress', trip, elapsed: now() - began }),
        },
      });
      reply({ kind: 'planned', told, others, elapsed: now() - began, ...(trip && { trip }) });
      reply({ kind: 'beside', ...(await lookAround(request, beside)), elapsed: now() - began });
    } else if (request.kind === 'tell') {
      const say = browserTranslate(request.words, intlTagOf(request.locale));
      reply({
        kind: 'told',
        told: tellTrip(request.trip, { index, say, locale: request.locale, today }, request.scenario),
      });
    } else if (request.kind === 'improve-trip') {
      reply({
        kind: 'improved-trip',
        result: improveTrip(request.trip, index, { context: { today }, time, now }, request.asked),
      });
    } else {
      reply({ kind: 'improved-day', result: improveDay(request.trip, request.day, index) });
    }
  } catch (cause) {
    reply({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** All that is found before somebody asks for something else: between two looks the worker hears. */
async function lookAround(request: AutoplanRequest, looks: Iterable<Beside>): Promise<Beside> {
  const all: Beside = { alternatives: [], others: [] };
  for (const { alternatives, others } of looks) {
    all.alternatives.push(...alternatives);
    all.others.push(...others);
    await new Promise((resolve) => setTimeout(resolve));
    if (latest !== request) break;
  }
  return all;
}
