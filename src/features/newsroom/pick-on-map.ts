import { onSheet, SHEET, fromSheet } from '../map/projection.ts';

const SVG = 'http://www.w3.org/2000/svg';
const NEAR = 70;

/** Arrow keys move the mark by this share of what is seen. */
const STEP = 1 / 60;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }; // prettier-ignore

/**
 * A map beside the two numbers: each click writes a position and comes closer, so that the next click is finer. Keys do
 * the same: arrows move the mark, plus and minus come closer and go back. The numbers stay the truth and can be typed;
 * five decimals are a metre.
 */
export function pickOnMap(field: HTMLElement): void {
  const lat = field.querySelector<HTMLInputElement>('[data-lat]');
  const lng = field.querySelector<HTMLInputElement>('[data-lng]');
  const box = field.querySelector<HTMLElement>('[data-map]');
  if (!lat || !lng || !box) return;
  const svg = document.createElementNS(SVG, 'svg');
  const image = document.createElementNS(SVG, 'image');
  const mark = document.createElementNS(SVG, 'circle');
  image.setAttribute('href', '/map/sheet.svg');
  image.setAttribute('width', String(SHEET.width));
  image.setAttribute('height', String(SHEET.height));
  mark.setAttribute('fill', '#b3282d');
  svg.append(image, mark);
  svg.setAttribute('tabindex', '0');
  svg.setAttribute('role', 'application');
  svg.setAttribute('aria-label', box.dataset['label'] ?? '');
  svg.setAttribute('width', '100%');
  svg.setAttribute('height', '100%');
  box.append(svg);
  box.hidden = false;
  const whole = { x: 0, y: 0, width: SHEET.width, height: SHEET.height };
  let view = whole;
  const show = () => {
    const here = { lat: Number(lat.value.replace(',', '.')), lng: Number(lng.value.replace(',', '.')) };
    svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
    const known = Number.isFinite(here.lat) && Number.isFinite(here.lng) && lat.value !== '';
    mark.setAttribute('r', known ? String(view.width / 60) : '0');
    if (!known) return;
    const { x, y } = onSheet(here);
    mark.setAttribute('cx', String(x));
    mark.setAttribute('cy', String(y));
  };
  const closeTo = (point: { x: number; y: number }) => ({ x: point.x - NEAR, y: point.y - NEAR, width: 2 * NEAR, height: 2 * NEAR }); // prettier-ignore
  const put = (point: { x: number; y: number }) => {
    const position = fromSheet(point);
    lat.value = position.lat.toFixed(5);
    lng.value = position.lng.toFixed(5);
    // Whoever listens to the form hears of it as of typing.
    lat.dispatchEvent(new Event('input', { bubbles: true }));
  };
  svg.addEventListener('click', (event) => {
    const matrix = svg.getScreenCTM()?.inverse();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    view = view === whole ? closeTo(point) : whole;
    put(point);
  });
  svg.addEventListener('keydown', (event) => {
    const here = lat.value === '' ? { x: SHEET.width / 2, y: SHEET.height / 2 } : onSheet({ lat: Number(lat.value.replace(',', '.')), lng: Number(lng.value.replace(',', '.')) }); // prettier-ignore
    const arrow = ARROWS[event.key];
    if (arrow) put({ x: here.x + arrow[0] * view.width * STEP, y: here.y + arrow[1] * view.width * STEP });
    else if (event.key === '+' || event.key === '-') {
      view = event.key === '+' ? closeTo(here) : whole;
      show();
    } else return;
    event.preventDefault();
  });
  for (const input of [lat, lng]) input.addEventListener('input', show);
  show();
}
