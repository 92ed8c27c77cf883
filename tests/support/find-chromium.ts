import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC_PATHS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']; // prettier-ignore

/** A browser that is already here: `CHROMIUM_PATH`, then the system's, then one Playwright has downloaded before. */
export function findChromium(): string | undefined {
  const set = process.env['CHROMIUM_PATH'];
  if (set) return existsSync(set) ? set : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC_PATHS];
  const system = candidates.find((path) => existsSync(path));
  if (system) return system;
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/**
 * Finds a browser or gets one: Debian's package where we may install it, else Playwright's own download.
 * @throws Error with what to do when there is none to be had
 */
export function requireChromium(say: (line: string) => void): string {
  const here = findChromium();
  if (here) return here;
  if (process.env['CHROMIUM_PATH']) {
    throw new Error(`CHROMIUM_PATH names no file: ${process.env['CHROMIUM_PATH']}. Correct it or unset it.`);
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('No Chromium found: installing the system package.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    for (const name of ['chromium', 'chromium-browser']) {
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { stdio: 'ignore', env });
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  say('No Chromium found: asking Playwright to download one.');
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], { stdio: 'inherit' });
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  throw new Error(
    'The browser tests need a Chromium and none could be installed. Install Chromium or Google Chrome, or set CHROMIUM_PATH to its program file, and run npm test again.',
  );
}

export const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']; // prettier-ignore
