import { createHash } from 'node:crypto';
import { sourceHash } from '#src/domain/publishing/translation-state.ts';
import type { RevisionReason } from '#src/ports/drafts.ts';
import { actor, type Site } from './publishing-site.ts';

const owner = actor('owner', ['owner'], { owns: ['homestays/nha-co'] });
const editor = actor('editor', ['editor']);
const officer = actor('officer', ['editor'], { duty: true });
const reviewer = actor('reviewer', ['reviewer']);

/**
 * A way in which something reaches the public, as a crash test goes it: `prepare` brings the site to the moment before,
 * `act` is what may be interrupted, `done` looks whether it has happened. `why` marks its one revision.
 */
export type Way = {
  name: string;
  entry: readonly [kind: 'homestays' | 'alerts', slug: string];
  why: RevisionReason;
  /** A schedule is carried out after a restart, however early it was interrupted. */
  byItself?: true;
  /** Files only go, so that none is renamed. */
  removes?: true;
  prepare(site: Site): Promise<void>;
  act(site: Site): Promise<unknown>;
  done(site: Site): boolean;
};

const PHOTO_BYTES = Buffer.from('a clean picture');
export const PHOTO = `${createHash('sha256').update(PHOTO_BYTES).digest('hex')}.jpg`;
/** Uploads are stored beside the database and outlive a crash; here both sides hold them. */
export const bringUpload = (site: Site): void => void site.photos.set(PHOTO, PHOTO_BYTES);

const ALERT = {
  'facts/level': 'danger',
  'facts/cause': 'landslide',
  'facts/effect': { kind: 'advice' },
  'facts/areas': ['dong-van'],
  'facts/from': '2026-11-21T00:00:00Z',
  'facts/until': '2026-12-21T00:00:00Z',
  'facts/issuedBy': 'Sở Du lịch',
  'words/vi/name': 'Lở đất',
  'words/vi/summary': 'Tránh xa.',
};

async function drafted(site: Site, changes: Record<string, unknown>): Promise<{ id: string; version: number }> {
  const { version } = await site.publishing.status('homestays', 'nha-co');
  const saved = await site.publishing.saveDraft(editor, 'homestays', 'nha-co', { published: version }, changes);
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  const sent = await site.publishing.submit(editor, saved.draftId, saved.version);
  if (sent.kind !== 'done') throw new Error(JSON.stringify(sent));
  return { id: saved.draftId, version: sent.version };
}

const approveNow = async (site: Site, paths?: readonly string[]) => {
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  return site.publishing.approve(reviewer, draft?.id ?? '', draft?.version ?? 0, paths);
};
const house = (site: Site) => site.content.find('homestays', 'nha-co');
const alert = (site: Site) => site.content.find('alerts', 'lo-dat');
const home = ['homestays', 'nha-co'] as const;

export const WAYS: readonly Way[] = [
  {
    name: 'an alert that goes out at once',
    entry: ['alerts', 'lo-dat'],
    why: 'alert',
    prepare: () => Promise.resolve(),
    act: (site) => site.publishing.publishAlert(officer, 'lo-dat', ALERT),
    done: (site) => alert(site)?.words.vi?.name === 'Lở đất',
  },
  {
    name: 'an alert that is ended',
    entry: ['alerts', 'lo-dat'],
    why: 'unpublished',
    removes: true,
    prepare: async (site) => void (await site.publishing.publishAlert(officer, 'lo-dat', ALERT)),
    act: (site) => site.publishing.unpublish(reviewer, 'alerts', 'lo-dat', ''),
    done: (site) => alert(site) === undefined,
  },
  {
    name: 'an entry that is taken off',
    entry: home,
    why: 'unpublished',
    removes: true,
    prepare: () => Promise.resolve(),
    act: (site) => site.publishing.unpublish(reviewer, ...home, 'gone'),
    done: (site) => house(site) === undefined,
  },
  {
    name: 'a revision that is restored',
    entry: home,
    why: 'restored',
    prepare: async (site) => {
      await drafted(site, { 'words/vi/body': 'Bản mới.', 'words/fr/name': 'Maison', 'words/fr/summary': 'Vieille' });
      await approveNow(site);
    },
    act: async (site) => {
      const [, before] = await site.store.revisions.list(...home);
      return site.publishing.restore(reviewer, before?.id ?? '');
    },
    done: (site) => house(site)?.words.vi?.body === 'Có bếp lửa.' && house(site)?.words.fr === undefined,
  },
  {
    name: 'a publication at its hour',
    entry: home,
    why: 'approved',
    byItself: true,
    prepare: async (site) => {
      const { id, version } = await drafted(site, { 'words/vi/body': 'Đúng giờ.', 'words/en/body': 'On time.' });
      await site.publishing.schedule(reviewer, id, version, '2026-11-21T03:01:00Z');
      site.pass(120);
    },
    act: (site) => site.publishing.runDue(),
    done: (site) => house(site)?.words.vi?.body === 'Đúng giờ.' && house(site)?.words.en?.body === 'On time.',
  },
  {
    name: 'an expiry at its hour',
    entry: home,
    why: 'expired',
    byItself: true,
    removes: true,
    prepare: async (site) => {
      await site.publishing.scheduleExpiry(reviewer, ...home, '2026-11-21T03:01:00Z');
      site.pass(120);
    },
    act: (site) => site.publishing.runDue(),
    done: (site) => house(site) === undefined,
  },
  {
    name: "an owner's price",
    entry: home,
    why: 'live',
    prepare: () => Promise.resolve(),
    act: async (site) => site.publishing.editLive(owner, ...home, (await site.publishing.status(...home)).version, { 'facts/priceFrom/vnd': 300_000 }), // prettier-ignore
    done: (site) => house(site)?.facts.priceFrom.vnd === 300_000,
  },
  {
    name: 'a translation',
    entry: home,
    why: 'approved',
    prepare: async (site) => {
      const of = sourceHash((house(site)?.words.vi ?? {}) as never);
      await drafted(site, { 'words/fr/name': 'Maison', 'words/fr/summary': 'Vieille maison', 'words/fr/translation': { from: 'vi', of, by: 'person' } }); // prettier-ignore
    },
    act: (site) => approveNow(site),
    done: (site) => house(site)?.words.fr?.name === 'Maison',
  },
  {
    name: 'a part of a draft',
    entry: home,
    why: 'approved',
    prepare: async (site) => void (await drafted(site, { 'facts/rooms': 7, 'words/vi/body': 'Chưa duyệt.' })),
    act: (site) => approveNow(site, ['facts/rooms']),
    done: (site) => house(site)?.facts.rooms === 7 && house(site)?.words.vi?.body === 'Có bếp lửa.',
  },
  {
    name: 'a photo',
    entry: home,
    why: 'approved',
    prepare: async (site) => {
      bringUpload(site);
      await drafted(site, { 'facts/photos': [PHOTO], [`facts/photos/${PHOTO}`]: { author: 'Mai', licence: 'CC BY 4.0', consent: true } }); // prettier-ignore
    },
    act: (site) => approveNow(site),
    done: (site) => house(site)?.facts.photos.some(({ file }) => file === PHOTO) === true,
  },
];
