import type { FieldChanges, Fields, Json } from '#src/domain/publishing/types.ts';
import { can } from '#src/domain/rights/can.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';
import type { Doing, Said } from './actions.ts';
import type { Listing } from './listing.ts';
import { textOf } from './visitor.ts';

export type ListingPhoto = { file: string; words: string; /** On the published page already. */ published: boolean };

/** More would cost a traveller's data and says nothing new. */
export const MOST_PHOTOS = 24;
const UPLOADS_PER_HOUR = 60;

const orderOf = (fields: Fields): readonly string[] =>
  Array.isArray(fields['facts/photos']) ? (fields['facts/photos'] as readonly Json[]).filter((file) => typeof file === 'string') : []; // prettier-ignore

export function photosOf({ fields, status }: Listing): ListingPhoto[] {
  const published = new Set(orderOf(status.fields));
  return orderOf(fields).map((file) => {
    const words = fields[`words/vi/photos/${file}`];
    return { file, words: typeof words === 'string' ? words : '', published: published.has(file) };
  });
}

type Save = (doing: Doing, changes: FieldChanges, next?: string) => Promise<Said>;

/** Takes one photo or several in. Without the household's yes nothing is kept. */
export function addPhoto(save: Save) {
  return async (doing: Doing): Promise<Said> => {
    const { app, actor, listing, form } = doing;
    const refuse = (said: string): Said => ({ ok: false, said });
    if (!can(actor, 'photo-add', listing.status.subject) || !can(actor, 'media-upload')) return refuse('not-found');
    if (!form.has('consent')) return refuse('photo-consent');
    const files = form.getAll('photo').filter((file) => typeof file !== 'string' && file.size > 0) as File[];
    if (files.length === 0) return refuse('photo-none');
    const order = [...orderOf(listing.fields)];
    if (order.length + files.length > MOST_PHOTOS) return refuse('photo-too-many');
    const words = textOf(form, 'words').trim().slice(0, 300);
    const changes: Record<string, Json> = {};
    let problem: string | undefined;
    let similar = false;
    for (const file of files) {
      const turn = await app.state.store.throttle.hit(`upload:${actor.id}`, UPLOADS_PER_HOUR, 3600);
      const result = turn.allowed
        ? await app.state.media.take(new Uint8Array(await file.arrayBuffer()))
        : ({ kind: 'refused', reason: 'too-many-uploads' } as const);
      if (result.kind === 'refused') {
        problem = `photo-${result.reason}`;
        continue;
      }
      const name = result.photo.file;
      if (order.includes(name)) {
        problem = 'photo-known';
        continue;
      }
      similar ||= result.similar.some((other) => order.includes(other));
      order.push(name);
      changes[`facts/photos/${name}`] = {
        author: listing.name,
        licence: app.translator.t('vi')('owner:photos.licence'),
        taken: dayInVietnam(app.clock.now()).slice(0, 7),
        consent: true,
      };
      if (words !== '') changes[`words/vi/photos/${name}`] = words;
    }
    if (Object.keys(changes).length === 0) return refuse(problem ?? 'photo-none');
    const said = await save(doing, { ...changes, 'facts/photos': order });
    if (!said.ok || said.said === 'conflict') return said;
    return problem === undefined ? { ...said, said: similar ? 'photo-similar' : 'photo-added' } : refuse(problem);
  };
}

const CHANGES = ['first', 'earlier', 'later', 'remove', 'words'] as const;
type PhotoChange = (typeof CHANGES)[number];
export const isPhotoChange = (text: string): text is PhotoChange => (CHANGES as readonly string[]).includes(text);

/** Undefined for a photo that the listing does not have. */
export function changePhoto(
  listing: Listing,
  what: PhotoChange,
  file: string,
  words: string,
): FieldChanges | undefined {
  const order = [...orderOf(listing.fields)];
  const at = order.indexOf(file);
  if (at === -1) return undefined;
  if (what === 'words') return { [`words/vi/photos/${file}`]: words.trim().slice(0, 300) };
  order.splice(at, 1);
  if (what === 'remove') {
    return { 'facts/photos': order, [`facts/photos/${file}`]: null, [`words/vi/photos/${file}`]: null };
  }
  order.splice(what === 'first' ? 0 : what === 'earlier' ? Math.max(0, at - 1) : at + 1, 0, file);
  return { 'facts/photos': order };
}
