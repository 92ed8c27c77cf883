/** Dragging over the map of results chooses a part of it: the page is asked again with that box. */
export function drawBoxes(): void {
  for (const sheet of document.querySelectorAll<HTMLElement>('[data-results-map]')) {
    const svg = sheet.querySelector('svg');
    const rect = sheet.querySelector<SVGRectElement>('.drawn');
    if (svg && rect) drawOn(sheet, svg, rect);
  }
}

const SMALLEST_PIXELS = 12;

function drawOn(sheet: HTMLElement, svg: SVGSVGElement, rect: SVGRectElement): void {
  const [south = 0, west = 0, north = 0, east = 0] = (sheet.dataset['box'] ?? '').split(',').map(Number);
  let start: DOMPoint | undefined;
  let startClient = { x: 0, y: 0 };
  const toSheet = (event: PointerEvent): DOMPoint => {
    const matrix = svg.getScreenCTM()?.inverse();
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  };
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.target as Element).closest('a')) return;
    start = toSheet(event);
    startClient = { x: event.clientX, y: event.clientY };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (event) => {
    if (!start) return;
    const now = toSheet(event);
    rect.setAttribute('x', String(Math.min(start.x, now.x)));
    rect.setAttribute('y', String(Math.min(start.y, now.y)));
    rect.setAttribute('width', String(Math.abs(now.x - start.x)));
    rect.setAttribute('height', String(Math.abs(now.y - start.y)));
  });
  const end = (event: PointerEvent): void => {
    const from = start;
    start = undefined;
    rect.setAttribute('width', '0');
    if (!from || event.type === 'pointercancel') return;
    const wide = Math.abs(event.clientX - startClient.x);
    const high = Math.abs(event.clientY - startClient.y);
    if (wide < SMALLEST_PIXELS || high < SMALLEST_PIXELS) return;
    const to = toSheet(event);
    const view = svg.viewBox.baseVal;
    const lat = (y: number): number => north - ((y - view.y) / view.height) * (north - south);
    const lng = (x: number): number => west + ((x - view.x) / view.width) * (east - west);
    const box = [
      lat(Math.max(from.y, to.y)),
      lng(Math.min(from.x, to.x)),
      lat(Math.min(from.y, to.y)),
      lng(Math.max(from.x, to.x)),
    ];
    const address = new URL(sheet.dataset['href'] ?? '', location.href);
    address.searchParams.set('box', box.map((value) => value.toFixed(4)).join(','));
    location.assign(address);
  };
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', end);
}
