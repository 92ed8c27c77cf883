/**
 * Reads the plain part of YAML that content is written in: maps and lists by indentation or in brackets on one line,
 * plain and quoted text, whole and decimal numbers, true, false, null. Everything else (comments
 * behind values, anchors, tags, several lines of text, other escapes than \\" and \\\\, keys given twice, …) is left to the YAML library.
 * Ten thousand listings are read at a first start; this takes a fiftieth of the library's time.
 * @returns the value the library would give, or undefined when the text may be anything but plain
 */
export function readPlainYaml(text: string): unknown {
  if (NOT_PLAIN.test(text)) return undefined;
  const lines: Line[] = [];
  for (const raw of text.split('\n')) {
    const content = raw.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    lines.push({ indent: raw.length - content.length, content: content.trimEnd() });
  }
  if (lines.length === 0) return undefined;
  const reader: Reader = { lines, at: 0 };
  try {
    const value = readBlock(reader, (lines[0] as Line).indent);
    return reader.at === lines.length ? value : undefined;
  } catch (cause) {
    if (cause === UNSURE) return undefined;
    throw cause;
  }
}

type Line = { indent: number; content: string };
type Reader = { lines: Line[]; at: number };

/** Thrown to leave the text to the library; never seen outside. */
const UNSURE = new Error('not plain');

const NOT_PLAIN = /[\t\r\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00a0\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
const KEY = /^([A-Za-z_][\w-]*):(?: +(.*))?$/;
const BARE_KEY = /^[A-Za-z_][\w-]*$/;
/** Words that are no text. `yes` and `no` are: the core schema of YAML 1.2 is the one content is read with. */
const SPECIAL = /^(?:null|true|false)$/i;
const DOUBLE_QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;
const SINGLE_QUOTED = /^'([^']*)'$/;
const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9]\d{0,8})\.\d{1,12}$/;
/** Looks like a number in some writing. */
const NUMBER_LIKE = /^[-+.]?\d[\d_]*(?:\.\d*)?(?:e[-+]?\d*)?$|^0[xob]/i;
const TEXT_START = /^[\p{L}\p{N}-]/u;

function readBlock(reader: Reader, indent: number): unknown {
  const { content } = reader.lines[reader.at] as Line;
  return content === '-' || content.startsWith('- ') ? readList(reader, indent) : readMap(reader, indent);
}

function readMap(reader: Reader, indent: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (let line = reader.lines[reader.at]; line && line.indent === indent; line = reader.lines[reader.at]) {
    const [, key, value] = KEY.exec(line.content) ?? [];
    if (key === undefined || SPECIAL.test(key) || key === '__proto__' || Object.hasOwn(map, key)) throw UNSURE;
    reader.at += 1;
    map[key] = value === undefined ? readBelow(reader, indent) : readOneLine(reader, value, indent);
  }
  if ((reader.lines[reader.at]?.indent ?? 0) > indent) throw UNSURE;
  return map;
}

function readList(reader: Reader, indent: number): unknown[] {
  const list: unknown[] = [];
  for (let line = reader.lines[reader.at]; line && line.indent === indent; line = reader.lines[reader.at]) {
    if (!line.content.startsWith('- ')) break;
    const item = line.content.slice(2).trimStart();
    if (item === '' || item.startsWith('- ')) throw UNSURE;
    if (KEY.test(item)) {
      // A map that begins behind the dash goes on where its first key stands.
      line.indent = indent + (line.content.length - item.length);
      line.content = item;
      list.push(readMap(reader, line.indent));
    } else {
      reader.at += 1;
      list.push(readOneLine(reader, item, indent));
    }
  }
  if ((reader.lines[reader.at]?.indent ?? 0) > indent) throw UNSURE;
  return list;
}

/** What stands below a key without a value: a block farther in, a list at the key's own edge, or nothing. */
function readBelow(reader: Reader, indent: number): unknown {
  const next = reader.lines[reader.at];
  if (next && next.indent > indent) return readBlock(reader, next.indent);
  if (next && next.indent === indent && next.content.startsWith('- ')) return readList(reader, indent);
  return null;
}

function readOneLine(reader: Reader, text: string, indent: number): unknown {
  // More text farther in would be the rest of this value.
  if ((reader.lines[reader.at]?.indent ?? 0) > indent) throw UNSURE;
  if (text.startsWith('{') || text.startsWith('[')) return readBrackets(text);
  return readScalar(text, false);
}

function readScalar(text: string, inBrackets: boolean): unknown {
  if (text.startsWith('"') || text.startsWith("'")) {
    const quoted = DOUBLE_QUOTED.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? SINGLE_QUOTED.exec(text)?.[1];
    if (quoted === undefined) throw UNSURE;
    return quoted;
  }
  if (WHOLE.test(text) || DECIMAL.test(text)) return Number(text);
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (!TEXT_START.test(text) || SPECIAL.test(text) || NUMBER_LIKE.test(text) || text.startsWith('-')) throw UNSURE;
  if (text.includes(' #') || text.includes(': ') || text.endsWith(':')) throw UNSURE;
  if (inBrackets && /[{}[\]#&*!|>%@`?]|:(?![\p{L}\p{N}/])/u.test(text)) throw UNSURE;
  return text;
}

/** `{ a: 1, b: [x, y] }` on one line. */
function readBrackets(text: string): unknown {
  const cursor = { text, at: 0 };
  const value = readBracket(cursor);
  if (cursor.at !== text.length) throw UNSURE;
  return value;
}

type Cursor = { text: string; at: number };

function readBracket(cursor: Cursor): unknown {
  const isMap = cursor.text[cursor.at] === '{';
  const close = isMap ? '}' : ']';
  const map: Record<string, unknown> = {};
  const list: unknown[] = [];
  cursor.at += 1;
  skipSpaces(cursor);
  if (cursor.text[cursor.at] === close) {
    cursor.at += 1;
    return isMap ? map : list;
  }
  for (;;) {
    skipSpaces(cursor);
    if (isMap) {
      const colon = cursor.text.indexOf(': ', cursor.at);
      const key = colon < 0 ? '' : cursor.text.slice(cursor.at, colon);
      if (!BARE_KEY.test(key) || SPECIAL.test(key) || key === '__proto__' || Object.hasOwn(map, key)) throw UNSURE;
      cursor.at = colon + 2;
      skipSpaces(cursor);
      map[key] = readInside(cursor, close);
    } else {
      list.push(readInside(cursor, close));
    }
    skipSpaces(cursor);
    const sign = cursor.text[cursor.at];
    cursor.at += 1;
    if (sign === close) return isMap ? map : list;
    if (sign !== ',' || cursor.text[cursor.at] !== ' ') throw UNSURE;
  }
}

function readInside(cursor: Cursor, close: string): unknown {
  const first = cursor.text[cursor.at];
  if (first === '{' || first === '[') return readBracket(cursor);
  let end = cursor.at;
  if (first === '"' || first === "'") {
    end = cursor.text.indexOf(first, cursor.at + 1) + 1;
    if (end === 0 || cursor.text[end - 2] === '\\') throw UNSURE;
  } else {
    while (end < cursor.text.length && cursor.text[end] !== ',' && cursor.text[end] !== close) end += 1;
  }
  const scalar = cursor.text.slice(cursor.at, end).trimEnd();
  cursor.at = end;
  return readScalar(scalar, true);
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at += 1;
}
