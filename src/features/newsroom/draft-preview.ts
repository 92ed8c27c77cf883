import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { checkEntry, parseChanges, type FieldProblem } from '#src/domain/publishing/check-change.ts';
import { applyChanges } from '#src/domain/publishing/merge.ts';
import type { EntryData, FieldChanges, Fields } from '#src/domain/publishing/types.ts';
import type { StoredPhoto } from '#src/ports/media.ts';
import type { PictureEntry, Pictures, PictureSet } from '#src/ports/pictures.ts';
import { pictureEntryOf } from '../entries/scene-entry.ts';

export type DraftPage =
  | {
      kind: 'page';
      /** The application as the public templates see it: everything as it is, and this one entry as drafted. */
      app: App;
      /** Address of the entry's public page. */
      path: string;
    }
  | { kind: 'incomplete'; problems: readonly FieldProblem[] };

/**
 * What is needed to draw the public page of a draft with the public templates. `changes` are what a form says beyond
 * what is saved; they are read as strictly as when saving and kept nowhere. `photos` is where the desk serves photos
 * that are not published yet.
 */
export async function drawDraft(
  app: App,
  kind: ContentKind,
  slug: string,
  language: Language,
  photos: string,
  fields: Fields,
  changes: FieldChanges = {},
): Promise<DraftPage> {
  const parsed = parseChanges(kind, changes);
  if (!parsed.ok) return { kind: 'incomplete', problems: parsed.problems };
  const checked = checkEntry(kind, slug, applyChanges(fields, parsed.changes));
  if (!checked.ok) return { kind: 'incomplete', problems: checked.problems };
  const entryOf = ({ facts, words }: EntryData) => ({ kind, slug, facts, words, updatedAt: app.clock.now().toISOString(), version: 'preview' }) as unknown as Entry; // prettier-ignore
  const entry = entryOf(checked.data);
  const saved = checkEntry(kind, slug, fields);
  const drawn = saved.ok ? entryOf(saved.data) : (app.content.find(kind, slug) ?? entry);
  const content = contentWith(app.content, entry);
  const pictures = picturesWith(app.pictures, drawn, await waitingPhotos(app, entry), photos);
  return { kind: 'page', app: { ...app, content, pictures }, path: `/${language}${pathOf(kind, slug)}` };
}

const pathOf = (kind: ContentKind, slug: string): string =>
  kind !== 'pages' ? `/${kind}/${slug}` : slug === 'home' ? '' : `/${slug}`;

/** The same content store, which knows one entry more or knows it otherwise. */
function contentWith(content: App['content'], entry: Entry): App['content'] {
  const { kind, slug } = entry;
  const find = (of: ContentKind, name: string) => (of === kind && name === slug ? entry : content.find(of, name));
  const list = (of: ContentKind) => {
    const all = content.list(of);
    return of !== kind ? all : [...all.filter((each) => each.slug !== slug), entry].sort((a, b) => (a.slug < b.slug ? -1 : 1)); // prettier-ignore
  };
  return Object.create(content, { find: { value: find }, list: { value: list } }) as typeof content;
}

async function waitingPhotos(app: App, entry: Entry): Promise<ReadonlyMap<string, StoredPhoto>> {
  const found = await Promise.all(entry.facts.photos.map(({ file }) => app.state.media.find(file)));
  return new Map(found.flatMap((photo) => (photo === undefined ? [] : [[photo.file, photo] as const])));
}

/**
 * A photo that waits for review has no renditions yet: the desk's own copy stands in for them. The drawn scene is that of
 * the saved facts, because each letter typed would otherwise have another scene made and kept.
 */
function picturesWith(
  pictures: Pictures,
  drawn: Entry,
  waiting: ReadonlyMap<string, StoredPhoto>,
  photos: string,
): Pictures {
  const { photo: _, ...scene } = pictureEntryOf(drawn);
  const pictureFor = (wanted: PictureEntry, crop: Parameters<Pictures['pictureFor']>[1]): PictureSet => {
    if (wanted.slug !== scene.slug || wanted.kind !== scene.kind) return pictures.pictureFor(wanted, crop);
    const set = pictures.pictureFor({ ...scene, ...(wanted.photo === undefined ? {} : { photo: wanted.photo }) }, crop);
    const photo = set.credit.kind === 'drawn' ? waiting.get(wanted.photo?.id ?? '') : undefined;
    if (photo === undefined || wanted.photo === undefined) return set;
    const { author, licence } = wanted.photo;
    return {
      ...set,
      width: photo.width,
      height: photo.height,
      avif: [],
      webp: [],
      jpeg: [{ width: photo.width, url: `${photos}/${photo.file}` }],
      credit: { kind: 'photo', ...(author === undefined ? {} : { author }), ...(licence === undefined ? {} : { licence }) }, // prettier-ignore
    };
  };
  return Object.create(pictures, { pictureFor: { value: pictureFor } }) as Pictures;
}

// Tags one after the other, each with its quoted values: in a value `<script` is only text that somebody wrote.
const TAG = /<(script\b)?(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const AHEAD = /^<link\b[^>]*\brel="(?:modulepreload|manifest)"/i;
const SCRIPT_END = /<\/script\s*>/gi;

/**
 * A finished page of ours without its scripts, for the frame in which none may run: what is not there need not be
 * blocked.
 */
export function withoutScripts(html: string): string {
  let kept = '';
  let from = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag !== null; tag = TAG.exec(html)) {
    const isScript = tag[1] !== undefined;
    if (!isScript && !AHEAD.test(tag[0])) continue;
    kept += html.slice(from, tag.index);
    from = TAG.lastIndex;
    if (!isScript) continue;
    SCRIPT_END.lastIndex = from;
    from = SCRIPT_END.exec(html) === null ? html.length : SCRIPT_END.lastIndex;
    TAG.lastIndex = from;
  }
  return kept + html.slice(from);
}
