import { isPosition } from '../geo/position.ts';
import type { Position } from '../geo/position.ts';
import { IMPORT_LIMITS } from './imported.ts';
import type { Found, ImportedPoint } from './imported.ts';

/** Names of columns as programs and people write them, in lower case. */
const COLUMNS: Readonly<Record<'name' | 'lat' | 'lng' | 'note' | 'url' | 'day', readonly string[]>> = {
  name: ['title', 'name', 'tên', 'titel', 'nom', 'titre', 'tiêu đề', '标题', '名称', '이름', '제목', 'place'],
  lat: ['lat', 'latitude', 'vĩ độ', 'breite', 'breitengrad', '纬度', '위도', 'y'],
  lng: ['lng', 'lon', 'long', 'longitude', 'kinh độ', 'länge', 'längengrad', '经度', '경도', 'x'],
  note: ['note', 'notes', 'ghi chú', 'notiz', 'remarque', 'comment', 'description', '备注', '메모'],
  url: ['url', 'link'],
  day: ['day', 'ngày', 'tag', 'jour', '天', '일'],
};

/**
 * Reads a table of places with a line of headings, as Google Takeout writes its lists (`Title,Note,URL`), or with
 * columns for latitude and longitude. Undefined where no column holds names or positions.
 */
export function readCsv(text: string): Found | undefined {
  const lines = parseTable(text);
  const head = lines.findIndex((line) => headingsOf(line) !== undefined);
  const columns = head === -1 ? undefined : headingsOf(lines[head] as string[]);
  if (!columns) return undefined;
  const found: Found = { name: '', points: [], tracks: [], notes: [] };
  let skipped = 0;
  for (const line of lines.slice(head + 1)) {
    const cell = (column: keyof typeof COLUMNS): string => (line[columns[column] ?? -1] ?? '').trim();
    if (line.every((value) => value.trim() === '')) continue;
    const position = positionFrom(cell('lat'), cell('lng')) ?? positionInAddress(cell('url'));
    const name = cell('name');
    const day = Number(cell('day'));
    if ((name === '' && !position) || found.points.length >= IMPORT_LIMITS.points) {
      skipped++;
      continue;
    }
    const point: ImportedPoint = { name, note: cell('note'), ...(position && { position }), ...(Number.isInteger(day) && day > 0 && { day }) }; // prettier-ignore
    found.points.push(point);
  }
  if (skipped > 0) found.notes.push({ key: 'lines-skipped', values: { count: skipped } });
  return found;
}

function headingsOf(line: readonly string[]): Partial<Record<keyof typeof COLUMNS, number>> | undefined {
  const names = line.map((cell) => cell.trim().toLowerCase());
  const columns = Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([column, spellings]) => {
      const at = names.findIndex((name) => spellings.includes(name));
      return at === -1 ? [] : [[column, at]];
    }),
  ) as Partial<Record<keyof typeof COLUMNS, number>>;
  const placed = columns.lat !== undefined && columns.lng !== undefined;
  return placed || (columns.name !== undefined && line.length > 1) ? columns : undefined;
}

/** `22,9` is a comma of many languages. */
function positionFrom(lat: string, lng: string): Position | undefined {
  const number = (text: string): number => (text === '' ? NaN : Number(text.replace(',', '.')));
  const position = { lat: number(lat), lng: number(lng) };
  return isPosition(position) ? position : undefined;
}

/** The position in an address of a map: `…/search/23.25,105.36`, `…!3d23.25!4d105.36`, `…@23.25,105.36,15z`, `q=23.25,105.36`. */
export function positionInAddress(url: string): Position | undefined {
  const text = url.slice(0, 4000).replaceAll('%2C', ',');
  const match =
    /!3d(-?\d{1,2}\.\d+)!4d(-?\d{1,3}\.\d+)/.exec(text) ??
    /(?:[?&](?:q|query|ll|destination|pin)=|\/search\/|\/place\/|geo:)(-?\d{1,2}(?:\.\d+)?),\s*\+?(-?\d{1,3}(?:\.\d+)?)/.exec(
      text,
    ) ??
    /@(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)/.exec(text);
  return match ? positionFrom(match[1] ?? '', match[2] ?? '') : undefined;
}

/** RFC 4180 with comma, semicolon or tab; quotes may hold line breaks. A quote never closed ends with the file. */
export function parseTable(text: string): string[][] {
  const separator = separatorOf(text);
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  const endLine = (): void => {
    line.push(cell);
    lines.push(line);
    line = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (letter === separator) {
      line.push(cell);
      cell = '';
    } else if (letter === '\n') endLine();
    else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || line.length > 0) endLine();
  return lines;
}

function separatorOf(text: string): string {
  const head = text.slice(0, 2000);
  const count = (letter: string): number => head.split(letter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
