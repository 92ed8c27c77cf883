/** Where a dragged stop would go: before the `index`-th of the day's other stops. */
export type Drop = { day: string; index: number };

const EDGE_PX = 90;
const MOST_SCROLL_PX = 14;

/**
 * Carries a stop with the pointer, over days too, until it is let go. A line shows the gap it would fall into, the page
 * scrolls near its edges, Escape puts everything back. Only plain pointer events: a drag library would be a fifth of the
 * planner's budget, and what the keys do is done by commands and not by simulated dragging.
 */
export function dragStop(start: PointerEvent, list: HTMLElement, row: HTMLElement, onDrop: (drop: Drop) => void): void {
  const handle = start.target as HTMLElement;
  const line = document.createElement('div');
  line.className = 'pl-drop-line';
  let drop: Drop | undefined;
  let moved = false;
  let y = start.clientY;
  let frame = 0;

  handle.setPointerCapture(start.pointerId);

  function place() {
    const days = [...list.querySelectorAll<HTMLElement>('[data-stops]')];
    const day = days.reduce<HTMLElement | undefined>((best, one) => (best && gapTo(best, y) <= gapTo(one, y) ? best : one), undefined); // prettier-ignore
    if (!day) return;
    const rows = [...day.querySelectorAll<HTMLElement>('[data-stop]')].filter((one) => one !== row);
    const found = rows.findIndex((one) => y < middleOf(one));
    const index = found < 0 ? rows.length : found;
    const box = day.getBoundingClientRect();
    const at = rows[index]?.getBoundingClientRect().top ?? rows.at(-1)?.getBoundingClientRect().bottom ?? box.top;
    drop = { day: day.dataset['stops'] ?? '', index };
    line.style.top = `${at}px`;
    line.style.left = `${box.left}px`;
    line.style.width = `${box.width}px`;
  }

  function scroll() {
    const over = y < EDGE_PX ? y - EDGE_PX : y > innerHeight - EDGE_PX ? y - (innerHeight - EDGE_PX) : 0;
    if (over !== 0) {
      scrollBy(0, (over / EDGE_PX) * MOST_SCROLL_PX);
      place();
    }
    frame = requestAnimationFrame(scroll);
  }

  function move(event: PointerEvent) {
    y = event.clientY;
    if (!moved && Math.abs(y - start.clientY) < 4) return;
    if (!moved) {
      moved = true;
      row.dataset['dragged'] = '';
      document.body.append(line);
      frame = requestAnimationFrame(scroll);
    }
    event.preventDefault();
    place();
  }

  function end(event: Event) {
    cancelAnimationFrame(frame);
    line.remove();
    delete row.dataset['dragged'];
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', end);
    handle.removeEventListener('pointercancel', end);
    removeEventListener('keydown', escape, true);
    if (event.type === 'pointerup' && moved && drop) onDrop(drop);
  }

  function escape(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    end(event);
  }

  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', end);
  handle.addEventListener('pointercancel', end);
  addEventListener('keydown', escape, true);
}

function middleOf(element: HTMLElement): number {
  const box = element.getBoundingClientRect();
  return (box.top + box.bottom) / 2;
}

/** Pixels from a height to a list; 0 inside of it. */
function gapTo(element: HTMLElement, y: number): number {
  const { top, bottom } = element.getBoundingClientRect();
  return y < top ? top - y : y > bottom ? y - bottom : 0;
}
