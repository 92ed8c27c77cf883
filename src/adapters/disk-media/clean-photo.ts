/**
 * Decodes one picture from stdin and writes a clean JPEG to stdout: a process of its own, because decoding foreign
 * bytes is where crashes and floods come from. The parent limits its time and memory. First line of the output is
 * JSON (`CleanAnswer`), the rest is the picture.
 */
import { writeSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { MAX_PIXELS, MAX_SIDE, MIN_SIDE } from './limits.ts';
import type { CleanAnswer } from './limits.ts';

sharp.cache(false);
sharp.concurrency(1);
// Only the four decoders that are meant, whatever the bytes claim to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});

function answer(header: CleanAnswer, picture?: Buffer): never {
  let rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), picture ?? Buffer.alloc(0)]);
  while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  process.exit(0);
}

/** dHash (Neal Krawetz): whether each of 9×8 grey points is darker than its right neighbour, as 64 bits. */
async function lookOf(picture: Buffer): Promise<string> {
  const grey = await sharp(picture).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer();
  let bits = 0n;
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++)
      bits = (bits << 1n) | ((grey[y * 9 + x] as number) < (grey[y * 9 + x + 1] as number) ? 1n : 0n);
  }
  return bits.toString(16).padStart(16, '0');
}

const input = await buffer(process.stdin);
const options = { failOn: 'error', limitInputPixels: MAX_PIXELS, animated: false } as const;
let header;
try {
  header = await sharp(input, options).metadata();
} catch (error) {
  answer({ kind: 'refused', reason: /pixel/i.test(String(error)) ? 'too-many-pixels' : 'damaged' });
}
const { width, height } = header;
if (width * height > MAX_PIXELS) answer({ kind: 'refused', reason: 'too-many-pixels' });
if (Math.min(width, height) < MIN_SIDE) answer({ kind: 'refused', reason: 'too-small' });
try {
  const { data, info } = await sharp(input, options)
    .autoOrient()
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 88, chromaSubsampling: '4:2:0' })
    .toBuffer({ resolveWithObject: true });
  answer({ kind: 'cleaned', width: info.width, height: info.height, look: await lookOf(data) }, data);
} catch {
  answer({ kind: 'refused', reason: 'damaged' });
}
