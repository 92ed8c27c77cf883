import { explainSystemError } from '#src/server/operator-errors.ts';
import { parseSettings, type Settings } from '#src/settings.ts';

/** Reads the settings, or tells the operator all that is wrong with them and ends the process. */
export function settingsOrExit(): Settings {
  const parsed = parseSettings(process.env);
  if (parsed.kind === 'ok') return parsed.settings;
  for (const problem of parsed.problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

const PROGRAM_FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Ends the process with one plain sentence where the fault is the operator's to mend, else with what a developer needs. */
export function exitWith(error: unknown): never {
  process.stderr.write(`${explainSystemError(error) ?? describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isUsage = String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
  const isProgramFault = PROGRAM_FAULTS.some((kind) => error instanceof kind) && !isUsage;
  return isProgramFault ? (error.stack ?? error.message) : error.message;
}
