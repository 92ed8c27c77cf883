import { LRUCache } from 'lru-cache';

export type RateLimit = {
  /** How many may come at once. */
  burst: number;
  perMinute: number;
};

export type RateLimitAnswer = { kind: 'allowed' } | { kind: 'refused'; retryAfterSeconds: number };

type Bucket = { tokens: number; at: number };

/** A token bucket for each key (an address, an account, an invitation), for so many keys at most. */
export class RateLimiter {
  readonly #buckets: LRUCache<string, Bucket>;
  readonly #limit: RateLimit;
  readonly #now: () => number;

  constructor(limit: RateLimit, now: () => number, maxKeys = 20_000) {
    this.#limit = limit;
    this.#now = now;
    this.#buckets = new LRUCache({ max: maxKeys });
  }

  take(key: string): RateLimitAnswer {
    const { burst, perMinute } = this.#limit;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * perMinute) / 60_000);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    if (allowed) return { kind: 'allowed' };
    return { kind: 'refused', retryAfterSeconds: Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute)) };
  }
}
