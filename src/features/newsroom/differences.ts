import type { App } from '#src/composition.ts';
import { parseEntryId } from '#src/domain/content/entry.ts';
import { factsSchemas } from '#src/domain/content/facts.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { LOCALES, type Locale } from '#src/domain/locale/languages.ts';
import { differenceOf, type FieldDifference } from '#src/domain/publishing/difference.ts';
import type { Fields, Json } from '#src/domain/publishing/types.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { isKind } from './entry-room.ts';
import type { NameOf } from './field-words.ts';

/**
 * Differences a reviewer decides on, in the order of the form. The record of which words a translation was made from
 * follows the words it belongs to; alone it is shown only where a decision lies in it: a machine's words that somebody
 * has read now, or a translation that still fits a newer original.
 */
export function fieldDifferences(kind: ContentKind, before: Fields, after: Fields): FieldDifference[] {
  const all = differenceOf(before, after);
  const facts = Object.keys(factsSchemas[kind].shape);
  const rank = ({ path, field }: FieldDifference): number => {
    if (field.part === 'facts') return facts.indexOf(path.split('/')[1] as string);
    const language = (LOCALES as readonly string[]).indexOf(field.language ?? '');
    return 1000 * (language + 1) + ['name', 'summary', 'body', 'photos', 'translation'].indexOf(field.name);
  };
  const decides = (one: FieldDifference) =>
    one.field.name !== 'translation' ||
    (!all.some(({ field }) => field !== one.field && field.part === 'words' && field.language === one.field.language) &&
      (one.kind === 'changed' || isMachine(one.after)));
  return all.filter(decides).sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

const isMachine = (value: Json): boolean => (value as { by?: unknown } | null)?.by === 'machine';

/** Names of entries for values that point to them. */
export function namesOfEntries(app: App, locale: Locale): NameOf {
  return (id) => {
    const parsed = parseEntryId(id);
    const entry = parsed && isKind(parsed.kind) ? app.content.find(parsed.kind, parsed.slug) : undefined;
    return entry && viewEntry(entry, locale).name.value;
  };
}
