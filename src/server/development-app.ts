import { createApp } from '#src/composition.ts';
import type { App } from '#src/composition.ts';
import { parseSettings } from '#src/settings.ts';

const KEY = Symbol.for('tripmap.development-app');
const shared = globalThis as unknown as Record<symbol, Promise<App> | undefined>;

/** The application for `astro dev`, made once for all the requests that come while it starts. */
export function startDevelopmentApp(): Promise<App> {
  shared[KEY] ??= start();
  return shared[KEY];
}

async function start(): Promise<App> {
  const parsed = parseSettings(process.env);
  if (parsed.kind === 'wrong') throw new Error(parsed.problems.join('\n'));
  return createApp(parsed.settings);
}
