import { editDistance } from './distance.ts';

export type Near = { key: string; likeness: number };

/** A piece that is in very many names says nothing; the rarer ones find the key. */
const COMMON = 1_500;
/** Keys compared letter by letter: those that share most pieces with the text. */
const COMPARED = 60;
const NOBODY: ReadonlySet<number> = new Set();

/**
 * Finds the keys spelled most like a text: three-letter pieces choose the candidates, edit distance decides.
 * It answers where words are glued, split, misspelt or cut short, which no index of words can.
 */
export class GramIndex {
  private readonly keys: string[] = [];
  private readonly numberOf = new Map<string, number>();
  /** Owners by the number of the key. A key nobody owns any more stays in its place and is passed over. */
  private readonly owners: Set<number>[] = [];
  /** Numbers of the keys that hold a piece. */
  private readonly holders = new Map<string, number[]>();
  private shared = new Uint8Array(0);

  add(key: string, owner: number): void {
    if (key.length < 3) return;
    const known = this.numberOf.get(key);
    if (known !== undefined) {
      this.owners[known]?.add(owner);
      return;
    }
    const number = this.keys.push(key) - 1;
    this.numberOf.set(key, number);
    this.owners.push(new Set([owner]));
    for (const gram of gramsOf(key)) {
      const holders = this.holders.get(gram);
      if (holders) holders.push(number);
      else this.holders.set(gram, [number]);
    }
  }

  remove(key: string, owner: number): void {
    this.ownersIn(this.numberOf.get(key))?.delete(owner);
  }

  ownersOf(key: string): ReadonlySet<number> {
    return this.ownersIn(this.numberOf.get(key)) ?? NOBODY;
  }

  private ownersIn(number: number | undefined): Set<number> | undefined {
    return number === undefined ? undefined : this.owners[number];
  }

  /**
   * @param least smallest likeness (1 − distance / longer length) worth answering
   * @param open the text may be the beginning of a key
   */
  find(text: string, least: number, most: number, open = false): Near[] {
    if (text.length < 3) return [];
    if (this.ownersOf(text).size > 0) return [{ key: text, likeness: 1 }];
    const near: Near[] = [];
    for (const key of this.mostShared(gramsOf(text))) {
      const compared = open && key.length > text.length ? key.slice(0, text.length) : key;
      const longer = Math.max(text.length, compared.length);
      const allowed = Math.floor(longer * (1 - least) + 1e-9);
      const far = editDistance(text, compared, allowed);
      if (far > allowed) continue;
      near.push({ key, likeness: 1 - far / longer - (compared === key ? 0 : 0.08) });
    }
    return near.sort((a, b) => b.likeness - a.likeness).slice(0, most);
  }

  /** The keys with the greatest overlap of pieces, best first. */
  private mostShared(grams: readonly string[]): string[] {
    if (this.shared.length < this.keys.length) this.shared = new Uint8Array(this.keys.length * 2);
    const { shared } = this;
    const touched: number[] = [];
    for (const gram of grams) {
      const holders = this.holders.get(gram);
      if (holders === undefined || holders.length > COMMON) continue;
      for (const number of holders) {
        if (shared[number] === 0) touched.push(number);
        if ((shared[number] as number) < 255) shared[number] = (shared[number] as number) + 1;
      }
    }
    const overlaps = touched.flatMap((number) => {
      const count = shared[number] as number;
      shared[number] = 0;
      const key = this.keys[number] as string;
      return (this.owners[number]?.size ?? 0) === 0
        ? []
        : [{ key, overlap: (2 * count) / (grams.length + key.length) }];
    });
    return overlaps
      .sort((a, b) => b.overlap - a.overlap)
      .slice(0, COMPARED)
      .map(({ key }) => key);
  }
}

function gramsOf(key: string): string[] {
  const padded = `^${key}$`;
  const grams: string[] = [];
  for (let i = 0; i + 3 <= padded.length; i++) {
    const gram = padded.slice(i, i + 3);
    if (!grams.includes(gram)) grams.push(gram);
  }
  return grams;
}
