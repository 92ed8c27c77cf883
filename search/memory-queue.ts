import type { Job, JobQueue } from '#src/ports/job-queue.ts';

type Kept = Job & { key: string | undefined; leasedUntil: number; givenUp: boolean };

/** A job queue that lasts as long as the process: for programs that run once, and where no database is set up. */
export function createMemoryQueue(now: () => number = Date.now): JobQueue {
  const jobs = new Map<string, Kept>();
  let next = 1;
  return {
    enqueue(name, payload, options = {}) {
      const waiting = [...jobs.values()].find(
        (job) =>
          options.key !== undefined &&
          job.key === options.key &&
          job.name === name &&
          !job.givenUp &&
          job.leasedUntil <= now(),
      );
      if (waiting) return Promise.resolve(waiting.id);
      const id = String(next++);
      const runAt = options.runAt ?? new Date(now()).toISOString();
      jobs.set(id, { id, name, payload, runAt, attempts: 0, key: options.key, leasedUntil: 0, givenUp: false });
      return Promise.resolve(id);
    },
    claim(names, leaseSeconds) {
      const due = [...jobs.values()].find(
        (job) => names.includes(job.name) && !job.givenUp && job.leasedUntil <= now() && Date.parse(job.runAt) <= now(),
      );
      if (!due) return Promise.resolve(undefined);
      due.leasedUntil = now() + leaseSeconds * 1_000;
      due.attempts += 1;
      const { id, name, payload, runAt, attempts, lastError } = due;
      return Promise.resolve({ id, name, payload, runAt, attempts, ...(lastError === undefined ? {} : { lastError }) });
    },
    finish(id) {
      jobs.delete(id);
      return Promise.resolve();
    },
    fail(id, error, retryAt) {
      const job = jobs.get(id);
      if (job) {
        job.lastError = error;
        job.leasedUntil = 0;
        if (retryAt === undefined) job.givenUp = true;
        else job.runAt = retryAt;
      }
      return Promise.resolve();
    },
    count(state) {
      return Promise.resolve([...jobs.values()].filter((job) => job.givenUp === (state === 'given-up')).length);
    },
  };
}
