import { Meilisearch, type MultiSearchQuery, type SearchResponse } from 'meilisearch';
import * as z from 'zod';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { FACETS, type SearchAnswer, type SearchEngine, type SearchRequest } from '#src/ports/search-engine.ts';
import { hitOf, windowOf, withoutFacet } from '../answer.ts';
import { roleOf } from '../concepts.ts';
import type { SearchDocument } from '../documents.ts';
import { isMisspelt, order, placesMeant, scoreAll, withLikeness, worthShowing } from '../order.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { gluedNames, Matcher, type Candidate, type RankContext } from '../rank.ts';
import { CANDIDATES } from '../settings.ts';
import { understand, type Lexicon, type Understood } from '../understand.ts';
import { indexWords } from '../index-words.ts';
import { meiliFilter, type MeiliFilter } from './meilisearch-filter.ts';
import { keyOf, meiliSettings, toMeili } from './meilisearch-documents.ts';

export type MeilisearchOptions = {
  url: string;
  /** Master or admin key; none for a server without keys (development). */
  key?: string | undefined;
  /** Start of every index name; two sites may share one server. */
  prefix?: string | undefined;
  /** Milliseconds after which a question is given up. */
  timeout?: number | undefined;
  now?: () => number;
};

export const OLDEST_SERVER = [1, 30] as const;
const SEARCH_KEY_NAME = 'Tripmap search';
const BATCH = 1_000;
const TASK_TIMEOUT = 120_000;

/** What a hit must hold to be one of ours; an index that something else wrote is an error, not a result. */
const hitSchema = z.object({ doc: z.looseObject({ id: z.string(), kind: z.string(), slug: z.string(), name: z.string(), names: z.array(z.string()), concepts: z.record(z.string(), z.number()) }) }); // prettier-ignore

type Reply = SearchResponse<Record<string, unknown>>;

/** Indexes, keys and tasks of a Meilisearch server. Every task is waited for; one that failed throws with its reason. */
export class MeilisearchIndex {
  private readonly client: Meilisearch;
  private readonly options: MeilisearchOptions;

  constructor(options: MeilisearchOptions) {
    this.options = options;
    this.client = new Meilisearch({
      host: options.url,
      ...(options.key ? { apiKey: options.key } : {}),
      defaultWaitOptions: { timeout: TASK_TIMEOUT, interval: 50 },
    });
  }

  nameOf(language: Language): string {
    return `${this.options.prefix ?? 'tripmap'}-${language}`;
  }

  /** Throws when the server is too old to be trusted with our settings. */
  async checkVersion(): Promise<string> {
    const { pkgVersion } = await this.client.getVersion();
    const [major = 0, minor = 0] = pkgVersion.split('.').map(Number);
    const [oldMajor, oldMinor] = OLDEST_SERVER;
    if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
      throw new Error(`Meilisearch ${pkgVersion} is too old: at least ${oldMajor}.${oldMinor} is needed.`);
    }
    return pkgVersion;
  }

  /** A key that can search our indexes and nothing else; made once and found again later. */
  async searchKey(): Promise<string | undefined> {
    if (!this.options.key) return undefined;
    const indexes = [`${this.options.prefix ?? 'tripmap'}-*`];
    const { results } = await this.client.getKeys({ limit: 1000 });
    const known = results.find(
      (key) => key.name === SEARCH_KEY_NAME && key.actions.join() === 'search' && key.indexes.join() === indexes.join(),
    );
    if (known) return known.key;
    const made = await this.client.createKey({
      name: SEARCH_KEY_NAME,
      description: 'Made by Tripmap for questions of readers.',
      actions: ['search'],
      indexes,
      expiresAt: null,
    });
    return made.key;
  }

  /** Builds a fresh index beside the live one and swaps them: readers see the old or the new, never half of one. */
  async rebuild(language: Language, documents: Iterable<SearchDocument>): Promise<number> {
    const live = this.nameOf(language);
    const next = `${live}-next`;
    await this.client.deleteIndexIfExists(next);
    await this.done(this.client.createIndex(next, { primaryKey: 'key' }));
    const index = this.client.index(next);
    await this.done(index.updateSettings(meiliSettings(language)));
    let count = 0;
    for (const batch of batches(documents)) {
      await this.done(index.addDocuments(batch.map(toMeili)));
      count += batch.length;
    }
    const known = new Set((await this.client.getIndexes({ limit: 1000 })).results.map((one) => one.uid));
    if (!known.has(live)) await this.done(this.client.createIndex(live, { primaryKey: 'key' }));
    await this.done(this.client.swapIndexes([{ indexes: [live, next] }] as Parameters<Meilisearch['swapIndexes']>[0]));
    await this.done(this.client.deleteIndex(next));
    return count;
  }

  async upsert(language: Language, documents: readonly SearchDocument[]): Promise<void> {
    if (documents.length > 0)
      await this.done(this.client.index(this.nameOf(language)).addDocuments(documents.map(toMeili)));
  }

  async remove(language: Language, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.done(this.client.index(this.nameOf(language)).deleteDocuments(ids.map(keyOf)));
  }

  /** Documents per language; a language without an index has none. */
  async counts(): Promise<Record<Language, number>> {
    const { indexes } = await this.client.getStats();
    return Object.fromEntries(
      LOCALES.map((language) => [language, indexes[this.nameOf(language)]?.numberOfDocuments ?? 0]),
    ) as Record<Language, number>;
  }

  /** Removes our indexes and what a broken rebuild left behind. */
  async dropAll(): Promise<void> {
    for (const language of LOCALES) {
      await this.client.deleteIndexIfExists(this.nameOf(language));
      await this.client.deleteIndexIfExists(`${this.nameOf(language)}-next`);
    }
  }

  private async done(task: {
    waitTask(): Promise<{ uid: number; type: string; status: string; error: { message: string } | null }>;
  }): Promise<void> {
    const { uid, type, status, error } = await task.waitTask();
    if (status !== 'succeeded')
      throw new Error(`Meilisearch task ${uid} (${type}) ${status}: ${error?.message ?? 'no reason given'}`);
  }
}

function* batches(documents: Iterable<SearchDocument>): Generator<SearchDocument[]> {
  let batch: SearchDocument[] = [];
  for (const document of documents) {
    batch.push(document);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Where a language's names come from: the embedded engine beside this one. */
export type LexiconOf = (language: Language) => Lexicon;

/**
 * Questions to a Meilisearch server. It finds candidates (by words, by idea, by glued spelling, near a place);
 * their order is made by the same code as in the embedded engine.
 */
export class MeilisearchEngine implements SearchEngine {
  readonly name = 'meilisearch';
  private client: Promise<Meilisearch> | undefined;
  private readonly options: MeilisearchOptions;
  private readonly index: MeilisearchIndex;
  private readonly lexiconOf: LexiconOf;
  private readonly prepared = new Map<string, { document: string; prepared: Prepared }>();

  constructor(options: MeilisearchOptions, lexiconOf: LexiconOf) {
    this.options = options;
    this.index = new MeilisearchIndex(options);
    this.lexiconOf = lexiconOf;
  }

  /** Forgets the key, which may have been revoked; the next question fetches or makes one. */
  reconnect(): void {
    this.client = undefined;
  }

  private connect(): Promise<Meilisearch> {
    this.client ??= this.index.searchKey().then(
      (apiKey) =>
        new Meilisearch({
          host: this.options.url,
          ...(apiKey ? { apiKey } : {}),
          timeout: this.options.timeout ?? 5_000,
        }),
    );
    this.client.catch(() => this.reconnect());
    return this.client;
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const lexicon = this.lexiconOf(request.language);
    const query = understand(request.q, request.language, lexicon, request.typing);
    const now = (this.options.now ?? Date.now)();
    const filters = request.filters ?? {};
    const filter = meiliFilter(filters, request.box, now);
    const { limit, offset } = windowOf(request);
    const sorted =
      request.sort !== undefined && request.sort !== 'relevance' && !(request.sort === 'distance' && !request.near);
    const ranked = query.words.length > 0 && !sorted;

    const main: MultiSearchQuery = {
      indexUid: this.index.nameOf(request.language),
      q: wordsOf(query),
      filter: [...filter, ...kindFilter(query)],
      matchingStrategy: 'frequency',
      limit: ranked ? CANDIDATES : limit,
      offset: ranked ? 0 : offset,
      ...(sorted ? { sort: [sortOf(request)] } : query.words.length === 0 ? { sort: ['weight:desc'] } : {}),
    };
    const facets = (request.facets ?? []).filter((facet) => FACETS.includes(facet));
    const narrowed = facets.filter((facet) => (filters[facet]?.length ?? 0) > 0);
    const open = facets.filter((facet) => !narrowed.includes(facet));
    if (open.length > 0) main.facets = open;
    const counting = narrowed.map((facet): MultiSearchQuery => ({
      ...main,
      facets: [facet],
      filter: [...meiliFilter(withoutFacet(filters, facet), request.box, now), ...kindFilter(query)],
      limit: 0,
      offset: 0,
    }));
    const more = ranked ? this.candidateQueries(query, filter, request.language) : [];

    const client = await this.connect();
    const replies = (await client.multiSearch({ queries: [main, ...counting, ...more] })).results as unknown as Reply[];
    const [first, ...rest] = replies;
    if (!first) throw new Error('Meilisearch answered without a result.');
    const counted = [first, ...rest.slice(0, counting.length)];
    const answer: SearchAnswer = {
      hits: [],
      total: first.estimatedTotalHits ?? first.hits.length,
      facets: Object.fromEntries(counted.flatMap((reply) => Object.entries(reply.facetDistribution ?? {}))),
      understood: query.concepts,
      engine: this.name,
    };
    if (!ranked) {
      answer.hits = first.hits.map((hit) => hitOf(readHit(hit), request, query));
      return answer;
    }

    const documents = await this.rank(
      query,
      replies.filter((_, i) => i === 0 || i > counting.length),
      filter,
      request,
      client,
    );
    const listed = new Set(documents.map((document) => document.id));
    const tail = first.hits.map(readHit).filter((document) => !listed.has(document.id));
    const all = [...documents, ...tail];
    answer.total = Math.max(all.length, answer.total);
    const page = all.slice(offset, offset + limit);
    if (page.length < limit && all.length < answer.total && offset + page.length >= all.length) {
      // Deep pages go on in the server's own order behind what was ranked here.
      const from = Math.max(CANDIDATES, offset + page.length - documents.length);
      const deep = (await client.multiSearch({ queries: [{ ...main, offset: from, limit: limit - page.length }] }))
        .results[0] as unknown as Reply;
      page.push(...deep.hits.map(readHit).filter((document) => !listed.has(document.id)));
    }
    answer.hits = page.map((document) => hitOf(document, request, query));
    return answer;
  }

  /** Besides the words: each idea, and glued or misheard names. */
  private candidateQueries(query: Understood, filter: MeiliFilter, language: Language): MultiSearchQuery[] {
    const indexUid = this.index.nameOf(language);
    const queries: MultiSearchQuery[] = [];
    for (const span of query.spans) {
      if (span.concepts[0] === 'filler') continue;
      const ideas = `ideas IN [${span.concepts.map((concept) => JSON.stringify(concept)).join(', ')}]`;
      queries.push({ indexUid, q: '', filter: [...filter, ideas], sort: ['weight:desc'], limit: 100 });
    }
    const loose = query.words.filter((word) => word.weight > 0.1 && word.span === -1);
    if (loose.length > 0 && query.spans.length > 0) {
      const q = loose.flatMap((word) => indexWords(word.folded)).join(' ');
      queries.push({ indexUid, q, filter: [...filter], matchingStrategy: 'frequency', limit: 60 });
    }
    for (const { text } of gluedNames(query).slice(0, 3)) {
      const attributesToSearchOn = text.startsWith('~') ? ['sounds'] : ['spellings'];
      queries.push({ indexUid, q: text.replace('~', ''), filter: [...filter], attributesToSearchOn, limit: 25 });
    }
    return queries;
  }

  private async rank(
    query: Understood,
    replies: readonly Reply[],
    filter: MeiliFilter,
    request: SearchRequest,
    client: Meilisearch,
  ): Promise<SearchDocument[]> {
    const candidates = new Map<string, Candidate>();
    const take = (reply: Reply): void => {
      for (const hit of reply.hits) {
        const document = readHit(hit);
        if (!candidates.has(document.id)) candidates.set(document.id, { document, prepared: this.prepare(document) });
      }
    };
    for (const reply of replies) take(reply);
    const context: RankContext = { matcher: new Matcher(query), places: [], cut: indexWords };
    let scored = scoreAll(candidates.values(), context);
    if (isMisspelt(scored, context.matcher)) {
      for (const [id, candidate] of candidates) candidates.set(id, withLikeness(candidate, query));
      scored = scoreAll(candidates.values(), context);
    }
    // "Homestay near Lũng Cú": what is nearest to the place meant may share no word with it.
    const asked = query.spans.filter((span) => roleOf(span.concepts[0] ?? 'filler') === 'kind');
    const places = asked.length > 0 ? placesMeant(scored, [], context) : [];
    const place = places[0];
    if (place) {
      const queries = asked.map((span): MultiSearchQuery => ({
        indexUid: this.index.nameOf(request.language),
        q: '',
        filter: [...filter, `ideas IN [${span.concepts.map((concept) => JSON.stringify(concept)).join(', ')}]`],
        sort: [`_geoPoint(${place.position.lat}, ${place.position.lng}):asc`],
        limit: 60,
      }));
      for (const reply of (await client.multiSearch({ queries })).results as unknown as Reply[]) take(reply);
      scored = scoreAll(candidates.values(), context);
    }
    return worthShowing(order(scored, candidates.values(), [], context)).map((one) => one.candidate.document);
  }

  private prepare(document: SearchDocument): Prepared {
    const key = `${document.nameLanguage} ${document.id}`;
    const version = JSON.stringify([document.names, document.belongs, document.regions]);
    const known = this.prepared.get(key);
    if (known?.document === version) return known.prepared;
    if (this.prepared.size > 20_000) this.prepared.clear();
    const prepared = prepare(document);
    this.prepared.set(key, { document: version, prepared });
    return prepared;
  }
}

function readHit(hit: Record<string, unknown>): SearchDocument {
  return hitSchema.parse(hit).doc as unknown as SearchDocument;
}

function wordsOf(query: Understood): string {
  const named = query.words.filter((word) => word.weight > 0.1 && !(word.span !== -1 && isKind(query, word.span)));
  return named.flatMap((word) => indexWords(word.folded)).join(' ');
}

function isKind(query: Understood, span: number): boolean {
  return roleOf(query.spans[span]?.concepts[0] ?? 'filler') === 'kind';
}

/** A kind that was asked for narrows what is counted and paged; the ranked head also sees what has only the words. */
function kindFilter(query: Understood): string[] {
  return query.spans
    .filter((span) => roleOf(span.concepts[0] ?? 'filler') === 'kind')
    .map((span) => `ideas IN [${span.concepts.map((concept) => JSON.stringify(concept)).join(', ')}]`);
}

function sortOf(request: SearchRequest): string {
  if (request.sort === 'distance' && request.near) return `_geoPoint(${request.near.lat}, ${request.near.lng}):asc`;
  return request.sort === 'price' ? 'price:asc' : 'name:asc';
}
