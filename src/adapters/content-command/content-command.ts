import { spawn } from 'node:child_process';

const MAX_SECONDS = 60;

/**
 * Runs the operator's own command after a publication, in the content folder, for instance a git commit. It comes
 * after everything else is done: if it fails, the publication stands and the operator is told. The entry reaches it
 * as `TRIPMAP_KIND` and `TRIPMAP_SLUG`, never as text in the command, so a slug cannot become a command.
 */
export function runAfterPublishing(
  command: string | undefined,
  options: { kind: string; slug: string; folder: string; onFailure: (message: string) => void },
): void {
  if (command === undefined) return;
  const { kind, slug, folder, onFailure } = options;
  // SECRET and the like are of no use to it.
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    LANG: process.env['LANG'],
    TRIPMAP_KIND: kind,
    TRIPMAP_SLUG: slug,
  };
  const child = spawn(command, { shell: true, cwd: folder, env, stdio: 'ignore', timeout: MAX_SECONDS * 1000 });
  child.on('error', (error) => onFailure(`CONTENT_ON_PUBLISH could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (code !== 0) onFailure(`CONTENT_ON_PUBLISH ended with ${code ?? signal} after ${kind}/${slug}.`);
  });
}
