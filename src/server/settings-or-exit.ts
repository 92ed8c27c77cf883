import { explainSystemError } from '#src/server/operator-errors.ts';
import { parseSettings, type Settings } from '#src/settings.ts';

/** Reads the settings, or tells the operator all that is wrong with them and ends the process. */
export function settingsOrExit(): Settings {
  const parsed = parseSettings(process.env);
  if (parsed.kind === 'ok') return parsed.settings;
  for (const problem of parsed.problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

/** Ends the process with one plain sentence where the fault is the operator's to mend. */
export function exitWith(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${explainSystemError(error) ?? text}\n`);
  process.exit(1);
}
