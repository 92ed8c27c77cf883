import type { Kysely } from 'kysely';
import type { Json } from '#src/domain/publishing/types.ts';
import type { Tables } from './tables.ts';

/** What every repository is made from: the database or one transaction of it, and the time. */
export type SqlContext = {
  /** A `Transaction` is one too. */
  db: Kysely<Tables>;
  engine: 'sqlite' | 'postgres';
  now(): string;
  newId(): string;
  /** Runs in a transaction: the one at hand, or a new one. */
  atomically<T>(work: (context: SqlContext) => Promise<T>): Promise<T>;
};

export const toJson = (value: unknown): string => JSON.stringify(value);
/** Rows are written by this adapter only, so their JSON has the shape it was given. */
export const fromJson = <T>(text: string): T => JSON.parse(text) as T;
export const asJson = (text: string): Json => JSON.parse(text) as Json;

/** Leaves out what is null, so that optional properties are absent and not undefined. */
export function present<T extends object>(
  row: T,
): { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
} {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)) as never;
}

/** True when a statement touched at least one row. */
export const changed = (result: {
  numUpdatedRows?: bigint;
  numDeletedRows?: bigint;
  numInsertedOrUpdatedRows?: bigint | undefined;
}): boolean => Number(result.numUpdatedRows ?? result.numDeletedRows ?? result.numInsertedOrUpdatedRows ?? 0) > 0;
