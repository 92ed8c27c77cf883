import { improveDay, improveTrip } from '#src/domain/autoplan/improve.ts';
import { AREAS } from '#src/domain/content/kinds.ts';
import type { Area } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { indexPlannerData } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBed, PlannerBeds } from '#src/domain/planner-data/types.ts';
import { browserTranslate } from '#src/features/planner/browser-words.ts';
import { loadBeds, loadCore } from '#src/features/planner/load-planner.ts';
import { intlTagOf } from '#src/domain/locale/languages.ts';
import { answerScenario, tellTrip } from './answer.ts';
import type { Beside } from './answer.ts';
import { withUnknownBeds } from './unknown-beds.ts';
import type { AutoplanNews, AutoplanReply, AutoplanRequest } from './autoplan-client.ts';

/** Plans away from the screen's thread. One request at a time; ending the worker is how a search is given up. */
const indexes = new Map<Locale, Promise<Loaded>>();

/** `missing`: areas whose houses could not be loaded. */
type Loaded = { index: PlannerIndex; missing: ReadonlySet<Area> };

function indexFor(locale: Locale): Promise<Loaded> {
  let index = indexes.get(locale);
  if (!index) {
    index = load(locale);
    indexes.set(locale, index);
    index.catch(() => indexes.delete(locale));
  }
  return index;
}

async function load(locale: Locale): Promise<Loaded> {
  const missing = new Set<Area>();
  const listOf = async (area: Area): Promise<[Area, PlannerBed[]][]> => {
    try {
      return [[area, await loadBeds(locale, area)]];
    } catch {
      missing.add(area);
      return [];
    }
  };
  const [core, ...lists] = await Promise.all([loadCore(locale), ...AREAS.map(listOf)]);
  // With signal again, the next plan knows them all.
  if (missing.size > 0) indexes.delete(locale);
  return { index: indexPlannerData(core, Object.fromEntries(lists.flat()) as PlannerBeds), missing };
}

/** Alternatives are looked for this many times as long as the plan at most. */
const lookShare = 3;
let latest: AutoplanRequest | undefined;

addEventListener('message', ({ data }: MessageEvent<AutoplanRequest>) => void answer(data));

async function answer(request: AutoplanRequest): Promise<void> {
  latest = request;
  const reply = (news: AutoplanNews): void => postMessage({ id: request.id, ...news } satisfies AutoplanReply);
  try {
    const { index, missing } = await indexFor(request.locale);
    const { today, time } = request;
    const now = (): number => performance.now();
    const began = now();
    if (request.kind === 'plan') {
      const say = browserTranslate(request.words, intlTagOf(request.locale));
      const answered = answerScenario(request.scenario, {
        index,
        say,
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
      const { trip, others, beside } = answered;
      const told = withUnknownBeds(answered.told, index, missing, say);
      reply({ kind: 'planned', told, others, elapsed: now() - began, ...(trip && { trip }) });
      reply({ kind: 'beside', ...(await lookAround(request, beside)), elapsed: now() - began });
    } else if (request.kind === 'tell') {
      const say = browserTranslate(request.words, intlTagOf(request.locale));
      const told = tellTrip(request.trip, { index, say, locale: request.locale, today }, request.scenario);
      reply({ kind: 'told', told: withUnknownBeds(told, index, missing, say) });
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
