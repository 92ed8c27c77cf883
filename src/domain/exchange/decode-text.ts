/** Labels a file may declare, by what `TextDecoder` calls them; anything else is taken for UTF-8. */
const DECLARED = /^[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']/i;

/**
 * Bytes as NFC text: by byte order mark, by the encoding an XML declaration names, as UTF-8 where it is valid, else as
 * windows-1258, which old Vietnamese programs write.
 */
export function decodeText(bytes: Uint8Array): string {
  const label = markedEncoding(bytes) ?? declaredEncoding(bytes);
  if (label !== undefined) return decodeAs(bytes, label);
  try {
    return clean(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return decodeAs(bytes, 'windows-1258');
  }
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // `<` in two bytes without a mark.
  if (a === 0x3c && b === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c) return 'utf-16be';
  return undefined;
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  if (!head.trimStart().startsWith('<?xml')) return undefined;
  const label = DECLARED.exec(head)?.[1]?.toLowerCase();
  // A file in single bytes cannot be what it says here.
  return label === undefined || label.startsWith('utf-16') || label === 'utf-8' ? undefined : label;
}

function decodeAs(bytes: Uint8Array, label: string): string {
  try {
    return clean(new TextDecoder(label).decode(bytes));
  } catch {
    return clean(new TextDecoder('utf-8').decode(bytes));
  }
}

const clean = (text: string): string => text.replace(/^\ufeff/, '').normalize('NFC');
