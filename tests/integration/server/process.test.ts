import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

type Running = {
  child: ChildProcess;
  output: () => string;
  said: (pattern: RegExp) => Promise<string>;
  exit: Promise<number | null>;
};

function run(env: Record<string, string>): Running {
  const program = fileURLToPath(new URL('./slow-server.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { env: { ...process.env, PORT: '0', PAGE_MS: '0', ...env } });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const said = async (pattern: RegExp) => {
    for (let i = 0; i < 400; i++) {
      const match = pattern.exec(output);
      if (match !== null) return match[1] ?? match[0];
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`It never said ${pattern}, but: ${output}`);
  };
  return { child, output: () => output, said, exit };
}

const READY = /ready on (http:\/\/localhost:\d+)/;

test.each(['SIGINT', 'SIGTERM'] as const)(
  'on %s finishes running answers, closes the application and exits with 0',
  async (signal) => {
    const running = run({ PAGE_MS: '600' });
    const address = await running.said(READY);
    const answer = fetch(`${address}/vi`).then((response) => response.text());
    await running.said(/rendering/);
    const from = Date.now();
    running.child.kill(signal);
    expect(await answer).toBe('whole answer');
    expect(await running.exit).toBe(0);
    expect(Date.now() - from).toBeLessThan(3000);
    expect(running.output()).toContain('application closed');
    await expect(fetch(`${address}/vi`)).rejects.toThrow();
  },
);

test('exits within five seconds even when an answer never ends', async () => {
  const running = run({ PAGE_MS: '60000' });
  const address = await running.said(READY);
  const answer = fetch(`${address}/vi`).catch(() => 'broken off');
  await running.said(/rendering/);
  const from = Date.now();
  running.child.kill('SIGTERM');
  expect(await answer).toBe('broken off');
  expect(await running.exit).toBe(0);
  expect(Date.now() - from).toBeLessThan(5000);
});

test('answers on both local addresses', async () => {
  const port = new URL(await run({}).said(READY)).port;
  expect((await fetch(`http://127.0.0.1:${port}/vi`)).status).toBe(200);
  const hasIpv6 = await new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(0, '::1', () => probe.close(() => resolve(true)));
  });
  if (hasIpv6) expect((await fetch(`http://[::1]:${port}/vi`)).status).toBe(200);
});

test('says in one sentence that the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const running = run({ PORT: String(port) });
  expect(await running.exit).toBe(1);
  expect(running.output()).toBe(`Port ${port} is already in use: stop the other program or set PORT to a free one.\n`);
  other.close();
});

test('tells all wrong settings at once', async () => {
  const running = run({ PORT: 'many', SITE_URL: 'tripmap.example', SECRET: 'short' });
  expect(await running.exit).toBe(1);
  expect(running.output().trim().split('\n')).toEqual([
    'PORT must be a whole number from 0 to 65535, but is "many".',
    'SITE_URL must be a complete address starting with http:// or https://, but is "tripmap.example".',
    'SECRET must have at least 32 characters.',
  ]);
});
