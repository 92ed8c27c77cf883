import { EmbeddedEngine } from '#search/engines/embedded.ts';
import type { SearchDocument } from '#search/documents.ts';
import { isLanguage, isLocale, type Language } from '#src/domain/locale/languages.ts';
import { groupHits, type SuggestionGroup } from './group-hits.ts';

/** The same engine as in the server, over the file kept on this device. Loaded only when the server does not answer. */

const engines = new Map<Language, Promise<EmbeddedEngine | undefined>>();

/** @returns undefined where no index is kept on this device */
export async function offlineEngine(language: Language): Promise<EmbeddedEngine | undefined> {
  let engine = engines.get(language);
  if (!engine) {
    engine = load(language);
    engines.set(language, engine);
    if ((await engine) === undefined) engines.delete(language);
  }
  return engine;
}

async function load(language: Language): Promise<EmbeddedEngine | undefined> {
  try {
    const manifest = (await (await fetch('/data/search.json')).json()) as Partial<Record<Language, string>>;
    const address = manifest[language];
    if (address === undefined) return undefined;
    const answer = await fetch(address);
    if (!answer.ok) return undefined;
    const { documents } = (await answer.json()) as { documents: SearchDocument[] };
    return new EmbeddedEngine(() => documents);
  } catch {
    return undefined;
  }
}

export async function suggestOffline(
  q: string,
  locale: string,
  language: string,
  labels: Readonly<Record<string, string>>,
): Promise<SuggestionGroup[] | undefined> {
  if (!isLocale(locale) || !isLanguage(language)) return undefined;
  const engine = await offlineEngine(language);
  if (!engine) return undefined;
  const { hits } = engine.answer({ q, language, limit: 8, highlight: true, typing: true });
  return groupHits(
    hits,
    locale,
    (kind) => labels[kind] ?? kind,
    () => undefined,
  );
}
