import type { Json } from '#src/domain/publishing/types.ts';

export type Job = { id: string; name: string; payload: Json; runAt: string; attempts: number; lastError?: string };

/** Work that must happen once it is promised, if need be after a restart. */
export interface JobQueue {
  /** With a `key`, a job of the same name and key that still waits is not added twice. */
  enqueue(name: string, payload: Json, options?: { runAt?: string; key?: string }): Promise<string>;
  /** Takes the next due job for `leaseSeconds`; when its worker dies it becomes due again after that. */
  claim(names: readonly string[], leaseSeconds: number): Promise<Job | undefined>;
  finish(id: string): Promise<void>;
  /** Tried again at `retryAt`, or given up and kept for the operator when there is none. */
  fail(id: string, error: string, retryAt?: string): Promise<void>;
  count(state: 'waiting' | 'given-up'): Promise<number>;
}
