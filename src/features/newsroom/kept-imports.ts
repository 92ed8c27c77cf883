import { randomUUID } from 'node:crypto';
import type { App } from '#src/composition.ts';
import type { Json } from '#src/domain/publishing/types.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import type { Records } from '#src/ports/state-store.ts';
import { importRow, type DryRun, type ImportRow } from './import-table.ts';
import type { TableKind } from './table-columns.ts';

/** How far the drafts of an import are. `next` counts rows that are dealt with. */
export type ImportProgress = {
  total: number;
  next: number;
  drafts: number;
  failed: number;
  /** The first of them. */
  faults: { row: number; reason: string }[];
  done: boolean;
  /** Milliseconds; a progress that stands still belonged to a server that has ended. */
  touchedAt: number;
};
export type KeptImport = {
  id: string;
  by: string;
  kind: TableKind;
  at: number;
  counts: Record<ImportRow['state'], number>;
  unknownHeaders: string[];
  /** What the page lists: rows that are wrong first, because somebody has to mend them. */
  shown: ImportRow[];
  parts: number;
  progress?: ImportProgress;
};

const HEADS = 'imports';
const ROWS = 'import-rows';
const ROWS_A_PART = 500;
const SHOWN = 400;
const FAULTS_KEPT = 100;
const MOST_KEPT = 20;
/** Progress is written down after so many rows: after a crash at most these are done a second time, to the same end. */
const ROWS_A_NOTE = 50;
const STANDSTILL_MS = 20_000;

const partKey = (id: string, part: number): string => `${id}/${String(part).padStart(5, '0')}`;

/**
 * Keeps a dry run in the database until its author says yes: what was shown is what will be done, also after a
 * restart. Only the newest are kept.
 */
export async function keepImport(
  records: Records,
  wanted: { by: string; kind: TableKind; run: DryRun; at: number },
): Promise<string> {
  const id = randomUUID();
  const { rows, unknownHeaders } = wanted.run;
  const parts = Math.ceil(rows.length / ROWS_A_PART);
  for (let part = 0; part < parts; part++)
    await records.put(ROWS, partKey(id, part), rows.slice(part * ROWS_A_PART, (part + 1) * ROWS_A_PART) as unknown as Json); // prettier-ignore
  const counts = { new: 0, changed: 0, same: 0, wrong: 0 };
  for (const { state } of rows) counts[state]++;
  const wrongFirst = [...rows.filter(({ state }) => state === 'wrong'), ...rows.filter(({ state }) => state !== 'wrong')];
  const { by, kind, at } = wanted;
  const head: KeptImport = { id, by, kind, at, counts, unknownHeaders, shown: wrongFirst.slice(0, SHOWN), parts };
  await records.put(HEADS, id, head as unknown as Json);
  await forgetOld(records);
  return id;
} // prettier-ignore

async function forgetOld(records: Records): Promise<void> {
  const heads = (await records.list(HEADS)).map(({ value }) => value as unknown as KeptImport);
  for (const old of heads.sort((a, b) => b.at - a.at).slice(MOST_KEPT)) {
    for (let part = 0; part < old.parts; part++) await records.remove(ROWS, partKey(old.id, part));
    await records.remove(HEADS, old.id);
  }
}

/** Only for the one who tried it. */
export async function findImport(records: Records, id: string, by: string): Promise<KeptImport | undefined> {
  const found = (await records.get(HEADS, id)) as unknown as KeptImport | undefined;
  return found?.by === by ? found : undefined;
}

/** Whether somebody has to set it going again: it was begun, is not done, and nobody works on it. */
export const isStuck = ({ progress }: KeptImport, now: number): boolean =>
  progress !== undefined && !progress.done && now - progress.touchedAt > STANDSTILL_MS;

/**
 * Makes the drafts of a kept import, from where it stopped. Each row is one transaction; a row that was done before a
 * crash and not noted is done again and changes nothing.
 */
export async function runImport(app: Pick<App, 'state' | 'clock'>, actor: Actor, kept: KeptImport): Promise<void> {
  const { records } = app.state.store;
  const now = () => app.clock.now().getTime();
  const total = kept.counts.new + kept.counts.changed;
  const progress: ImportProgress = { ...(kept.progress ?? { total, next: 0, drafts: 0, failed: 0, faults: [], done: false }), touchedAt: now() }; // prettier-ignore
  const note = () => records.put(HEADS, kept.id, { ...kept, progress: { ...progress, touchedAt: now() } } as unknown as Json); // prettier-ignore
  await note();
  for (let part = Math.floor(progress.next / ROWS_A_PART); part < kept.parts; part++) {
    const rows = (await records.get(ROWS, partKey(kept.id, part))) as unknown as readonly ImportRow[];
    for (const row of rows.slice(progress.next - part * ROWS_A_PART)) {
      const refused = await importRow(app, actor, kept.kind, row);
      if (refused === undefined) progress.drafts += row.state === 'new' || row.state === 'changed' ? 1 : 0;
      else {
        progress.failed++;
        if (progress.faults.length < FAULTS_KEPT) progress.faults.push({ row: row.row, reason: refused });
      }
      progress.next++;
      if (progress.next % ROWS_A_NOTE === 0) await note();
      // Readers come between two rows.
      await new Promise((turn) => setImmediate(turn));
    }
  }
  progress.done = true;
  await note();
}
