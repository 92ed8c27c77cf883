import type { App } from '#src/composition.ts';
import { roadNumbers } from '#src/domain/roads/network.ts';

type Where = Pick<App, 'content' | 'roads'>;

/** Marks, case and spaces do not tell places apart. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase().replace(/\s+/g, ' ').trim(); // prettier-ignore

/** The place that somebody calls so: by its address, a name or another name in any language. Undefined for none or two. */
export function findPlaceByName({ content }: Pick<App, 'content'>, text: string): string | undefined {
  if (content.find('places', text) !== undefined) return text;
  const wanted = plain(text);
  if (wanted === '') return undefined;
  const places = content.list('places');
  const named = places.filter(({ words }) => Object.values(words).some(({ name }) => name !== undefined && plain(name) === wanted)); // prettier-ignore
  const called = named.length > 0 ? named : places.filter(({ facts }) => Object.values(facts.aliases).some((names) => names?.some((name) => plain(name) === wanted))); // prettier-ignore
  return called.length === 1 ? called[0]?.slug : undefined;
}

/**
 * An alert's form as an officer fills it in, turned into what alerts are made of: names become places of the site, and
 * a road number with kilometre posts becomes the stretch between the two places next to them. What is not understood
 * stays as it was written, so that the check can point at it.
 */
export function withPlacesFound(app: Where, form: FormData): FormData {
  const found = new FormData();
  for (const [key, value] of form) found.append(key, value);
  const text = (key: string) => String(found.get(key) ?? '').trim();
  const lines = text('facts/places').split(/\r?\n/).map((line) => findPlaceByName(app, line.trim()) ?? line.trim()); // prettier-ignore
  if (found.has('facts/places')) found.set('facts/places', lines.join('\n'));
  for (const key of [...found.keys()]) {
    const row = /^(facts\/roads\/\d+)\/from$/.exec(key)?.[1];
    if (row === undefined) continue;
    for (const end of [`${row}/from`, `${row}/to`]) {
      const place = findPlaceByName(app, text(end));
      if (place !== undefined) found.set(end, place);
    }
    if (text(`${row}/to`) !== '') continue;
    const posts = [text(`${row}/kmFrom`), text(`${row}/kmTo`)].filter((km) => km !== '').map((km) => Number(km.replace(',', '.'))); // prettier-ignore
    const stretch = stretchAtPosts(app, text(`${row}/from`), posts);
    if (stretch === undefined) continue;
    found.set(`${row}/from`, stretch.from);
    found.set(`${row}/to`, stretch.to);
    found.set(`${row}/kmFrom`, String(Math.min(...posts)));
    found.set(`${row}/kmTo`, String(Math.max(...posts)));
  }
  return found;
}

/**
 * The places next to two kilometre posts of a numbered road: the nearest stones on either side, and between them, where
 * the whole way bears the number, the places it runs through, their posts being reckoned from the lengths of the edges.
 */
export function stretchAtPosts(
  { roads }: Pick<App, 'roads'>,
  road: string,
  kilometres: readonly number[],
): { from: string; to: string } | undefined {
  // prettier-ignore
  if (kilometres.length === 0 || kilometres.some((km) => !Number.isFinite(km))) return undefined;
  const number = road
    .toUpperCase()
    .replaceAll('Đ', 'D')
    .replace(/[\s.-]/g, '');
  const [first, last] = [Math.min(...kilometres), Math.max(...kilometres)];
  const { posts, edges } = roads.network();
  const stones = posts.filter((post) => post.road === number).toSorted((a, b) => a.km - b.km);
  const end = stones.at(-1)?.km ?? 0;
  const below = stones.findLast(({ km }) => km <= first && km < end);
  const above = stones.find((stone) => stone.km >= last && (below === undefined || stone.km > below.km));
  if (below === undefined || above === undefined) return undefined;
  const via = roads.leg(below.place, above.place, 'motorbike')?.via ?? [];
  const stretch = { from: below.place, to: above.place };
  const lengths: number[] = [];
  for (const [i, to] of via.slice(1).entries()) {
    const edge = edges.find((one) => (one.from === via[i] && one.to === to) || (one.to === via[i] && one.from === to));
    if (edge === undefined || !roadNumbers(edge.road).includes(number)) return stretch;
    lengths.push(edge.km);
  }
  const scale = (above.km - below.km) / lengths.reduce((sum, km) => sum + km, 0);
  let km = below.km;
  for (const [i, length] of lengths.entries()) {
    const next = km + length * scale;
    if (first < next) stretch.from = first >= km ? (via[i] as string) : stretch.from;
    if (last <= next + 1e-9) {
      stretch.to = via[i + 1] as string;
      break;
    }
    km = next;
  }
  return stretch;
}
