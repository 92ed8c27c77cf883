import type { Settings } from 'meilisearch';
import type { Language } from '#src/domain/locale/languages.ts';
import type { SearchDocument } from '../documents.ts';
import { prepare } from '../prepare.ts';
import { FACET_FIELDS, SEARCHABLE, SORTABLE, TYPOS } from '../settings.ts';
import { PEOPLES } from '../synonyms/themes.ts';
import { foldWords } from '../folding.ts';
import { indexWords } from '../index-words.ts';

/** A document as Meilisearch keeps it: folded words to search, values to filter, and the document itself to show. */
export type MeiliDocument = Record<string, unknown> & { key: string; doc: SearchDocument };

/** `places/ma-pi-leng` → `places--ma-pi-leng`: document keys there may hold letters, digits, hyphens and underscores. */
export function keyOf(id: string): string {
  return id.replace('/', '--');
}

export function toMeili(document: SearchDocument): MeiliDocument {
  const { keys } = prepare(document);
  const fold = (texts: readonly string[]): string[] => texts.map((text) => indexWords(text).join(' '));
  return {
    key: keyOf(document.id),
    names: fold(document.names),
    spellings: keys.filter((key) => !key.startsWith('~')),
    sounds: keys.filter((key) => key.startsWith('~')).map((key) => key.slice(1)),
    belongs: fold(document.belongs),
    regions: fold(document.regions),
    summary: indexWords(document.summary).join(' '),
    text: indexWords(document.text).join(' '),
    ideas: Object.keys(document.concepts),
    kind: document.kind,
    type: document.type,
    area: document.area ?? null,
    access: document.access,
    amenity: document.amenity,
    service: document.service,
    day: document.day,
    price: document.price ?? null,
    weight: document.weight,
    name: document.name,
    until: document.until ?? null,
    ...(document.position ? { _geo: { lat: document.position.lat, lng: document.position.lng } } : {}),
    doc: document,
  };
}

const LOCALE_CODES = { vi: 'vie', en: 'eng', de: 'deu', fr: 'fra', zh: 'cmn', ko: 'kor' } as const;

/** Names of peoples with several spellings are synonyms of each other; all other synonyms are ideas (`concepts.ts`). */
function synonymsOf(language: Language): Record<string, string[]> {
  const synonyms: Record<string, string[]> = {};
  for (const byLanguage of Object.values(PEOPLES)) {
    const words = [
      ...new Set(
        [byLanguage[language], byLanguage.en, byLanguage.vi].flatMap((text) => text?.split('|') ?? []).map(foldWords),
      ),
    ];
    for (const word of words) synonyms[word] = words.filter((other) => other !== word);
  }
  return synonyms;
}

/** Settings of an index, from the same definitions the embedded engine uses. */
export function meiliSettings(language: Language): Settings {
  const fields = Object.keys(SEARCHABLE).filter((field) => field !== 'ideas');
  return {
    searchableAttributes: ['names', 'spellings', 'sounds', ...fields.filter((field) => field !== 'names')],
    displayedAttributes: ['doc'],
    filterableAttributes: [...FACET_FIELDS, 'ideas', 'until', 'key', '_geo'],
    sortableAttributes: [...SORTABLE, '_geo'],
    // A sort that was asked for rules; without one the rule is silent.
    rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', 'weight:desc'],
    synonyms: synonymsOf(language),
    // Fillers are left out of the query by understanding it; as stop words they would also vanish from names (Cán Tỷ).
    stopWords: [],
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: TYPOS.one, twoTypos: TYPOS.two },
      disableOnNumbers: true,
    },
    localizedAttributes: [{ attributePatterns: ['*'], locales: [LOCALE_CODES[language]] }],
    faceting: { maxValuesPerFacet: 200 },
    pagination: { maxTotalHits: 20_000 },
  };
}
