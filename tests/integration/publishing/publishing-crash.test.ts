import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataVersion } from '#src/domain/publishing/canonical.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';
import { FAIL_POINTS } from '#src/features/publishing/fail-points.ts';
import { bringUpload, WAYS, type Way } from '#tests/support/publishing-ways.ts';
import { makeSiteFolder, openSite, removeSite } from '#tests/support/publishing-site.ts';

/** `npm run test:crash` asks for 200; the everyday run is shorter. */
const RANDOM_MOMENTS = Number(process.env['CRASH_RUNS'] ?? 10);
const CHILD = join(import.meta.dirname, '../../support/publishing-child.ts');
const WAY_CHILD = join(import.meta.dirname, '../../support/publishing-way-child.ts');

let folder: string;
beforeEach(() => void (folder = makeSiteFolder()));
afterEach(() => removeSite(folder));

type Told = { saved: number; approved: number };

/** Runs the publishing child until it dies: by itself at a fail point, or by SIGKILL some time after it is ready. */
function runUntilDead(first: number, how: { dieAt: string; dieOn: number } | { killAfterMs: number }): Promise<Told> {
  const args = 'dieAt' in how ? [how.dieAt, String(how.dieOn)] : [];
  const child = spawn(process.execPath, [CHILD, folder, String(first), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told: Told = { saved: 0, approved: 0 };
  let out = '';
  let errors = '';
  child.stderr.on('data', (data: Buffer) => void (errors += data));
  child.stdout.on('data', (data: Buffer) => {
    if ('killAfterMs' in how && out === '') setTimeout(() => child.kill('SIGKILL'), how.killAfterMs);
    out += data;
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the child ended by itself: ${errors}`));
      for (const [, what, n] of out.matchAll(/^(saved|approved) (\d+)$/gm)) told[what as keyof Told] = Number(n);
      resolve(told);
    });
  });
}

/** Starts again on the same folder and looks whether everything that was promised is there, once and whole. */
async function checkAfterRestart(told: Told): Promise<number> {
  const site = await openSite(folder);
  await site.publishing.recoverPublishing(true);
  expect(site.troubles).toEqual([]);
  expect(site.content.problems()).toEqual([]);
  expect(await site.store.intents.open()).toEqual([]);
  const names = readdirSync(join(folder, 'content/homestays/nha-co'));
  expect(names.sort()).toEqual(['de.md', 'en.md', 'facts.yaml', 'vi.md']);

  const entry = site.content.find('homestays', 'nha-co');
  const revisions = (await site.store.revisions.list('homestays', 'nha-co', 100_000)).toReversed();
  const bodies = revisions.map((revision) => String(revision.data?.words['vi']?.['body']));
  expect(revisions.map((revision) => revision.number)).toEqual(revisions.map((_, i) => i + 1));
  expect(new Set(bodies).size).toBe(bodies.length);
  const published = bodies.filter((body) => body.startsWith('Bản')).map((body) => Number(/\d+/.exec(body)?.[0]));
  const newest = published.at(-1) ?? 0;
  expect(newest).toBeGreaterThanOrEqual(told.approved);

  if (revisions.length > 0) expect(dataVersion(dataOf(entry))).toBe(revisions.at(-1)?.version);
  if (newest > 0) {
    // The three files belong together: none is from another publication.
    expect([entry?.words.vi?.body, entry?.words.en?.body, entry?.facts.rooms]).toEqual([
      `Bản ${newest}.`,
      `Version ${newest}.`,
      (newest % 90) + 1,
    ]);
  }
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  if (told.saved > newest) expect(draft?.values['words/vi/body']).toBe(`Bản ${told.saved}.`);
  const approvals = await site.store.audit.list({ action: 'approve', limit: 100_000 });
  expect(approvals).toHaveLength(published.length);
  expect(await site.store.audit.verify()).toMatchObject({ kind: 'whole' });
  await site.close();
  return Math.max(newest, told.saved);
}

describe('kill -9 at each named step', () => {
  for (const point of FAIL_POINTS) {
    test(
      point,
      async () => {
        const told = await runUntilDead(1, { dieAt: point, dieOn: 2 });
        expect(told.saved).toBe(2);
        await checkAfterRestart(told);
      },
      30_000,
    );
  }
});

test(
  `kill -9 at ${RANDOM_MOMENTS} random moments: every accepted edit is there once, no file is half-written`,
  async () => {
    let next = 1;
    let state = 20261121;
    const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    let approved = 0;
    for (let i = 0; i < RANDOM_MOMENTS; i++) {
      const told = await runUntilDead(next, { killAfterMs: random() * 400 });
      const reached = await checkAfterRestart(told);
      approved = Math.max(approved, told.approved);
      next = reached + 1;
    }
    if (RANDOM_MOMENTS >= 10) expect(approved).toBeGreaterThan(0);
    console.log(
      `crash: ${FAIL_POINTS.length} named steps, ${RANDOM_MOMENTS} random moments, ${next - 1} edits, none lost`,
    );
  },
  RANDOM_MOMENTS * 8_000,
);

/** Runs one way until its fail point kills it. */
function dieOnTheWay(way: Way, point: string): Promise<void> {
  const child = spawn(process.execPath, [WAY_CHILD, folder, way.name, point], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => void (said += data));
  return new Promise((resolve, reject) => {
    child.on('exit', (_code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the child ended by itself: ${said}`)),
    );
  });
}

/** After a restart: nothing half-way, and the way gone once or never, as it was promised. */
async function checkWayAfterRestart(way: Way, point: string): Promise<void> {
  const site = await openSite(folder);
  bringUpload(site);
  site.pass(120);
  await site.publishing.recoverPublishing(true);
  await site.publishing.runDue();
  expect(site.troubles).toEqual([]);
  expect(site.content.problems()).toEqual([]);
  expect(await site.store.intents.open()).toEqual([]);
  expect(await site.store.schedules.due('2027-01-01T00:00:00Z')).toEqual([]);
  const left = readdirSync(join(folder, 'content'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);

  const promised = point !== 'before-intent' || way.byItself === true;
  expect(way.done(site)).toBe(promised);
  const entry = site.content.find(...way.entry);
  const revisions = (await site.store.revisions.list(...way.entry)).toReversed();
  expect(revisions.map(({ number }) => number)).toEqual(revisions.map((_, i) => i + 1));
  // One revision of it, which is what stands: those that only prepared it have another reason or came before.
  if (promised) expect([revisions.at(-1)?.why, revisions.at(-1)?.version]).toEqual([way.why, dataVersion(dataOf(entry))]);
  expect(revisions.filter(({ why }) => why === way.why)).toHaveLength(promised ? 1 : 0);
  for (const file of entry?.facts.photos ?? []) expect(readdirSync(join(folder, 'content', ...way.entry, 'photos'))).toContain(file.file);
  expect(await site.store.audit.verify()).toMatchObject({ kind: 'whole' });
  await site.close();
} // prettier-ignore

describe('kill -9 on every other way to the public, at each named step', () => {
  for (const [i, way] of WAYS.entries()) {
    // Every day each way dies at another of its steps; `npm run test:crash` takes them all.
    const steps = FAIL_POINTS.filter((point) => !(way.removes && point === 'first-renamed'));
    const points = RANDOM_MOMENTS >= 200 ? steps : [steps[(i + 1) % steps.length] as (typeof steps)[number]];
    test(
      way.name,
      async () => {
        for (const point of points) {
          await dieOnTheWay(way, point);
          await checkWayAfterRestart(way, point).catch((error: unknown) => {
            throw new Error(`${way.name}, killed at ${point}: ${String(error)}`, { cause: error });
          });
          removeSite(folder);
          folder = makeSiteFolder();
        }
      },
      60_000 * points.length,
    );
  }
});

test('killed again in the middle of recovering, it still ends whole', async () => {
  const told = await runUntilDead(1, { dieAt: 'first-renamed', dieOn: 2 });
  await runUntilDead(told.saved + 1, { dieAt: 'all-renamed', dieOn: 1 });
  await runUntilDead(told.saved + 1, { dieAt: 'after-record', dieOn: 1 });
  await checkAfterRestart(told);
}, 30_000);
