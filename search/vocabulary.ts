const DRAWER = 2;

/** The words of an index and in how many entries each is, in drawers by their first letters. */
export class Vocabulary {
  private readonly drawers = new Map<string, Map<string, number>>();

  /** Counts an entry with the word in (`by` 1) or out (-1). */
  count(word: string, by: 1 | -1): void {
    const key = word.slice(0, DRAWER);
    let drawer = this.drawers.get(key);
    if (!drawer) this.drawers.set(key, (drawer = new Map()));
    const entries = (drawer.get(word) ?? 0) + by;
    if (entries <= 0) drawer.delete(word);
    else drawer.set(word, entries);
  }

  entriesWith(word: string): number {
    return this.drawers.get(word.slice(0, DRAWER))?.get(word) ?? 0;
  }

  /** Words that begin so, and in how many entries they are in all. */
  from(start: string): { words: string[]; often: number } {
    const words: string[] = [];
    let often = 0;
    for (const [key, drawer] of this.drawers) {
      if (!key.startsWith(start.slice(0, DRAWER))) continue;
      for (const [word, entries] of drawer) {
        if (!word.startsWith(start)) continue;
        words.push(word);
        often += entries;
      }
    }
    return { words, often };
  }
}
