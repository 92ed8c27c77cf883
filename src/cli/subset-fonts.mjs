import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/**
 * What the pages' languages are written with, in two files a cut: nearly every reader needs the first, readers of
 * Vietnamese both. The published cuts carry three times as many characters, hinting for screens of 2010 and
 * typesetting features no stylesheet of ours turns on; together more than half of their bytes.
 */
export const SUBSETS = {
  vietnamese: {
    characters: `${range(0x1ea0, 0x1ef9)}ĂăĐđĨĩŨũƠơƯư₫`,
    unicodeRange: 'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+20AB',
  },
  latin: {
    characters: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}Œœ${range(0x2010, 0x2015)}‘’‚“”„•…‰‹›€→−`,
    unicodeRange:
      'U+0020-007E,U+00A0-00FF,U+0152-0153,U+2010-2015,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2030,U+2039-203A,U+20AC,U+2192,U+2212',
  },
};

const SETTINGS = {
  targetFormat: 'woff2',
  noHinting: true,
  noLayoutClosure: true,
  keepFeatures: ['ccmp', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'tnum'],
  dropTables: ['STAT', 'gasp', 'vhea', 'vmtx'],
};

/** @param {number} first @param {number} last both included */
function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/**
 * Cuts a published font down to one subset, once: the result is kept beside Astro's own cache under a name that
 * changes with the font and the settings.
 * @param {string} family name of the @fontsource package
 * @param {'latin' | 'vietnamese'} subset
 * @param {number} weight
 * @param {string} style
 * @returns {Promise<string>} path of the woff2 file
 */
export async function subsetFontFile(family, subset, weight, style) {
  const name = `${family}-${subset}-${weight}-${style}`;
  const source = readFileSync(fileURLToPath(new URL(import.meta.resolve(`@fontsource/${family}/files/${name}.woff2`))));
  const { characters } = SUBSETS[subset];
  const hash = createHash('sha256')
    .update(source)
    .update(JSON.stringify([characters, SETTINGS]))
    .digest('hex');
  const folder = fileURLToPath(new URL('../../node_modules/.astro/cut-fonts/', import.meta.url));
  const file = join(folder, `${name}.${hash.slice(0, 12)}.woff2`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  // Several builds may share the folder: files appear whole.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, await subsetFont(source, characters, SETTINGS));
  renameSync(unfinished, file);
  return file;
}
