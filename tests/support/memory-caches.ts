/** The browser's Cache Storage in memory, with a limit, for code that stores pages. */
export class MemoryCaches {
  readonly #caches = new Map<string, MemoryCache>();
  /** Bytes that fit in all. */
  quota = Infinity;

  async open(name: string): Promise<Cache> {
    const cache = this.#caches.get(name) ?? new MemoryCache(this);
    this.#caches.set(name, cache);
    return cache as unknown as Cache;
  }
  async has(name: string): Promise<boolean> {
    return this.#caches.has(name);
  }
  async keys(): Promise<string[]> {
    return [...this.#caches.keys()];
  }
  async delete(name: string): Promise<boolean> {
    return this.#caches.delete(name);
  }
  get used(): number {
    return [...this.#caches.values()].reduce((sum, cache) => sum + cache.used, 0);
  }
}

const ORIGIN = 'http://localhost';
type Stored = { body: ArrayBuffer; headers: [string, string][] };

class MemoryCache {
  readonly #all: MemoryCaches;
  readonly #stored = new Map<string, Stored>();
  constructor(all: MemoryCaches) {
    this.#all = all;
  }
  get used(): number {
    return [...this.#stored.values()].reduce((sum, { body }) => sum + body.byteLength, 0);
  }
  async put(request: Request | string, response: Response): Promise<void> {
    const body = await response.arrayBuffer();
    if (this.#all.used + body.byteLength > this.#all.quota) throw new DOMException('full', 'QuotaExceededError');
    this.#stored.set(addressOf(request), { body, headers: [...response.headers] });
  }
  async match(request: Request | string): Promise<Response | undefined> {
    const found = this.#stored.get(addressOf(request));
    return found && new Response(found.body.slice(0), { headers: found.headers });
  }
  async keys(): Promise<Request[]> {
    return [...this.#stored.keys()].map((url) => new Request(url));
  }
  async delete(request: Request | string): Promise<boolean> {
    return this.#stored.delete(addressOf(request));
  }
}

const addressOf = (request: Request | string): string => new URL(typeof request === 'string' ? request : request.url, ORIGIN).href; // prettier-ignore
