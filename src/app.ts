import type { App } from '#src/composition.ts';

// The pages are bundled by Vite and the server runs from source, so each has its own copy of every
// module. The registry of symbols is the one place both see.
const APP = Symbol.for('tripmap.app');
const shared = globalThis as unknown as Record<symbol, App | undefined>;

export function setApp(app: App): void {
  shared[APP] = app;
}

export function findApp(): App | undefined {
  return shared[APP];
}

/** The running application. Throws before the server has made it. */
export function getApp(): App {
  const app = shared[APP];
  if (app === undefined) throw new Error('The application was asked for before the server had started it.');
  return app;
}
