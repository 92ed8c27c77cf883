import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { ACTIONS } from '#src/domain/rights/actions.ts';
import { DOORS, GUARDED_PARTS } from '#src/domain/rights/doors.ts';

const root = join(import.meta.dirname, '../../..');

function filesBelow(folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(astro|ts|tsx)$/.test(file.name))
    .map((file) => relative(path, join(file.parentPath, file.name)).split(sep).join('/'));
}

/** A guarded page: by its address, or because it asks about the visitor at all. */
function isGuarded(file: string): boolean {
  if (file.split('/').some((part) => GUARDED_PARTS.includes(part.replace(/\.(astro|ts)$/, '')))) return true;
  return /\bcan\(|requireActor|findActor/.test(readFileSync(join(root, 'src/pages', file), 'utf8'));
}

function actionNames(file: string): string[] {
  const text = readFileSync(join(root, 'src/actions', file), 'utf8');
  return [...text.matchAll(/(\w+)\s*[:=]\s*defineAction\s*\(/g)].map(
    (match) => `${file.replace(/\.ts$/, '')}#${match[1]}`,
  );
}

test('every guarded page, endpoint and action says which right it asks, and no row is left over', () => {
  const pages = filesBelow('src/pages');
  const actions = filesBelow('src/actions').flatMap(actionNames);
  const doors = [...pages.filter(isGuarded), ...actions];
  const withoutRow = doors.filter((door) => !Object.hasOwn(DOORS, door));
  const everything = new Set([...pages, ...actions]);
  const withoutDoor = Object.keys(DOORS).filter((door) => !everything.has(door));

  expect({ withoutRow, withoutDoor }).toEqual({ withoutRow: [], withoutDoor: [] });
  for (const [door, asks] of Object.entries(DOORS)) {
    expect(asks.length, door).toBeGreaterThan(0);
    for (const ask of asks)
      expect(['public', 'signed-in', 'secret'].includes(ask) || Object.hasOwn(ACTIONS, ask), `${door}: ${ask}`).toBe(
        true,
      );
  }
  console.log(`doors: ${doors.length} guarded, ${Object.keys(DOORS).length} rows`);
});
