import { SaxesParser, type SaxesAttributeNS } from 'saxes';
import { isLanguage, LANGUAGES, type Language } from '#src/domain/locale/languages.ts';
import { sourceHash, type TranslatedWords, type TranslationState } from '#src/domain/publishing/translation-state.ts';
import { escapeXml } from '../seo/xml.ts';

/** One entry to be translated: `id` is `places/ma-pi-leng`, `state` that of the words there are so far. */
export type XliffEntry = { id: string; source: TranslatedWords; target: TranslatedWords; state: TranslationState };
/** One entry that came back, with the hash of the words it was made from. */
export type XliffResult = {
  id: string;
  of: string;
  words: { name?: string; summary?: string; body?: string; photos: Record<string, string> };
};
export type ReadXliff = { kind: 'read'; from: Language; to: Language; entries: XliffResult[] } | { kind: 'bad' };

const NAMESPACE = 'urn:oasis:names:tc:xliff:document:2.0';

/**
 * XLIFF 2.0 (OASIS, 5 August 2014), one `file` per entry and one `unit` per field. The hash of the source words travels
 * in the file's id, which every tool must keep, so that a translation of older words comes back as what it is:
 * outdated. Old words of an outdated translation, and a machine's, go along as a start and are marked as such.
 */
export function writeXliff(from: Language, to: Language, entries: readonly XliffEntry[]): string {
  const files = entries.map(({ id, source, target, state }) => {
    const done = new Map(fieldsOf(target));
    const marks = state === 'current' ? 'state="translated"' : state === 'missing' ? 'state="initial"' : `state="initial" subState="tripmap:${state}"`; // prettier-ignore
    const units = fieldsOf(source).map(([unit, text]) => {
      const words = done.get(unit);
      const translated = words === undefined ? '' : `<target xml:space="preserve">${escapeXml(words)}</target>`;
      return `<unit id="${escapeXml(unit)}"><segment ${words === undefined ? 'state="initial"' : marks}><source xml:space="preserve">${escapeXml(text)}</source>${translated}</segment></unit>`;
    });
    return `<file id="${escapeXml(`${id.replace('/', '.')}.${sourceHash(source)}`)}" original="${escapeXml(id)}">\n${units.join('\n')}\n</file>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${NAMESPACE}" version="2.0" srcLang="${LANGUAGES[from].tag}" trgLang="${LANGUAGES[to].tag}">
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

/** `places.ma-pi-leng.0123456789abcdef`; files of earlier versions had the hash beside the id. */
function entryOfFile(id: string, original: string): { id: string; of: string } {
  const [, kind, slug, hash] = /^([a-z]+)\.([a-z0-9-]+)\.([0-9a-f]{16})$/.exec(id) ?? [];
  return hash === undefined ? { id, of: original } : { id: `${kind}/${slug}`, of: hash };
}

/** A sentence as a tool cut it, or the space between two. */
type Segment = { source: string; target: string | undefined; ignorable: boolean; order: number; initial: boolean };

/**
 * Reads what an agency sent back, however its tool cut the texts into segments. Inline codes keep their text,
 * suggestions from a translation memory are no translation, and a field of which a part is missing is left out.
 * A document type is refused, entities with it.
 */
export function readXliff(text: string): ReadXliff {
  const parser = new SaxesParser({ xmlns: true });
  const entries: XliffResult[] = [];
  const path: string[] = [];
  let languages: [Language | undefined, Language | undefined] = [undefined, undefined];
  let unit = '';
  let segments: Segment[] = [];
  let reading: 'source' | 'target' | undefined;
  let bad = false;
  parser.on('error', () => (bad = true));
  parser.on('doctype', () => (bad = true));
  parser.on('opentag', ({ local, uri, attributes }) => {
    const value = (key: string) => (attributes[key] as SaxesAttributeNS | undefined)?.value;
    const parent = path.at(-1);
    path.push(uri === NAMESPACE ? local : `${uri} ${local}`);
    if (uri !== NAMESPACE) return;
    if (local === 'xliff') {
      languages = [languageOfTag(value('srcLang')), languageOfTag(value('trgLang'))];
      if (value('version')?.startsWith('2') !== true) bad = true;
    }
    if (local === 'file') entries.push({ ...entryOfFile(value('id') ?? '', value('original') ?? ''), words: { photos: {} } }); // prettier-ignore
    if (local === 'unit') {
      unit = value('id') ?? '';
      segments = [];
    }
    if (local === 'segment' || local === 'ignorable')
      segments.push({ source: '', target: undefined, ignorable: local === 'ignorable', order: segments.length + 1, initial: value('state') === 'initial' }); // prettier-ignore
    const segment = segments.at(-1);
    if ((parent === 'segment' || parent === 'ignorable') && segment !== undefined) {
      if (local === 'source') reading = 'source';
      if (local === 'target') {
        reading = 'target';
        segment.target = '';
        segment.order = Number(value('order') ?? segment.order);
      }
    }
  });
  const add = (part: string) => {
    const segment = segments.at(-1);
    if (reading === undefined || segment === undefined) return;
    segment[reading] = (segment[reading] ?? '') + part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ local, uri }) => {
    path.pop();
    if (uri !== NAMESPACE) return;
    if (local === reading) reading = undefined;
    const words = entries.at(-1)?.words;
    if (local !== 'unit' || words === undefined) return;
    const made = joined(segments);
    if (made === undefined) return;
    if (unit === 'name' || unit === 'summary' || unit === 'body') words[unit] = made;
    else if (unit.startsWith('photo_')) words.photos[unit.slice(6)] = made;
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

/** The whole field; undefined while a segment of it is not translated. */
function joined(segments: readonly Segment[]): string | undefined {
  const sentences = segments.filter(({ ignorable }) => !ignorable);
  const open = sentences.some(({ source, target, initial }) => initial || target === undefined || (target.trim() === '' && source.trim() !== '')); // prettier-ignore
  if (sentences.length === 0 || open) return undefined;
  return segments
    .toSorted((a, b) => a.order - b.order)
    .map(({ source, target }) => target ?? source)
    .join('');
}
