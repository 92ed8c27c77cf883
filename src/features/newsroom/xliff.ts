import { SaxesParser } from 'saxes';
import { isLanguage, LANGUAGES, type Language } from '#src/domain/locale/languages.ts';
import { sourceHash, type TranslatedWords } from '#src/domain/publishing/translation-state.ts';
import { escapeXml } from '../seo/xml.ts';

/** One entry to be translated: `id` is `places/ma-pi-leng`. */
export type XliffEntry = { id: string; source: TranslatedWords; target: TranslatedWords };
/** One entry that came back, with the hash of the words it was made from. */
export type XliffResult = {
  id: string;
  of: string;
  words: { name?: string; summary?: string; body?: string; photos: Record<string, string> };
};
export type ReadXliff = { kind: 'read'; from: Language; to: Language; entries: XliffResult[] } | { kind: 'bad' };

/**
 * XLIFF 2.0 (OASIS), one `file` per entry and one `unit` per field. The hash of the source words travels with the
 * file, so that a translation of older words comes back as what it is: outdated.
 */
export function writeXliff(from: Language, to: Language, entries: readonly XliffEntry[]): string {
  const files = entries.map(({ id, source, target }) => {
    const units = fieldsOf(source).map(([unit, text]) => {
      const done = new Map(fieldsOf(target)).get(unit);
      return `<unit id="${escapeXml(unit)}"><segment${done === undefined ? '' : ' state="translated"'}><source xml:space="preserve">${escapeXml(text)}</source>${done === undefined ? '' : `<target xml:space="preserve">${escapeXml(done)}</target>`}</segment></unit>`;
    });
    return `<file id="${escapeXml(id)}" original="${sourceHash(source)}">\n${units.join('\n')}\n</file>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="${LANGUAGES[from].tag}" trgLang="${LANGUAGES[to].tag}">
${files.join('\n')}
</xliff>
`;
}

function fieldsOf(words: TranslatedWords): [unit: string, text: string][] {
  const photos = Object.entries(words.photos ?? {}).map(([file, text]): [string, string] => [`photo_${file}`, text]);
  const fields: [string, string | undefined][] = [['name', words.name], ['summary', words.summary], ['body', words.body], ...photos]; // prettier-ignore
  return fields.filter((field): field is [string, string] => field[1] !== undefined && field[1] !== '');
}

const languageOfTag = (tag: string | undefined): Language | undefined => {
  const found = Object.entries(LANGUAGES).find(
    ([code, language]) => language.tag === tag || code === tag?.split('-')[0],
  );
  return isLanguage(found?.[0]) ? found[0] : undefined;
};

/** Reads what an agency sent back. Inline codes keep their text; a document type is refused, entities with it. */
export function readXliff(text: string): ReadXliff {
  const parser = new SaxesParser();
  const entries: XliffResult[] = [];
  let languages: [Language | undefined, Language | undefined] = [undefined, undefined];
  let unit = '';
  let target: string | undefined;
  let bad = false;
  parser.on('error', () => (bad = true));
  parser.on('doctype', () => (bad = true));
  parser.on('opentag', ({ name, attributes }) => {
    const value = (key: string) => attributes[key] as string | undefined;
    if (name === 'xliff') {
      languages = [languageOfTag(value('srcLang')), languageOfTag(value('trgLang'))];
      if (value('version')?.startsWith('2') !== true) bad = true;
    }
    if (name === 'file') entries.push({ id: value('id') ?? '', of: value('original') ?? '', words: { photos: {} } });
    if (name === 'unit') unit = value('id') ?? '';
    if (name === 'target') target = '';
  });
  parser.on('text', (part) => {
    if (target !== undefined) target += part;
  });
  parser.on('cdata', (part) => {
    if (target !== undefined) target += part;
  });
  parser.on('closetag', ({ name }) => {
    const words = entries.at(-1)?.words;
    if (name !== 'target' || target === undefined || words === undefined) return;
    if (unit === 'name' || unit === 'summary' || unit === 'body') words[unit] = (words[unit] ?? '') + target;
    else if (unit.startsWith('photo_')) words.photos[unit.slice(6)] = target;
    target = undefined;
  });
  try {
    parser.write(text).close();
  } catch {
    bad = true;
  }
  const [from, to] = languages;
  if (bad || from === undefined || to === undefined || from === to) return { kind: 'bad' };
  return { kind: 'read', from, to, entries };
}
