import { editDistance } from './distance.ts';

export type Near = { key: string; likeness: number };

/**
 * Finds the keys spelled most like a text: three-letter pieces choose the candidates, edit distance decides.
 * It answers where words are glued, split, misspelt or cut short, which no index of words can.
 */
export class GramIndex {
  private readonly keysOf = new Map<string, Set<string>>();
  private readonly owners = new Map<string, Set<number>>();

  add(key: string, owner: number): void {
    if (key.length < 3) return;
    const known = this.owners.get(key);
    if (known) {
      known.add(owner);
      return;
    }
    this.owners.set(key, new Set([owner]));
    for (const gram of gramsOf(key)) {
      const keys = this.keysOf.get(gram);
      if (keys) keys.add(key);
      else this.keysOf.set(gram, new Set([key]));
    }
  }

  remove(key: string, owner: number): void {
    const owners = this.owners.get(key);
    if (!owners?.delete(owner) || owners.size > 0) return;
    this.owners.delete(key);
    for (const gram of gramsOf(key)) this.keysOf.get(gram)?.delete(key);
  }

  ownersOf(key: string): ReadonlySet<number> {
    return this.owners.get(key) ?? new Set();
  }

  /**
   * @param least smallest likeness (1 − distance / longer length) worth answering
   * @param open the text may be the beginning of a key
   */
  find(text: string, least: number, most: number, open = false): Near[] {
    if (text.length < 3) return [];
    if (this.owners.has(text)) return [{ key: text, likeness: 1 }];
    const grams = gramsOf(text);
    const shared = new Map<string, number>();
    for (const gram of grams) {
      const keys = this.keysOf.get(gram);
      // A piece that is in very many names says nothing; the rarer ones find the key.
      if (keys === undefined || keys.size > 1_500) continue;
      for (const key of keys) shared.set(key, (shared.get(key) ?? 0) + 1);
    }
    const candidates = [...shared]
      .map(([key, count]) => ({ key, overlap: (2 * count) / (grams.length + key.length) }))
      .sort((a, b) => b.overlap - a.overlap)
      .slice(0, 60);
    const near: Near[] = [];
    for (const { key } of candidates) {
      const compared = open && key.length > text.length ? key.slice(0, text.length) : key;
      const longer = Math.max(text.length, compared.length);
      const allowed = Math.floor(longer * (1 - least) + 1e-9);
      const far = editDistance(text, compared, allowed);
      if (far > allowed) continue;
      near.push({ key, likeness: 1 - far / longer - (compared === key ? 0 : 0.08) });
    }
    return near.sort((a, b) => b.likeness - a.likeness).slice(0, most);
  }
}

function gramsOf(key: string): string[] {
  const padded = `^${key}$`;
  const grams: string[] = [];
  for (let i = 0; i + 3 <= padded.length; i++) grams.push(padded.slice(i, i + 3));
  return [...new Set(grams)];
}
