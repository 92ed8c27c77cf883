import { gluedNames } from '../rank.ts';
import { trustedLikeness } from '../order.ts';
import type { Understood } from '../understand.ts';
import type { InvertedIndex, Slot } from './inverted-index.ts';

/** Places whose name stands letter for letter in the query, whatever else matches. */
export function namedPlaces(index: InvertedIndex, query: Understood): { slots: Set<number>; slugs: Set<string> } {
  const slots = new Set<number>();
  const slugs = new Set<string>();
  const { words } = query;
  for (let from = 0; from < words.length; from++) {
    let glued = '';
    for (let to = from; to < Math.min(words.length, from + 5); to++) {
      glued += words[to]?.folded ?? '';
      let taken = 0;
      for (const slot of index.grams.ownersOf(glued)) {
        const document = index.documentAt(slot);
        if (!document) continue;
        if (document.kind === 'places') {
          slots.add(slot);
          slugs.add(document.slug);
        } else if (taken++ < 20) slots.add(slot);
      }
    }
  }
  return { slots, slugs };
}

export function addLikely(
  index: InvertedIndex,
  query: Understood,
  add: (slot: number, likeness?: number) => void,
): string | undefined {
  let spelling: { text: string; likeness: number } | undefined;
  for (const { text, least, share } of gluedNames(query)) {
    for (const { key, likeness } of index.grams.find(text, least, 12, query.words.at(-1)?.open)) {
      for (const slot of placesFirst(index, index.grams.ownersOf(key)).slice(0, 25)) {
        const known = index.slots.get(slot);
        const document = known?.document;
        const trusted = known ? trustedLikeness(known, key, likeness * share) : 0;
        add(slot, trusted);
        const better = likeness < 1 && likeness > (spelling?.likeness ?? 0) && !text.startsWith('~');
        if (document && better && document.kind !== 'homestays')
          spelling = { text: shownFor(index.slots.get(slot), key), likeness };
      }
    }
  }
  return spelling?.text;
}

function placesFirst(index: InvertedIndex, slots: ReadonlySet<number>): number[] {
  const isPlace = (slot: number): boolean => index.documentAt(slot)?.kind === 'places';
  const all = [...slots];
  return [...all.filter(isPlace), ...all.filter((slot) => !isPlace(slot))];
}

export function isNearPlaceName(index: InvertedIndex, glued: string): boolean {
  return index.grams.find(glued, 0.8, 3).some(({ key }) =>
    placesFirst(index, index.grams.ownersOf(key))
      .slice(0, 1)
      .some((slot) => index.documentAt(slot)?.kind === 'places'),
  );
}

export function nearestSpelling(index: InvertedIndex, query: Understood): string | undefined {
  for (const { text } of gluedNames(query)) {
    const near = index.grams.find(text, 0.5, 1)[0];
    if (!near) continue;
    for (const slot of index.grams.ownersOf(near.key)) return shownFor(index.slots.get(slot), near.key);
  }
  return undefined;
}

/** The spelling of a name that belongs to a glued key, for "did you mean". */
function shownFor(slot: Slot | undefined, key: string): string {
  const name = slot?.prepared.names.find(
    (one) =>
      one.words.map((w) => w.folded).join('') === key ||
      one.words
        .filter((w) => !w.generic)
        .map((w) => w.folded)
        .join('') === key,
  );
  return name?.text ?? slot?.document.name ?? '';
}
