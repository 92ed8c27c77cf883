import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { tellProblem } from '#src/adapters/content-files/describe-problems.ts';
import { createRoads, type Roads } from '#src/adapters/map-files/map-files.ts';
import { createMarkdownRenderer } from '#src/adapters/markdown/markdown.ts';
import { createFolderPictures } from '#src/adapters/pictures/folder-pictures.ts';
import { watchAlertTimes } from '#src/features/alerts/alert-clock.ts';
import { createLibreTranslate } from '#src/adapters/libretranslate/libretranslate.ts';
import { createSpreadsheets } from '#src/adapters/spreadsheets/spreadsheets.ts';
import { createPageCounter, type PageCounter } from '#src/features/statistics/page-counter.ts';
import { openState, type StatePart } from '#src/composition-state.ts';
import { readBasemap, type BaseDrawing } from '#src/features/map/basemap.ts';
import { knownHeights } from '#src/features/map/relief.ts';
import { createSearch, type SearchService } from '#search/service.ts';
import { createPlanDesk, type PlanDesk } from '#src/features/autoplan/plan-desk.ts';
import { createPlannerService, type PlannerService } from '#src/features/planner/planner-service.ts';
import { createTranslator, type Translator } from '#src/i18n/translator.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { MachineTranslation } from '#src/ports/machine-translation.ts';
import type { Tables } from '#src/ports/tables.ts';
import type { MarkdownRenderer } from '#src/ports/markdown.ts';
import type { PageCache } from '#src/ports/page-cache.ts';
import type { Pictures } from '#src/ports/pictures.ts';
import type { Settings } from '#src/settings.ts';

/** Everything a page or an action may use. Adapters are picked here and nowhere else. */
export type App = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly content: ContentStore;
  readonly markdown: MarkdownRenderer;
  readonly translator: Translator;
  readonly roads: Roads;
  readonly basemap: BaseDrawing;
  readonly pictures: Pictures;
  readonly planner: PlannerService;
  /** Trips from wishes for readers without JavaScript. */
  readonly plans: PlanDesk;
  readonly search: SearchService;
  /** Accounts, drafts, publishing and uploads. */
  readonly state: StatePart;
  /** Counts pages without cookies or identifiers. */
  readonly counter: PageCounter;
  readonly tables: Tables;
  /** Machine drafts; absent unless the operator named a service. */
  readonly machineTranslation?: MachineTranslation;
  /** The front server hands over its cache when it starts; before that there is nothing to forget. */
  connectPageCache(cache: PageCache): void;
  health(): Record<string, unknown>;
  close(): Promise<void>;
};

const SYSTEM_CLOCK: Clock = { now: () => new Date() };

/** Starts the product from its settings. Throws one plain sentence when a folder or a service it cannot do without is missing. */
export async function createApp(settings: Settings, clock = SYSTEM_CLOCK): Promise<App> {
  const content = await createContentFiles({
    root: resolve(settings.contentDir),
    snapshotFile: resolve(settings.dataDir, 'content-snapshot.json'),
    watch: true,
    onProblem: (problem) => console.warn(tellProblem(problem)),
  });
  for (const problem of content.problems()) console.warn(tellProblem(problem));

  const roads = await createRoads(resolve(settings.contentDir), content);

  const basemap = readBasemap(
    JSON.parse(await readFile(resolve(settings.contentDir, 'map', 'basemap.geojson'), 'utf8')),
    knownHeights(content.list('places')),
  );
  const pictures = createFolderPictures({
    folder: resolve(settings.picturesDir),
    photoFile: ({ kind, slug, photo }) =>
      photo ? resolve(settings.contentDir, `${kind}s`, slug, 'photos', photo.id) : undefined,
    onProblem: (message) => console.warn(message),
  });

  let pageCache: PageCache | undefined;
  content.onChange((changes) => {
    pageCache?.invalidate(changes.flatMap(({ kind, slug }) => [`${kind}/${slug}`, kind]));
  });

  const stopAlertClock = watchAlertTimes(content, clock, (tags) => pageCache?.invalidate(tags));
  const translator = createTranslator();
  const state = await openState({
    settings,
    clock,
    content,
    translator,
    pageCache: { invalidate: (tags) => pageCache?.invalidate(tags) },
  });

  const search = createSearch({
    content,
    meilisearch: settings.search,
    jobs: state.store.jobs,
    now: () => clock.now().getTime(),
    log: (message) => console.warn(message),
    onOfflineFiles: () => pageCache?.invalidate(['search-files']),
  });
  // Ready before the first reader asks; between pages, not before them.
  void search.warm();

  const counter = createPageCounter(state.store.counters, clock);

  const planner = createPlannerService(
    content,
    () => roads.network(),
    () => clock.now().getTime(),
  );
  const plans = createPlanDesk({ planner, translator });
  return {
    settings,
    clock,
    content,
    markdown: createMarkdownRenderer(),
    translator,
    state,
    counter,
    tables: createSpreadsheets(),
    ...(settings.machineTranslation === undefined
      ? {}
      : { machineTranslation: createLibreTranslate(settings.machineTranslation) }),
    roads,
    basemap,
    pictures,
    planner,
    plans,
    search,
    connectPageCache(cache) {
      pageCache = cache;
    },
    health: () => ({
      content: {
        revision: content.revision,
        places: content.list('places').length,
        problems: content.problems().length,
      },
      search: search.health(),
      ...(pageCache ? { pageCache: pageCache.stats() } : {}),
    }),
    close: async () => {
      stopAlertClock();
      await plans.close();
      await counter.close();
      await search.close();
      await state.close();
      await content.close();
      await pictures.close();
    },
  };
}
