import { readdirSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';
import { startSite } from '../bench-site.ts';

/** `beside`: until the alternatives are there too, which come after the plan. */
export type BrowserTimes = { slow: number; first: number[]; final: number[]; beside: number[] };

/**
 * The worker's own script in a Chromium whose processor is slowed down, with milliseconds to each first and final plan.
 * Chromium slows a page's own thread only, so the script runs there: nothing else has work to do on that page.
 *
 * @param slow how many times slower than this machine
 * @param time milliseconds the search is given, as the plan page gives them
 * @throws Error without a Chromium or a built site
 */
export async function planInChromium(scenarios: readonly object[], slow: number, time: number, today: string): Promise<BrowserTimes> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('This part needs a Chromium: install one or set CHROMIUM_PATH.');
  const site = await startSite();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const script = readdirSync('dist/client/_astro').find((name) => /^autoplan-worker\b.*\.js$/.test(name));
    if (!script) throw new Error('The built site has no planning worker.');
    const page = await browser.newPage({ serviceWorkers: 'block' });
    await page.goto(`${site.url}/en/about`);
    await page.evaluate(async (url) => {
      // The worker posts its answers to whoever made it: here to a list.
      const answers: { kind: string; at: number }[] = [];
      Object.assign(window, { answers, postMessage: ({ kind }: { kind: string }) => answers.push({ kind, at: performance.now() }) });
      await import(url);
    }, `/_astro/${script}`);
    const ask = (scenario: object) => planOnce(page, { id: 0, kind: 'plan', scenario, words: {}, locale: 'en', today, time });
    await ask(scenarios[0] ?? {});
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow });
    const times: BrowserTimes = { slow, first: [], final: [], beside: [] };
    for (const scenario of scenarios) {
      const { first, final, beside } = await ask(scenario);
      if (first === undefined) continue;
      times.first.push(first);
      times.final.push(final);
      times.beside.push(beside);
    }
    return times;
  } finally {
    await browser.close();
    site.stop();
  }
} // prettier-ignore

/** `first` is undefined where nothing works. */
function planOnce(page: Page, request: object): Promise<{ first: number | undefined; final: number; beside: number }> {
  return page.evaluate(async (data) => {
    const { answers } = window as unknown as { answers: { kind: string; at: number }[] };
    answers.length = 0;
    const began = performance.now();
    dispatchEvent(new MessageEvent('message', { data }));
    let last = answers.at(-1);
    for (; last?.kind !== 'beside'; last = answers.at(-1)) {
      if (last?.kind === 'failed') throw new Error('The worker failed.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const at = (kind: string): number | undefined => answers.find((one) => one.kind === kind)?.at;
    const first = at('progress');
    return {
      first: first === undefined ? undefined : first - began,
      final: (at('planned') ?? NaN) - began,
      beside: last.at - began,
    };
  }, request);
}
