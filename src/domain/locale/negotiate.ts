import { DEFAULT_LOCALE, isLanguage, type Language } from './languages.ts';

/**
 * Chooses a language from an `Accept-Language` header (RFC 9110 §12.5.4), by quality and then by order.
 * Every Chinese tag means our simplified Chinese; nothing acceptable means Vietnamese.
 */
export function negotiateLanguage(header: string | null | undefined): Language {
  const wishes = (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = params.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.trim().toLowerCase(), quality: q === undefined ? 1 : Number(q), index };
    })
    .filter((wish) => wish.tag !== '' && wish.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  for (const { tag } of wishes) {
    const primary = tag.split('-')[0];
    if (isLanguage(primary)) return primary;
  }
  return DEFAULT_LOCALE;
}
