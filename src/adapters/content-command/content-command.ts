import { spawn } from 'node:child_process';

const MAX_SECONDS = 60;
/** Of what the command complained, this much reaches the log. */
const MOST_COMPLAINT = 400;

export type ContentCommand = {
  /** After a publication. Returns at once; a command for the same entry that still waits stands for both. */
  run(entry: { kind: string; slug: string }): void;
  /** Lets the command that runs come to its end and begins no other. */
  close(): Promise<void>;
};

/**
 * Runs the operator's own command after each publication, in the content folder, for instance a git commit. It comes
 * after everything else is done: if it fails or hangs, the publication stands and the operator is told. One runs after
 * the other, because two git commits in one folder lock each other out. The entry reaches it as `TRIPMAP_KIND` and
 * `TRIPMAP_SLUG`, never as text in the command, so a slug cannot become a command.
 */
export function createContentCommand(
  command: string | undefined,
  options: { folder: string; onFailure: (message: string) => void; maxSeconds?: number },
): ContentCommand {
  const { folder, onFailure, maxSeconds = MAX_SECONDS } = options;
  const waiting = new Map<string, { kind: string; slug: string }>();
  let running: Promise<void> | undefined;
  let closed = false;

  async function runAll(text: string): Promise<void> {
    for (;;) {
      const [next] = waiting;
      if (next === undefined || closed) return;
      const [id, entry] = next;
      waiting.delete(id);
      const fault = await runOnce(text, { ...entry, folder, maxSeconds });
      if (fault !== undefined) onFailure(`CONTENT_ON_PUBLISH ${fault} after ${id}.`);
    }
  }

  return {
    run(entry) {
      if (command === undefined || closed) return;
      waiting.set(`${entry.kind}/${entry.slug}`, entry);
      running ??= runAll(command).finally(() => (running = undefined));
    },
    async close() {
      closed = true;
      if (waiting.size > 0) onFailure(`CONTENT_ON_PUBLISH did not run after ${[...waiting.keys()].join(', ')}: the server stops.`); // prettier-ignore
      await running;
    },
  };
}

/** What went wrong, to be read between the setting's name and the entry; undefined when nothing did. */
function runOnce(
  command: string,
  { kind, slug, folder, maxSeconds }: { kind: string; slug: string; folder: string; maxSeconds: number },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // SECRET and the like are of no use to it.
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LANG: process.env['LANG'],
      TRIPMAP_KIND: kind,
      TRIPMAP_SLUG: slug,
    };
    // A group of its own, so that what the shell started ends with it.
    const child = spawn(command, {
      shell: true,
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => (complaint = (complaint + data.toString()).slice(-MOST_COMPLAINT)));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child.pid);
      child.kill('SIGKILL');
    }, maxSeconds * 1000);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve(`could not be started (${error.message})`);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      // A child that holds the pipe open shall not hold up the next command.
      child.stderr.destroy();
      const said = complaint.replace(/\s+/g, ' ').trim();
      if (late) resolve(`was stopped after ${maxSeconds} seconds`);
      else resolve(code === 0 ? undefined : `ended with ${code ?? signal}${said === '' ? '' : ` (${said})`}`);
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone, or a system without groups: the caller kills the shell itself.
  }
}
