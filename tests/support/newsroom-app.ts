import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#src/composition.ts';
import { parseSettings } from '#src/settings.ts';
import { actor } from './publishing-site.ts';

export const editor = actor('editor', ['editor']);
export const officer = actor('officer', ['editor'], { duty: true });
export const reviewer = actor('reviewer', ['reviewer']);

/**
 * The whole product over a copy of the real content, without its web server, with a clock that the test moves.
 * `forgotten` are the tags of pages that the page cache was told to make anew.
 */
export async function openNewsroomApp(begin: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tripmap-newsroom-'));
  cpSync(join(import.meta.dirname, '../../content'), join(folder, 'content'), { recursive: true });
  const parsed = parseSettings({
    CONTENT_DIR: join(folder, 'content'),
    DATA_DIR: join(folder, 'var'),
    PICTURES_DIR: join(folder, 'pictures'),
    SITE_URL: 'https://tripmap.example',
    REQUEST_LOG: 'off',
  });
  if (parsed.kind === 'wrong') throw new Error(parsed.problems.join(' '));
  let time = Date.parse(begin);
  const app = await createApp(parsed.settings, { now: () => new Date(time) });
  const forgotten: string[] = [];
  app.connectPageCache({
    invalidate: (tags) => void forgotten.push(...tags),
    stats: () => ({}) as never,
  } as Parameters<typeof app.connectPageCache>[0]);
  return {
    app,
    forgotten,
    goTo: (instant: string) => void (time = Date.parse(instant)),
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type NewsroomApp = Awaited<ReturnType<typeof openNewsroomApp>>;
