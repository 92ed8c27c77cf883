import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import type { Role } from '#src/domain/rights/actions.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import type { AtFailPoint } from '#src/features/publishing/fail-points.ts';
import { createPublishing } from '#src/features/publishing/publishing.ts';

export const FACTS = `kind: homestay
village: lo-lo-chai
phone: '+84000000000'
phoneConsent: true
priceFrom: { vnd: 250000, per: person, seen: 2026-10-01 }
sleeps: 8
toilet: shared
car: partly
amenities: [wifi, fan]
`;

/** A site in a folder of its own: one homestay in three languages, a database, and a clock that tests move. */
export function makeSiteFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tripmap-site-'));
  writeHomestay(folder, 'nha-co');
  return folder;
}

export function writeHomestay(folder: string, slug: string): void {
  const entry = join(folder, 'content/homestays', slug);
  mkdirSync(entry, { recursive: true });
  writeFileSync(join(entry, 'facts.yaml'), FACTS);
  writeFileSync(
    join(entry, 'vi.md'),
    '---\nname: Nhà cổ\nsummary: Nhà trình tường ở Lô Lô Chải.\n---\n\nCó bếp lửa.\n',
  );
  writeFileSync(
    join(entry, 'en.md'),
    '---\nname: Old house\nsummary: Rammed-earth house in Lô Lô Chải.\n---\n\nThere is a hearth.\n',
  );
  writeFileSync(
    join(entry, 'de.md'),
    '---\nname: Altes Haus\nsummary: Stampflehmhaus in Lô Lô Chải.\n---\n\nEs gibt eine Feuerstelle.\n',
  );
}

export async function openSite(folder: string, more: { failpoints?: AtFailPoint } = {}) {
  let time = Date.parse('2026-11-21T03:00:00.000Z');
  const clock = { now: () => new Date(time) };
  const store = await openStateStore({ url: join(folder, 'state.sqlite'), clock });
  const contentRoot = join(folder, 'content');
  const content = await createContentFiles({ root: contentRoot });
  const invalidated: string[] = [];
  const troubles: string[] = [];
  /** Uploaded photos, by file name. */
  const photos = new Map<string, Uint8Array>();
  const publishing = createPublishing({
    store,
    content,
    clock,
    contentRoot,
    pageCache: { invalidate: (tags) => void invalidated.push(...tags) },
    photos: { read: (file) => Promise.resolve(photos.get(file)) },
    onTrouble: (message) => void troubles.push(message),
    ...more,
  });
  return {
    folder, store, content, publishing, invalidated, troubles, photos,
    pass: (seconds: number) => void (time += seconds * 1000),
    read: (path: string) => readFileSync(join(contentRoot, path), 'utf8'),
    filesIn: (path: string) => readdirSync(join(contentRoot, path)).sort(),
    async close() {
      await content.close();
      await store.close();
    },
  }; // prettier-ignore
}
export type Site = Awaited<ReturnType<typeof openSite>>;

export const removeSite = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export function actor(id: string, roles: readonly Role[], more: Partial<SignedIn> = {}): SignedIn {
  return { kind: 'account', id, roles, owns: [], helps: [], duty: false, ...more };
}
