import type { DryRun, ImportProgress } from './import-table.ts';
import type { TableKind } from './table-columns.ts';

export type PendingImport = { by: string; kind: TableKind; run: DryRun; progress?: ImportProgress; at: number };

/** Dry runs that wait for their author's yes. They live in memory: after a restart the file is tried again. */
const pending = new Map<string, PendingImport>();
const MOST = 20;

export function keepImport(id: string, wanted: PendingImport): void {
  pending.set(id, wanted);
  for (const old of [...pending.keys()].slice(0, Math.max(0, pending.size - MOST))) pending.delete(old);
}

/** Only for the one who tried it. */
export function findImport(id: string, by: string): PendingImport | undefined {
  const found = pending.get(id);
  return found?.by === by ? found : undefined;
}
