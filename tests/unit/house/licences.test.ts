import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Locked = { dev?: boolean; license?: string };

/** May be passed on beside a program under MIT. LGPL and MPL cover their own files, which we do not change. */
const FREE = /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Python-2\.0|Zlib|OFL-1\.1|MPL-2\.0|LGPL-3\.0-or-later)\)?$/; // prettier-ignore
/** Its licence stands in a file only: BSD, two clauses. */
const SAYS_NOTHING = ['suncalc'];

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const ours = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

const isFree = (licence: string): boolean =>
  licence.split(' OR ').some((choice) => choice.split(' AND ').every((one) => FREE.test(one)));

test('everything the site runs on has a licence under which it may be passed on with it', () => {
  expect(ours.length).toBeGreaterThan(100);
  const others = ours.filter(([path, { license = '' }]) => !isFree(license) && !SAYS_NOTHING.some((name) => path.endsWith(`/${name}`))); // prettier-ignore
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test('the rule does refuse', () => {
  expect(['GPL-3.0', 'AGPL-3.0-or-later', 'MIT AND GPL-2.0', 'UNLICENSED', ''].filter(isFree)).toEqual([]);
  expect(isFree('GPL-2.0 OR MIT')).toBe(true);
});
