import { onSheet, SHEET, fromSheet } from '../map/projection.ts';

const SVG = 'http://www.w3.org/2000/svg';
const NEAR = 70;

/**
 * A map beside the two numbers: each click writes a position and comes closer, so that the next click is finer. The
 * numbers stay the truth and can be typed; five decimals are a metre.
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
  svg.addEventListener('click', (event) => {
    const matrix = svg.getScreenCTM()?.inverse();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const position = fromSheet(point);
    lat.value = position.lat.toFixed(5);
    lng.value = position.lng.toFixed(5);
    view = view === whole ? { x: point.x - NEAR, y: point.y - NEAR, width: 2 * NEAR, height: 2 * NEAR } : whole;
    show();
  });
  for (const input of [lat, lng]) input.addEventListener('input', show);
  show();
}
