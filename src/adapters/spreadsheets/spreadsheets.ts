import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import type { Cell, Tables } from '#src/ports/tables.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** A name, a formula or a command: what begins so may run when somebody opens the file (OWASP, CSV injection). */
const RUNS = /^[=+\-@\t\r]/;

export function createSpreadsheets(): Tables {
  return {
    async read(bytes) {
      try {
        if (ZIP.every((byte, i) => bytes[i] === byte)) {
          if (unpackedBytes(bytes) > MOST_UNPACKED) return { kind: 'bad' };
          const rows = (await readSheet(Buffer.from(bytes))) as unknown[][];
          return { kind: 'read', rows: rows.map((row) => row.map(toCell)) };
        }
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff/, '');
        if (text.includes('\u0000')) return { kind: 'bad' };
        const parsed = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' });
        if (parsed.data.length === 0 || parsed.errors.some(({ type }) => type === 'Quotes')) return { kind: 'bad' };
        return { kind: 'read', rows: parsed.data };
      } catch {
        return { kind: 'bad' };
      }
    },
    writeCsv: (rows) => `\ufeff${Papa.unparse(rows.map((row) => row.map(neutral)))}\r\n`,
    async writeXlsx(rows) {
      // Cells are written as text, which no spreadsheet computes.
      const sheet = rows.map((row, i) => row.map((value) => ({ value, type: String, ...(i === 0 ? { fontWeight: 'bold' as const } : {}) }))); // prettier-ignore
      return new Uint8Array(await writeExcelFile(sheet).toBuffer());
    },
  };
}

/** A sheet of 20,000 rows unpacks to some 20 MB; a small file that unpacks to gigabytes is made to stop the server. */
const MOST_UNPACKED = 100_000_000;

/** As the archive's own list of files says, without unpacking any. */
function unpackedBytes(bytes: Uint8Array): number {
  let sum = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      sum += originalSize;
      return false;
    },
  });
  return sum;
}

const neutral = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date ? value : String(value); // prettier-ignore
}
