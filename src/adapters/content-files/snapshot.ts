import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import type { Entry } from '#src/domain/content/entry.ts';

/** Bumped when the shape of parsed entries changes, so that an old snapshot is not trusted. */
const FORMAT = 4;
/** Entries written before other work has a turn. */
const CHUNK = 100;

type Head = { format: number; fingerprint: string };

/**
 * The last good version of every entry, one a line, so that a file that was broken while the server stood still does
 * not take its entry away. `fingerprint` names the state of the content; the same state is not written twice.
 * Best effort: on a full or read-only disk there is simply no older version to fall back on.
 */
export async function rememberGood(
  file: string,
  fingerprint: string,
  entries: readonly Entry[],
  stopped: () => boolean,
): Promise<void> {
  try {
    if ((await headOf(file))?.fingerprint === fingerprint) return;
    await mkdir(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    const handle = await open(temporary, 'w');
    try {
      await handle.write(`${JSON.stringify({ format: FORMAT, fingerprint } satisfies Head)}\n`);
      for (let from = 0; from < entries.length; from += CHUNK) {
        if (stopped()) return;
        const lines = entries.slice(from, from + CHUNK).map((entry) => `${JSON.stringify(entry)}\n`);
        await handle.write(lines.join(''));
        await turn();
      }
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch {
    // told by whoever must write; this file is only a convenience
  }
}

/** The remembered entries by `kind/slug`; of a missing or damaged file, those that can be read. */
export async function recallGood(file: string): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  try {
    if ((await headOf(file)) === undefined) return found;
    let first = true;
    for await (const line of linesOf(file)) {
      const entry = first ? undefined : (JSON.parse(line) as Entry);
      first = false;
      if (entry) found.set(`${entry.kind}/${entry.slug}`, entry);
    }
  } catch {
    // missing or damaged from here on
  }
  return found;
}

async function headOf(file: string): Promise<Head | undefined> {
  try {
    for await (const line of linesOf(file)) {
      const head = JSON.parse(line) as Head;
      return head.format === FORMAT ? head : undefined;
    }
  } catch {
    // missing or damaged
  }
  return undefined;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, 'utf8');
  try {
    yield* createInterface({ input: stream, crlfDelay: Infinity });
  } finally {
    stream.destroy();
  }
}
