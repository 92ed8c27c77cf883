import type { Clock } from '#src/ports/clock.ts';
import type { ContentStore } from '#src/ports/content-store.ts';

const LOOK_MS = 2_000;

/**
 * Whether an alert is in force is a question of the time, but stored pages do not ask again by themselves: when one
 * begins or ends, the pages that show alerts are forgotten. Returns the way to stop.
 */
export function watchAlertTimes(content: ContentStore, clock: Clock, forget: (tags: readonly string[]) => void): () => void {
  let last = clock.now().getTime();
  const look = () => {
    const now = clock.now().getTime();
    const turned = content.list('alerts').filter(({ facts }) =>
      [facts.from, facts.until].some((time) => last < Date.parse(time) && Date.parse(time) <= now),
    );
    last = now;
    if (turned.length > 0) forget(['alerts', ...turned.map(({ slug }) => `alerts/${slug}`)]);
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
} // prettier-ignore
