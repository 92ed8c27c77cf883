import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,contract,integration}/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/support/fail-on-console-error.ts'],
    // Node 24 from npm runs everything; forks keep native add-ons (sharp, sqlite) apart from each other.
    pool: 'forks',
    testTimeout: 20_000,
  },
});
