/** A cell as a spreadsheet means it. */
export type Cell = string | number | boolean | Date | null;

/** Tables from and for spreadsheets: CSV and XLSX. */
export interface Tables {
  /** First sheet only. Looks at the bytes, not at the name. `bad` for anything that is no table. */
  read(bytes: Uint8Array): Promise<{ kind: 'read'; rows: Cell[][] } | { kind: 'bad' }>;
  writeCsv(rows: readonly (readonly string[])[]): string;
  writeXlsx(rows: readonly (readonly string[])[]): Promise<Uint8Array>;
}
