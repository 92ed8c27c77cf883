import { cpSync, existsSync } from 'node:fs';

/** The browser tests publish, edit and delete, so they work on a copy of the content. An existing copy is kept. */
export const E2E_SITE = process.env['E2E_SITE'] ?? 'test-results/e2e-site';

export function prepareE2eSite(): void {
  if (!existsSync(`${E2E_SITE}/content/map/roads.yaml`)) cpSync('content', `${E2E_SITE}/content`, { recursive: true });
}

if (import.meta.main) prepareE2eSite();
