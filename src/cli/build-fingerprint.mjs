import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

// Everything the build reads. The content folder is not here: pages read it while the server runs.
const SOURCES = ['astro.config.mjs', 'package-lock.json', 'tsconfig.json', 'src', 'search', 'public'];
const NOT_BUILT = new Set(['src/cli']);
const RECORD = 'dist/.fingerprint';

/**
 * A hash over names and bytes of what the build reads; times do not count, so a copy or a checkout
 * of the same sources is not built again.
 * @param {URL} root the project folder, with a slash at the end
 */
export function fingerprintSources(root) {
  const base = fileURLToPath(root);
  const hash = createHash('sha256');
  const visit = (path) => {
    const name = relative(base, path).replaceAll('\\', '/');
    if (NOT_BUILT.has(name) || !existsSync(path)) return;
    const children = folderEntries(path);
    if (children === undefined) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
    else for (const child of children) visit(join(path, child));
  };
  for (const source of SOURCES) visit(join(base, source));
  return hash.digest('hex');
}

function folderEntries(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * @param {URL} root
 * @param {string} fingerprint of the sources that were built
 */
export function writeBuildFingerprint(root, fingerprint) {
  writeFileSync(new URL(RECORD, root), fingerprint);
}

/** @param {URL} root */
export function isBuildFresh(root) {
  const record = new URL(RECORD, root);
  return existsSync(record) && readFileSync(record, 'utf8') === fingerprintSources(root);
}
