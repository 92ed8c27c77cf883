import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from './bench-site.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';

/**
 * `npm run bench:start [-- --listings 10000 --json]`: so many listings in six languages beside the content of the
 * repository; from the start of the built server until `/healthz` answers, the first time and the second, on the clock and in
 * processor time, with the memory it then holds.
 */
const { values } = parseArgs({ options: { listings: { type: 'string', default: '10000' }, json: { type: 'boolean', default: false } } }); // prettier-ignore
/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;
const listings = Number(values.listings);
const folder = await mkdtemp(join(tmpdir(), 'tripmap-start-'));

try {
  await cp('content', join(folder, 'content'), { recursive: true });
  for (let from = 0; from < listings; from += 100) {
    await Promise.all(Array.from({ length: Math.min(100, listings - from) }, (_, i) => writeListing(from + i)));
  }
  const first = await start();
  const second = await start();
  const result = {
    listings,
    languages: LOCALES.length,
    firstStartMs: first.ms,
    firstStartProcessorMs: first.processorMs,
    nextStartMs: second.ms,
    nextStartProcessorMs: second.processorMs,
    cores: availableParallelism(),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    memoryMb: second.memoryMb,
  };
  if (values.json) console.log(JSON.stringify(result));
  else
    console.log(`${listings} listings × ${LOCALES.length} languages: ready after ${first.ms} ms the first time (${first.processorMs} ms of processor time), ${second.ms} ms (${second.processorMs} ms) after that; ${second.memoryMb} MB resident; load ${result.load} on ${result.cores} cores`); // prettier-ignore
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

async function writeListing(n: number): Promise<void> {
  const entry = join(folder, 'content/homestays', `bench-${n}`);
  await mkdir(entry, { recursive: true });
  const facts = `village: lo-lo-chai\nphone: '+840000000000'\npriceFrom: { vnd: ${150_000 + (n % 40) * 10_000}, per: person, seen: 2026-11-01 }\nsleeps: ${2 + (n % 20)}\ntoilet: shared\ncar: yes\nsample: true\n`;
  const words = `---\nname: Nhà ${n}\nsummary: Nhà trình tường bên nương ngô, số ${n}.\n---\n\n${'Nhà nhìn ra núi đá, có bếp lửa và vườn rau. '.repeat(12)}\n`;
  await Promise.all([
    writeFile(join(entry, 'facts.yaml'), facts),
    ...LOCALES.map((language) => writeFile(join(entry, `${language}.md`), words)),
  ]);
}

/** `processorMs` is what the start takes on a machine that does nothing else, of one core. */
async function start(): Promise<{ ms: number; processorMs: number; memoryMb: number }> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ['src/cli/start.ts'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      REQUEST_LOG: 'off',
      CONTENT_DIR: join(folder, 'content'),
      DATA_DIR: join(folder, 'var'),
      PICTURES_DIR: 'var/pictures',
    },
  });
  try {
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false); // prettier-ignore
      if (ready) break;
      if (child.exitCode !== null || performance.now() - began > 180_000)
        throw new Error('The server did not start within three minutes.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const ms = Math.round(performance.now() - began);
    const ticks = (await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? [];
    const processorMs = (Number(ticks[11] ?? 0) + Number(ticks[12] ?? 0)) * MS_PER_TICK;
    // Memory is told once search is indexed and the last good versions are written, beside the first readers.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    return { ms, processorMs, memoryMb: Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024) };
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}
