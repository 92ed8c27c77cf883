import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { UploadRefusal } from '#src/ports/media.ts';
import type { CleanAnswer } from './limits.ts';
import { MAX_MEMORY_BYTES, MAX_SECONDS } from './limits.ts';

export type Cleaned =
  | { kind: 'cleaned'; picture: Buffer; width: number; height: number; look: string }
  | { kind: 'refused'; reason: UploadRefusal };

export type CleanerLimits = { seconds: number; memoryBytes: number };

const PROGRAM = fileURLToPath(new URL('./clean-photo.ts', import.meta.url));
const PAGE_BYTES = 4096;
const LOOK_EVERY_MS = 40;

/**
 * Cleans a picture in a process that has no settings in its environment, may not write files or start others, and is
 * killed when it takes too long or too much memory.
 */
export function runCleaner(
  bytes: Uint8Array,
  limits: CleanerLimits = { seconds: MAX_SECONDS, memoryBytes: MAX_MEMORY_BYTES },
): Promise<Cleaned> {
  const child = spawn(process.execPath, ['--permission', '--allow-addons', '--allow-fs-read=*', '--max-old-space-size=128', '--disable-warning=SecurityWarning', PROGRAM], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  }); // prettier-ignore
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    let stopped: UploadRefusal | undefined;
    const stop = (reason: UploadRefusal) => {
      stopped ??= reason;
      child.kill('SIGKILL');
    };
    const clock = setTimeout(() => stop('took-too-long'), limits.seconds * 1000);
    const memory = setInterval(() => {
      if (residentBytes(child.pid) > limits.memoryBytes) stop('too-many-pixels');
    }, LOOK_EVERY_MS);
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.on('error', () => (stopped ??= 'damaged'));
    // The child may refuse before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
    child.on('close', () => {
      clearTimeout(clock);
      clearInterval(memory);
      resolve(stopped === undefined ? readAnswer(Buffer.concat(out)) : { kind: 'refused', reason: stopped });
    });
  });
}

function readAnswer(out: Buffer): Cleaned {
  const end = out.indexOf(10);
  // A decoder that crashed has said nothing.
  if (end < 0) return { kind: 'refused', reason: 'damaged' };
  const header = JSON.parse(out.subarray(0, end).toString('utf8')) as CleanAnswer;
  if (header.kind === 'refused') return header;
  return { ...header, picture: out.subarray(end + 1) };
}

/** 0 where the system does not tell: then time is the only limit. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
