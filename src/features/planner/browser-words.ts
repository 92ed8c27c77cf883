import type { WordTree } from '#src/i18n/translator.ts';

/**
 * Words in the browser: lookup, `{{values}}` and plurals of the JSON the server sends. i18next itself would be a tenth
 * of the planner's whole budget; a test holds both to the same sentences.
 */
export type BrowserTranslate = (key: string, values?: Record<string, string | number>) => string;

export function browserTranslate(words: Record<string, WordTree>, tag: string): BrowserTranslate {
  const plural = new Intl.PluralRules(tag);
  return (key, values = {}) => {
    const text = find(words, key) ?? (typeof values['count'] === 'number' ? find(words, `${key}_${plural.select(values['count'])}`) ?? find(words, `${key}_other`) : undefined); // prettier-ignore
    return (text ?? key).replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

function find(words: Record<string, WordTree>, key: string): string | undefined {
  const [namespace = '', path = ''] = key.split(':');
  let node: WordTree | string | undefined = words[namespace];
  for (const part of path.split('.'))
    node = typeof node === 'object' && Object.hasOwn(node, part) ? node[part] : undefined;
  return typeof node === 'string' ? node : undefined;
}
