import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The key that signs sessions and hides second factors. From the settings, or made once and kept in a file that only
 * the server's user may read. Losing it ends all sessions and authenticator apps, so backups carry it.
 */
export function findSecret(given: string | undefined, file: string): { secret: string; made: boolean } {
  if (given !== undefined) return { secret: given, made: false };
  try {
    return { secret: readFileSync(file, 'utf8').trim(), made: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { secret: readFileSync(file, 'utf8').trim(), made: false };
  }
  return { secret, made: true };
}
