import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { exitWith } from '#src/server/settings-or-exit.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NGINX = process.env['NGINX_PATH'] ?? '/usr/sbin/nginx';
const HEADERS = { host: 'localhost', 'accept-encoding': 'br, gzip' };

type Answer = { status: number; headers: string[]; body: Buffer; milliseconds: number };
/** `cpuMicroseconds` is what one request cost the server; NaN where the system does not tell. */
type Target = { port: number; child: ChildProcess };
type Round = { perSecond: number; p50: number; p99: number; cpuMicroseconds: number };

/**
 * Loads a cached place page of the built site and nginx with the very same bytes and headers, in turn, on this
 * machine; prints requests per second, latency and the ratio, and what a page costs that is not cached.
 */
async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      path: { type: 'string' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '40' },
    },
  });
  if (!existsSync(join(ROOT, 'dist/server/entry.mjs'))) {
    throw new Error('There is no built site yet: run `npm run build` first.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'tripmap-bench-'));
  const children: ChildProcess[] = [];
  try {
    const slugs = (await readdir(join(ROOT, 'content/places'))).sort();
    const path = values.path ?? `/vi/places/${slugs.includes('ma-pi-leng') ? 'ma-pi-leng' : slugs[0]}`;
    const ours = await startOurs(children);
    const cold = await coldRenderings(
      ours.port,
      slugs.map((slug) => `/de/places/${slug}`),
    );
    const page = await settledPage(ours.port, path);
    process.stdout.write(
      `${cpus().length} cores, ${values.connections} connections, ${values.rounds} rounds of ${values.seconds} s, in turn\n` +
        `page ${path}: ${page.body.byteLength} B brotli\n` +
        `cold render: median ${cold.median.toFixed(1)} ms, slowest ${cold.slowest.toFixed(1)} ms over ${slugs.length} places\n`,
    );
    const nginx = existsSync(NGINX) ? await startNginx(children, folder, path, page) : undefined;
    if (nginx === undefined) {
      process.stdout.write(
        `nginx: not found at ${NGINX} (Debian: apt-get install nginx-light), so there is no ratio.\n`,
      );
    }
    const load = (target: Target, seconds: number) => loadRound(target, path, Number(values.connections), seconds);
    const oursRounds: Round[] = [];
    const nginxRounds: Round[] = [];
    await load(ours, 2);
    if (nginx !== undefined) await load(nginx, 1);
    for (let round = 0; round < Number(values.rounds); round++) {
      oursRounds.push(await load(ours, Number(values.seconds)));
      if (nginx !== undefined) nginxRounds.push(await load(nginx, Number(values.seconds)));
    }
    tell('tripmap', oursRounds);
    if (nginx !== undefined) {
      tell('nginx', nginxRounds);
      const ratio = medianOf(oursRounds.map((r) => r.perSecond)) / medianOf(nginxRounds.map((r) => r.perSecond));
      process.stdout.write(`ratio tripmap / nginx: ${ratio.toFixed(2)} (the load generator itself takes one core)\n`);
    }
    process.stdout.write(`memory of the server after the load: ${residentMegabytes(ours.child)}\n`);
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
    await rm(folder, { recursive: true });
  }
}

async function startOurs(children: ChildProcess[]): Promise<Target> {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1' };
  const child = spawn(process.execPath, [join(ROOT, 'src/server/main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    // The log stays on, as in real life; its lines are read and dropped.
    child.stdout.on('data', (chunk: Buffer) => {
      const match = /ready on http:\/\/127\.0\.0\.1:(\d+)/.exec(chunk.toString());
      if (match !== null) resolve(Number(match[1]));
    });
    child.once('exit', () => reject(new Error('The server ended before it was ready.')));
  });
  return { port, child };
}

async function startNginx(children: ChildProcess[], folder: string, path: string, page: Answer): Promise<Target> {
  const port = await freePort();
  await writeFile(join(folder, 'page'), page.body);
  const own = new Set(['date', 'connection', 'keep-alive', 'content-length', 'content-type', 'transfer-encoding']);
  const headers: string[] = [];
  for (let i = 0; i < page.headers.length; i += 2) {
    const [name = '', value = ''] = page.headers.slice(i, i + 2);
    if (!own.has(name.toLowerCase())) headers.push(`add_header ${name} ${JSON.stringify(value)};`);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  ${temporary.join(' ')}
  access_log ${folder}/access.log combined buffer=64k;
  sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=10; etag off;
  server {
    listen 127.0.0.1:${port};
    location = ${path} { alias ${folder}/page; default_type "text/html; charset=utf-8"; ${headers.join(' ')} }
  }
}
`,
  );
  const child = spawn(NGINX, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  children.push(child);
  for (let attempt = 0; ; attempt++) {
    const answer = await get(port, path).catch(() => undefined);
    if (answer?.status === 200 && answer.body.equals(page.body)) return { port, child };
    if (attempt === 40)
      throw new Error(`nginx did not serve the page: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Every page for the first time, one after the other. The first one of all only warms up the templates. */
async function coldRenderings(port: number, paths: string[]): Promise<{ median: number; slowest: number }> {
  const times: number[] = [];
  for (const path of paths) {
    const answer = await get(port, path);
    if (answer.status === 200) times.push(answer.milliseconds);
  }
  times.shift();
  return { median: medianOf(times), slowest: Math.max(...times) };
}

/** The page as frequent readers get it: after a few hits it is packed tighter in the background. */
async function settledPage(port: number, path: string): Promise<Answer> {
  for (let i = 0; i < 5; i++) await get(port, path);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const page = await get(port, path);
  if (page.status !== 200) throw new Error(`${path} answers ${page.status}: name a page with --path.`);
  return page;
}

function get(port: number, path: string): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, headers: HEADERS }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const milliseconds = performance.now() - started;
        resolve({ status: res.statusCode ?? 0, headers: res.rawHeaders, body: Buffer.concat(chunks), milliseconds });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function loadRound({ port, child }: Target, path: string, connections: number, duration: number): Promise<Round> {
  const before = cpuSeconds(child);
  const url = `http://127.0.0.1:${port}${path}`;
  const result = await autocannon({ url, connections, duration, headers: HEADERS });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(
      `${result.errors} errors and ${result.non2xx} answers other than 200: the figures would mean nothing.`,
    );
  }
  const cpuMicroseconds = ((cpuSeconds(child) - before) * 1e6) / result.requests.total;
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, cpuMicroseconds };
}

/** Processor time of a process and its children (nginx works in one), in steps of the kernel's 10 ms. */
function cpuSeconds(child: ChildProcess): number {
  const { pid } = child;
  if (!existsSync(`/proc/${pid}/stat`)) return NaN;
  const pids = [String(pid), ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')];
  return pids
    .filter((id) => id !== '')
    .map((id) => readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [])
    .reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) / 100, 0);
}

function tell(name: string, rounds: Round[]): void {
  const perSecond = Math.round(medianOf(rounds.map((r) => r.perSecond))).toLocaleString('en');
  const each = rounds.map((r) => Math.round(r.perSecond)).join(', ');
  const p50 = medianOf(rounds.map((r) => r.p50));
  const p99 = medianOf(rounds.map((r) => r.p99));
  const cpu = medianOf(rounds.map((r) => r.cpuMicroseconds)).toFixed(0);
  process.stdout.write(
    `${name.padEnd(8)} ${perSecond} req/s (rounds ${each}), p50 ${p50} ms, p99 ${p99} ms, ${cpu} µs of processor a request\n`,
  );
}

function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

function residentMegabytes(child: ChildProcess): string {
  const status = `/proc/${child.pid}/status`;
  const kilobytes = existsSync(status) ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return kilobytes === undefined ? 'not told by this system' : `${Math.round(Number(kilobytes) / 1024)} MB resident`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

await bench().catch(exitWith);
