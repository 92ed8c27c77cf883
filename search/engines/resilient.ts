import type { EngineHealth, SearchAnswer, SearchEngine, SearchRequest } from '#src/ports/search-engine.ts';

export type ResilientOptions = {
  /** Milliseconds the first engine has for an answer. */
  patience?: number;
  /** Failures in a row before it is left alone. */
  failures?: number;
  /** Milliseconds it is left alone at first; doubled with every failed try, up to `longestRest`. */
  rest?: number;
  longestRest?: number;
  /** Asked before the first engine is trusted (again): throws with the reason why not. */
  verify?: () => Promise<void>;
  /** Told once when the state changes, for the operator's log. */
  onChange?: (health: EngineHealth) => void;
  now?: () => number;
};

/**
 * Two engines as one: the first answers while it can, the second answers the same request when the first is slow,
 * down, refuses or is not complete. A circuit breaker keeps readers from waiting for an engine that is known to be
 * down; from time to time one try behind the readers' backs finds out whether it has recovered.
 */
export class ResilientEngine implements SearchEngine {
  readonly name = 'resilient';
  private readonly first: SearchEngine;
  private readonly second: SearchEngine;
  private readonly options: Required<Omit<ResilientOptions, 'verify' | 'onChange'>> & ResilientOptions;
  /** Closed: the first engine answers. Open: the second does, until `retryAt`. */
  private open: boolean;
  private failed = 0;
  private rest: number;
  private retryAt = 0;
  private probing: Promise<void> | undefined;
  private state: EngineHealth;

  constructor(first: SearchEngine, second: SearchEngine, options: ResilientOptions = {}) {
    this.first = first;
    this.second = second;
    this.options = { patience: 300, failures: 3, rest: 2_000, longestRest: 60_000, now: Date.now, ...options };
    this.rest = this.options.rest;
    // Nothing is known about the first engine yet: the second answers until it has been looked at.
    this.open = options.verify !== undefined;
    this.state = this.open
      ? { state: 'degraded', engine: second.name, reason: 'not yet checked' }
      : { state: 'ok', engine: first.name };
  }

  health(): EngineHealth {
    return { ...this.state };
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    if (this.open) {
      if (this.options.now() >= this.retryAt) void this.probe();
      return this.second.search(request);
    }
    try {
      const answer = await within(this.first.search(request), this.options.patience);
      this.failed = 0;
      return answer;
    } catch (error) {
      this.failed += 1;
      if (this.failed >= this.options.failures) this.trip(reasonOf(error));
      return this.second.search(request);
    }
  }

  /** Looks whether the first engine can be trusted now. Never throws. */
  probe(): Promise<void> {
    this.probing ??= this.look().finally(() => {
      this.probing = undefined;
    });
    return this.probing;
  }

  private async look(): Promise<void> {
    try {
      await within(this.options.verify?.() ?? Promise.resolve(), Math.max(2_000, this.options.patience));
      await within(
        this.first.search({ q: 'dong van', language: 'en', limit: 1 }),
        Math.max(2_000, this.options.patience),
      );
      this.open = false;
      this.failed = 0;
      this.rest = this.options.rest;
      this.tell({ state: 'ok', engine: this.first.name });
    } catch (error) {
      this.trip(reasonOf(error));
    }
  }

  private trip(reason: string): void {
    if (this.open) this.rest = Math.min(this.options.longestRest, this.rest * 2);
    this.open = true;
    this.retryAt = this.options.now() + this.rest;
    this.tell({ state: 'degraded', engine: this.second.name, reason });
  }

  private tell(health: EngineHealth): void {
    const changed = health.state !== this.state.state || health.reason !== this.state.reason;
    if (!changed) return;
    this.state = { ...health, since: new Date(this.options.now()).toISOString() };
    this.options.onChange?.(this.health());
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const inner = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  return `${error.message}${inner}`.slice(0, 300);
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The loser of the race may still fail; that has been dealt with.
    work.catch(() => undefined);
  }
}
