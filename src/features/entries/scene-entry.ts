import type { Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { PictureEntry } from '#src/ports/pictures.ts';

const SCENE_KIND = { places: 'place', homestays: 'homestay', events: 'event', guides: 'guide', trips: 'trip', products: 'product', alerts: 'guide', pages: 'guide' } as const satisfies Record<ContentKind, PictureEntry['kind']>; // prettier-ignore

/** What the picture pipeline needs to know of an entry: its photo when there is one, else what to draw. */
export function pictureEntryOf(entry: Entry): PictureEntry {
  const facts = entry.facts;
  const elevation = 'elevation' in facts && facts.elevation !== undefined ? midpoint(facts.elevation) : undefined;
  const tags = [
    'interests' in facts ? facts.interests : [],
    'peoples' in facts ? facts.peoples : [],
    // A host house looks like its village; a trip shows its vehicle and its season.
    'village' in facts ? [facts.village] : [],
    'vehicle' in facts ? [facts.vehicle] : [],
    'suits' in facts ? facts.suits : [],
  ].flat();
  const photo = facts.photos[0];
  return {
    kind: SCENE_KIND[entry.kind],
    slug: entry.slug,
    ...('kind' in facts ? { type: facts.kind } : {}),
    ...(elevation === undefined ? {} : { elevation }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(photo ? { photo: { id: photo.file, author: photo.author, licence: photo.licence } } : {}),
  };
}

function midpoint(value: number | readonly [number, number]): number {
  return typeof value === 'number' ? value : (value[0] + value[1]) / 2;
}
