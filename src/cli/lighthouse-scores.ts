import { CHROMIUM_ARGS } from '#tests/support/find-chromium.ts';

/** Points out of 100. */
export type Scores = { performance: number; accessibility: number; bestPractices: number; seo: number };

/** The audits that cost the most points in the last run, as `id: what it says`. */
export type Judgement = Scores & { runs: number; lost: string[] };

/** How fast this machine was when it was left alone; Lighthouse's own index, comparable only with itself. */
let bestMachineIndex = 0;

/**
 * Lighthouse's mobile scores of one page: the median of several runs for performance, the lowest for the rest.
 * A run in which the machine was at less than half of its best speed, or the page did not load, says nothing about
 * the page and is made again, at most twice.
 */
export async function lighthouseScores(url: string, chromePath: string, runs: number): Promise<Judgement> {
  const good: { scores: Scores; lost: string[] }[] = [];
  let spare = 2;
  while (good.length < runs) {
    const { scores, lost, machineIndex } = await runOnce(url, chromePath);
    bestMachineIndex = Math.max(bestMachineIndex, machineIndex);
    const disturbed = machineIndex < bestMachineIndex / 2 || scores.performance === 0;
    if (disturbed && spare > 0) spare--;
    else good.push({ scores, lost });
  }
  const all = (name: keyof Scores) => good.map(({ scores }) => scores[name]).sort((a, b) => a - b);
  return {
    performance: all('performance')[Math.floor((good.length - 1) / 2)] ?? 0,
    accessibility: all('accessibility')[0] ?? 0,
    bestPractices: all('bestPractices')[0] ?? 0,
    seo: all('seo')[0] ?? 0,
    runs: good.length,
    lost: good.at(-1)?.lost ?? [],
  };
}

async function runOnce(
  url: string,
  chromePath: string,
): Promise<{ scores: Scores; lost: string[]; machineIndex: number }> {
  const [{ default: lighthouse }, { launch }] = await Promise.all([import('lighthouse'), import('chrome-launcher')]);
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', ...CHROMIUM_ARGS] });
  try {
    const lhr = (await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'silent' }))?.lhr;
    const score = (name: string) => Math.round((lhr?.categories[name]?.score ?? 0) * 100);
    const scores = {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      seo: score('seo'),
    };
    const refs = Object.values(lhr?.categories ?? {}).flatMap(({ auditRefs }) => auditRefs);
    const lost = refs.flatMap(({ id, weight }) => {
      const audit = lhr?.audits[id];
      return audit && weight > 0 && audit.score !== null && audit.score < 0.9
        ? [`${id}${audit.displayValue ? `: ${audit.displayValue}` : ''}`]
        : [];
    });
    return { scores, lost, machineIndex: lhr?.environment.benchmarkIndex ?? 0 };
  } finally {
    chrome.kill();
  }
}
