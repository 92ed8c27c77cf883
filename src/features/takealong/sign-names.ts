import type { Entry } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';

/** The name in three languages, those first that write it differently: Vietnamese, English, then the next that has one. */
export function signNames(entry: Pick<Entry, 'words'>): { language: Language; name: string }[] {
  const order: readonly Language[] = ['vi', 'en', 'de', 'zh', 'ko', 'fr'];
  const all = order.flatMap((language) => {
    const name = entry.words[language]?.name;
    return name ? [{ language, name }] : [];
  });
  const different = all.filter(({ name }, i) => all.findIndex((one) => one.name === name) === i);
  return [...different, ...all.filter((one) => !different.includes(one))].slice(0, 3);
}
