import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A small server that speaks the part of Meilisearch's HTTP interface we use, checks every request against the
 * documented shapes, and answers multi-search by plain word matching. It keeps tests of the adapter honest where
 * no real server can be had; it is no measure of how well Meilisearch itself finds things.
 */
export type StandIn = {
  url: string;
  masterKey: string;
  requests: { method: string; path: string; body: unknown; key: string }[];
  indexes: Map<string, Index>;
  /** Faults to cause: per path a status, a delay or a failed task. */
  faults: { status?: number; delay?: number; version?: string; failTasks?: string };
  close(): Promise<void>;
};

type Index = { settings: Record<string, unknown>; documents: Map<string, Doc> };
type Doc = Record<string, unknown> & { key: string };
type Query = {
  indexUid: string; q: string; filter?: (string | string[])[]; facets?: string[]; sort?: string[];
  limit?: number; offset?: number; attributesToSearchOn?: string[]; matchingStrategy?: string;
}; // prettier-ignore

const QUERY_FIELDS = [
  'indexUid',
  'q',
  'filter',
  'facets',
  'sort',
  'limit',
  'offset',
  'attributesToSearchOn',
  'matchingStrategy',
];

export async function startStandIn(): Promise<StandIn> {
  const masterKey = 'stand-in-master-key-0123456789';
  const searchKeys = new Map<string, { name: string; actions: string[]; indexes: string[] }>();
  const indexes = new Map<string, Index>();
  const tasks: { uid: number; type: string; status: string; error: { message: string } | null }[] = [];
  const standIn: StandIn = { url: '', masterKey, requests: [], indexes, faults: {}, close: () => Promise.resolve() };

  const enqueue = (type: string, work: () => void): object => {
    const uid = tasks.length;
    let error: { message: string } | null = null;
    try {
      if (standIn.faults.failTasks) throw new Error(standIn.faults.failTasks);
      work();
    } catch (thrown) {
      error = { message: (thrown as Error).message };
    }
    tasks.push({ uid, type, status: error ? 'failed' : 'succeeded', error });
    return { taskUid: uid, indexUid: null, status: 'enqueued', type, enqueuedAt: '2026-11-21T00:00:00Z' };
  };
  const indexOf = (uid: string): Index => {
    const index = indexes.get(uid);
    if (!index) throw Object.assign(new Error(`Index \`${uid}\` not found.`), { code: 'index_not_found', status: 404 });
    return index;
  };

  const handle = (method: string, path: string, body: unknown, key: string): unknown => {
    const [, first = '', second = '', third = '', fourth = ''] = path.split('/');
    const searchOnly = searchKeys.has(key);
    if (key !== standIn.masterKey && !(searchOnly && path === '/multi-search')) {
      throw Object.assign(new Error('The provided API key is invalid.'), { code: 'invalid_api_key', status: 403 });
    }
    const route = `${method} /${first}${second && first !== 'multi-search' ? '/:x' : ''}${third ? `/${third}` : ''}${fourth ? `/${fourth}` : ''}`;
    switch (route) {
      case 'GET /version':
        return { commitSha: 'x', commitDate: 'x', pkgVersion: standIn.faults.version ?? '1.50.0' };
      case 'GET /stats':
        return { databaseSize: 1, usedDatabaseSize: 1, lastUpdate: null, indexes: Object.fromEntries([...indexes].map(([uid, index]) => [uid, { numberOfDocuments: index.documents.size, isIndexing: false, fieldDistribution: {} }])) };
      case 'GET /keys':
        return { results: [...searchKeys].map(([k, value]) => ({ ...value, key: k, uid: k, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' })), offset: 0, limit: 1000, total: searchKeys.size };
      case 'POST /keys': {
        const made = body as { name: string; actions: string[]; indexes: string[]; expiresAt: unknown };
        if (made.expiresAt === undefined || !Array.isArray(made.actions)) throw new Error('a key needs actions, indexes and expiresAt');
        const value = `search-key-${searchKeys.size}`;
        searchKeys.set(value, made);
        return { ...made, key: value, uid: value, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' };
      }
      case 'GET /indexes':
        return { results: [...indexes.keys()].map((uid) => ({ uid, primaryKey: 'key', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' })), offset: 0, limit: 1000, total: indexes.size };
      case 'POST /indexes': {
        const { uid } = body as { uid: string };
        return enqueue('indexCreation', () => {
          if (indexes.has(uid)) throw new Error(`Index \`${uid}\` already exists.`);
          indexes.set(uid, { settings: {}, documents: new Map() });
        });
      }
      case 'DELETE /indexes/:x':
        return enqueue('indexDeletion', () => void indexes.delete(second));
      case 'PATCH /indexes/:x/settings':
        return enqueue('settingsUpdate', () => void (indexOf(second).settings = body as Record<string, unknown>));
      case 'POST /indexes/:x/documents':
        return enqueue('documentAdditionOrUpdate', () => {
          for (const doc of body as Doc[]) {
            if (!/^[A-Za-z0-9_-]{1,511}$/.test(doc.key)) throw new Error(`Document identifier \`${doc.key}\` is invalid.`);
            indexOf(second).documents.set(doc.key, doc);
          }
        });
      case 'POST /indexes/:x/documents/delete-batch':
        return enqueue('documentDeletion', () => (body as string[]).forEach((id) => indexOf(second).documents.delete(id)));
      case 'POST /swap-indexes':
        return enqueue('indexSwap', () => {
          for (const { indexes: [a = '', b = ''] } of body as { indexes: string[] }[]) {
            const [left, right] = [indexOf(a), indexOf(b)];
            indexes.set(a, right).set(b, left);
          }
        });
      case 'GET /tasks/:x':
        return { ...tasks[Number(second)], enqueuedAt: '2026-01-01T00:00:00Z', startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:00Z', duration: 'PT0S' };
      case 'POST /multi-search': {
        const allowed = searchKeys.get(key)?.indexes ?? ['*'];
        return { results: (body as { queries: Query[] }).queries.map((query) => {
          if (!allowed.some((pattern) => query.indexUid.startsWith(pattern.replace('*', '')))) throw new Error('the key may not search this index');
          return answerQuery(query, indexOf(query.indexUid));
        }) };
      }
      default:
        throw Object.assign(new Error(`unknown request ${route}`), { status: 404 });
    }
  }; // prettier-ignore

  const server: Server = createServer((req, res) => {
    void readBody(req).then(async (body) => {
      const key = (req.headers.authorization ?? '').replace('Bearer ', '');
      const path = (req.url ?? '').split('?')[0] ?? '';
      standIn.requests.push({ method: req.method ?? '', path, body, key });
      if (standIn.faults.delay) await new Promise((resolve) => setTimeout(resolve, standIn.faults.delay));
      res.setHeader('Content-Type', 'application/json');
      try {
        if (standIn.faults.status)
          throw Object.assign(new Error('out of order'), { status: standIn.faults.status, code: 'internal' });
        res.end(JSON.stringify(handle(req.method ?? '', path, body, key)));
      } catch (error) {
        const { status = 400, code = 'bad_request', message } = error as Error & { status?: number; code?: string };
        res.statusCode = status;
        res.end(JSON.stringify({ message, code, type: 'invalid_request', link: '' }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return standIn;
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

function answerQuery(query: Query, index: Index): object {
  const { settings } = index;
  for (const field of Object.keys(query))
    if (!QUERY_FIELDS.includes(field)) throw new Error(`Unknown field \`${field}\``);
  const filterable = settings['filterableAttributes'] as string[];
  const sortable = settings['sortableAttributes'] as string[];
  const searchable = settings['searchableAttributes'] as string[];
  for (const facet of query.facets ?? []) if (!filterable.includes(facet)) throw new Error(`Invalid facet ${facet}`);
  for (const sort of query.sort ?? []) {
    if (!sortable.includes(sort.startsWith('_geoPoint') ? '_geo' : (sort.split(':')[0] ?? '')))
      throw new Error(`Attribute ${sort} is not sortable`);
  }
  for (const field of query.attributesToSearchOn ?? [])
    if (!searchable.includes(field)) throw new Error(`Attribute \`${field}\` is not searchable`);

  const words = query.q.split(/\s+/).filter((word) => word !== '');
  const scored = [...index.documents.values()]
    .filter((doc) =>
      (query.filter ?? []).every((part) =>
        Array.isArray(part) ? part.some((one) => holds(one, doc, filterable)) : holds(part, doc, filterable),
      ),
    )
    .map((doc) => ({ doc, score: scoreWords(words, doc, query.attributesToSearchOn ?? searchable) }))
    .filter(({ score }) => words.length === 0 || score > 0);
  const [sort] = query.sort ?? [];
  scored.sort((a, b) =>
    sort
      ? sortValue(a.doc, sort) - sortValue(b.doc, sort) || sortText(a.doc, sort).localeCompare(sortText(b.doc, sort))
      : b.score - a.score || Number(b.doc['weight']) - Number(a.doc['weight']),
  );
  const offset = query.offset ?? 0;
  const distribution = Object.fromEntries(
    (query.facets ?? []).map((facet) => [
      facet,
      count(
        scored.map(({ doc }) => doc),
        facet,
      ),
    ]),
  );
  return {
    hits: scored.slice(offset, offset + (query.limit ?? 20)).map(({ doc }) => ({ doc: doc['doc'] })),
    estimatedTotalHits: scored.length,
    ...(query.facets ? { facetDistribution: distribution } : {}),
    indexUid: query.indexUid, query: query.q, processingTimeMs: 1, limit: query.limit ?? 20, offset,
  }; // prettier-ignore
}

function scoreWords(words: readonly string[], doc: Doc, fields: readonly string[]): number {
  const texts = fields.flatMap((field) => doc[field] as string | string[]).filter((text) => typeof text === 'string');
  const all = new Set(texts.flatMap((text) => text.split(' ')));
  let score = 0;
  words.forEach((word, i) => {
    if (all.has(word)) score += 2;
    else if (i === words.length - 1 && [...all].some((one) => one.startsWith(word))) score += 1;
  });
  return score;
}

function holds(condition: string, doc: Doc, filterable: readonly string[]): boolean {
  const box = /^_geoBoundingBox\(\[(.+), (.+)\], \[(.+), (.+)\]\)$/.exec(condition);
  if (box) {
    const [north = 0, east = 0, south = 0, west = 0] = box.slice(1).map(Number);
    const geo = doc['_geo'] as { lat: number; lng: number } | undefined;
    return geo !== undefined && geo.lat <= north && geo.lat >= south && geo.lng <= east && geo.lng >= west;
  }
  const match = /^(\w+) (IS NULL|NOT EXISTS|>= (\d+)|= (".*")|IN (\[.*\]))$/.exec(condition);
  if (!match) throw new Error(`Invalid filter: ${condition}`);
  const [, field = '', kind = '', least, equal, list] = match;
  if (!filterable.includes(field)) throw new Error(`Attribute \`${field}\` is not filterable`);
  const values = [doc[field]].flat().filter((value) => value !== null && value !== undefined);
  if (kind === 'IS NULL') return doc[field] === null;
  if (kind === 'NOT EXISTS') return doc[field] === undefined;
  if (least !== undefined) return values.some((value) => Number(value) >= Number(least));
  const wanted = equal !== undefined ? [JSON.parse(equal) as unknown] : (JSON.parse(list ?? '[]') as unknown[]);
  return values.some((value) => wanted.includes(value));
}

function sortValue(doc: Doc, sort: string): number {
  const point = /^_geoPoint\((.+), (.+)\):asc$/.exec(sort);
  if (point) {
    const geo = doc['_geo'] as { lat: number; lng: number } | undefined;
    return geo ? Math.hypot(geo.lat - Number(point[1]), (geo.lng - Number(point[2])) * 0.92) : Number.MAX_VALUE;
  }
  const [field = '', direction] = sort.split(':');
  const value = doc[field];
  if (typeof value !== 'number') return field === 'name' ? 0 : Number.MAX_VALUE;
  return direction === 'desc' ? -value : value;
}

function sortText(doc: Doc, sort: string): string {
  return sort.startsWith('name') ? String(doc['name']) : '';
}

function count(docs: readonly Doc[], facet: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of docs.flatMap((doc) => [doc[facet]].flat()))
    if (value !== null && value !== undefined) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
