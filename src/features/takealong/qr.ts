import qrcode from 'qrcode-generator';

export type Qr = { /** Modules a side, the quiet zone of four included. */ size: number; path: string };

/** A QR code (ISO/IEC 18004) as one path of an SVG; undefined where the text is too long for any. */
export function qrPath(text: string, correction: 'L' | 'M' | 'Q' = 'L'): Qr | undefined {
  try {
    const code = qrcode(0, correction);
    code.addData(text, 'Byte');
    code.make();
    const count = code.getModuleCount();
    let path = '';
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        if (!code.isDark(row, column)) continue;
        let end = column;
        while (end + 1 < count && code.isDark(row, end + 1)) end++;
        path += `M${column + 4} ${row + 4}h${end - column + 1}v1h-${end - column + 1}z`;
        column = end;
      }
    }
    return { size: count + 8, path };
  } catch {
    // The library throws a text when the data does not fit its largest code.
    return undefined;
  }
}
