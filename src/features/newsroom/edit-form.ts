import type { ContentKind } from '#src/domain/content/kinds.ts';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { fromFields } from '#src/domain/publishing/fields.ts';
import { sourceLanguage, translationOf, type TranslatedWords } from '#src/domain/publishing/translation-state.ts';
import type { FieldChanges, Fields, Json } from '#src/domain/publishing/types.ts';
import { readFacts } from './schema-form.ts';

/** The page of an entry's editor that is open: its facts, or its words in one language. */
export type FormPart = 'facts' | Language;

/** What the editor's form says against what stands, for saving and for the preview alike. Stores nothing. */
export function readEntryForm(kind: ContentKind, part: FormPart, form: FormData, current: Fields): FieldChanges {
  if (part === 'facts') return { ...readFacts(kind, form, current) };
  const changes: Record<string, Json> = {};
  for (const name of ['name', 'summary', 'body'] as const) {
    const text = textOf(form, name);
    changes[`words/${part}/${name}`] = text === '' ? null : text;
  }
  for (const [name, value] of form) {
    if (name.startsWith('photo/') && typeof value === 'string')
      changes[`words/${part}/photos/${name.slice(6)}`] = value.trim() === '' ? null : value.trim();
  }
  const words = fromFields(current).words as Record<string, TranslatedWords>;
  const source = sourceLanguage(words);
  if (form.has('translated') && source !== undefined && source !== part)
    changes[`words/${part}/translation`] = translationOf(source, words[source] ?? {});
  return changes;
}

/** Weight, sources and the like are not asked on the alert form: what it does not show it does not take away. */
const NOT_ASKED = /^facts\/(?:weight|sample|aliases|photos|sources|formerSlugs)(?:\/|$)/;

/** What the alert form says: its facts and its words in every language on one screen. */
export function readAlertForm(form: FormData, current: Fields): FieldChanges {
  const facts = Object.entries(readFacts('alerts', form, current)).filter(([path]) => !NOT_ASKED.test(path));
  const changes: Record<string, Json> = Object.fromEntries(facts);
  for (const language of LOCALES) {
    for (const name of ['name', 'summary', 'body']) {
      const path = `words/${language}/${name}`;
      const text = textOf(form, `${language}/${name}`);
      if (text !== '' || current[path] !== undefined) changes[path] = text === '' ? null : text;
    }
  }
  return changes;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
