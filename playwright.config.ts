import { defineConfig } from '@playwright/test';
import { E2E_SITE } from './tests/support/prepare-e2e-site.ts';
import { CHROMIUM_ARGS, findChromium } from './tests/support/find-chromium.ts';

const PORT = Number(process.env['E2E_PORT'] ?? 4391);
const executablePath = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/playwright',
  fullyParallel: true,
  workers: process.env['E2E_WORKERS'] ? Number(process.env['E2E_WORKERS']) : 2,
  // A loaded machine may miss a beat; a fault fails each time.
  retries: 2,
  timeout: 90_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // The service worker has its own specs; elsewhere it would hide what the server says.
    serviceWorkers: 'block',
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: 'node tests/support/prepare-e2e-site.ts && npm start',
    url: `http://localhost:${PORT}/healthz`,
    timeout: 180_000,
    reuseExistingServer: !process.env['CI'],
    gracefulShutdown: { signal: 'SIGTERM', timeout: 8000 },
    env: {
      PORT: String(PORT),
      // Content and state of their own: tests publish, edit and delete.
      CONTENT_DIR: `${E2E_SITE}/content`,
      DATA_DIR: `${E2E_SITE}/var`,
      PICTURES_DIR: 'var/pictures',
      TEST_LOCALE: '1',
      REQUEST_LOG: 'errors',
      WRITES_PER_MINUTE: '100000',
    },
  },
});
