import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from '@playwright/test';

export type Theme = 'light' | 'dark' | 'contrast';
export const THEMES = ['light', 'dark', 'contrast'] as const;

/** The axe that @axe-core/playwright brings, put into the page by hand: that takes a third of the builder's time. */
const near = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const AXE = readFileSync(near.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Violation = { id: string; nodes: { html: string; target: string[]; failureSummary?: string }[] };
type AxeWindow = Window & { axe?: { run(on: object, options: object): Promise<{ violations: Violation[] }> } };

/** Changes the theme of the open page: by the device for light and dark, by the reader's own choice for contrast. */
export async function useTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.evaluate((chosen) => {
    const { dataset } = document.documentElement;
    if (chosen === 'contrast') dataset['theme'] = chosen;
    else if (dataset['theme'] === 'contrast') delete dataset['theme'];
  }, theme);
  // Even a transition of no length takes its colours a frame later.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        setTimeout(resolve, 300);
      }),
  );
}

/** What axe finds wrong on the page as it stands and in each frame of it: one line a rule, with the first three places. */
export async function axeFindings(page: Page): Promise<string[]> {
  await openSandboxes(page);
  const all: string[] = [];
  // The desk's frame with a draft's page forbids scripts in its policy too; what it shows is a page seen elsewhere.
  for (const frame of page.frames().filter((one) => !/\/live(?:\?|$)/.test(one.url())))
    all.push(...(await findingsOf(frame)));
  return all;
}

/** Nothing runs inside a sandbox without scripts, axe neither: the sample of the widget is opened without its own. */
async function openSandboxes(page: Page): Promise<void> {
  const frames = page.locator('iframe[sandbox]:not([name^="live-page"])');
  for (let left = await frames.count(); left > 0; left--) {
    await frames.first().evaluate((frame: HTMLIFrameElement) => {
      frame.removeAttribute('sandbox');
      frame.loading = 'eager';
      return new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true });
        frame.src = String(frame.src);
      });
    });
  }
}

async function findingsOf(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => (window as AxeWindow).axe !== undefined))) await frame.evaluate(AXE);
  const violations = await frame.evaluate(
    async (tags) =>
      (
        await (window as AxeWindow).axe?.run(
          { exclude: ['iframe'] },
          {
            runOnly: { type: 'tag', values: tags },
            resultTypes: ['violations'],
            iframes: false,
          },
        )
      )?.violations,
    TAGS,
  );
  if (violations === undefined) throw new Error('axe did not come into the page.');
  return violations.flatMap(({ id, nodes }) => {
    // Marks of near places lie closer than a finger on any map; each is in the list beside it, with room.
    const wrong = id === 'target-size' ? nodes.filter(({ html }) => !/leaflet|pl-pin/.test(html)) : nodes;
    const where = wrong.slice(0, 3).map(({ target }) => target.join(' '));
    return where.length > 0 ? [`${id} (${wrong.length}): ${where.join(', ')}`] : [];
  });
}
