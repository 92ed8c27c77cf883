import type { Page } from '@playwright/test';

/** How far the page can be pushed sideways, and who pushes; empty where it cannot. */
export async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - width;
    if (over <= 0) return [];
    const who = [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (right > width + 1 || left < -1) && !element.closest('.sections, .visually-hidden');
      })
      .slice(0, 3)
      .map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`);
    return [`${over} px: ${who.join(' ')}`];
  });
}

/** WCAG 2.5.8: what is smaller than 24 × 24 CSS pixels, except links within a sentence and marks on a map. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inText = (element: Element) => element.closest('p, li, dd, td, figcaption, .prose') !== null;
    return [...document.querySelectorAll('button, summary, input:not([type=hidden]), select, textarea, .button, nav a')]
      .filter((element) => element.checkVisibility() && !element.closest('.leaflet-pane, .visually-hidden'))
      .filter((element) => element.matches('nav a, .button') || !(element.matches('a') && inText(element)))
      .map((element) => ({ name: element.textContent?.trim().slice(0, 30), box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
      .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }); // prettier-ignore
}
