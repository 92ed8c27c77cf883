import type { Page } from '@playwright/test';

/** Every public template; a slug stands for all entries of its kind. */
export const TEMPLATES = [
  '', '/places', '/places?kind=pass', '/places/ma-pi-leng', '/homestays', '/homestays/dong-van-den-long', '/events',
  '/events/dong-van-market', '/guides', '/guides/road-safety', '/trips', '/trips/loop-3-days', '/products',
  '/products/corn-spirit', '/map', '/search?q=dong+van', '/search?q=qqqqqq', '/planner', '/planner?trip=loop-3-days', '/plan',
  '/open', '/about', '/this-month', '/accessible', '/alerts', '/widget', '/widget/map?place=dong-van',
  '/widget/list?kind=events', '/offline', '/report', '/sign-in', '/nowhere', '/dev/components',
]; // prettier-ignore

/** Those that between them hold every kind of part; enough where only the words or the script differ. */
export const CORE_TEMPLATES = [
  '', '/places', '/places/ma-pi-leng', '/homestays/dong-van-den-long', '/events', '/guides/road-safety', '/trips/loop-3-days',
  '/search?q=dong+van',
]; // prettier-ignore

const ISLANDS = ['/map', '/planner', '/plan', '/open'];

/** Opens a page and waits for what a script draws; the others are complete when they have come. */
export async function openTemplate(page: Page, locale: string, path: string): Promise<void> {
  const drawn = ISLANDS.some((island) => path === island || path.startsWith(`${island}?`));
  await page.goto(`/${locale}${path}`, { waitUntil: drawn ? 'networkidle' : 'load' });
  if (path.startsWith('/planner')) await page.locator('.pl-save').first().waitFor({ state: 'attached' });
}
