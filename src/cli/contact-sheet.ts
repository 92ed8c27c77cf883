import sharp, { type OverlayOptions } from 'sharp';

const COLUMN = 300;
const TALLEST = 900;
const GAP = 16;
const TITLE = 28;
const PER_ROW = 7;

/** Lays screenshots side by side on one picture, each named, long ones cut at three times their width. */
export async function contactSheet(shots: readonly { file: string; title: string }[], out: string): Promise<void> {
  const thumbs = await Promise.all(
    shots.map(async ({ file, title }) => {
      const { data, info } = await sharp(file).resize({ width: COLUMN }).png().toBuffer({ resolveWithObject: true });
      const height = Math.min(info.height, TALLEST);
      const picture = await sharp(data).extract({ left: 0, top: 0, width: COLUMN, height }).png().toBuffer();
      return { picture, title, height };
    }),
  );
  const rows = Array.from({ length: Math.ceil(thumbs.length / PER_ROW) }, (_, row) =>
    thumbs.slice(row * PER_ROW, (row + 1) * PER_ROW),
  );
  let top = GAP;
  const layers: OverlayOptions[] = [];
  for (const row of rows) {
    for (const [column, { picture, title }] of row.entries()) {
      const left = GAP + column * (COLUMN + GAP);
      const label = `<svg xmlns="http://www.w3.org/2000/svg" width="${COLUMN}" height="${TITLE}"><text x="0" y="19" font-family="sans-serif" font-size="16" fill="#fff">${title}</text></svg>`;
      layers.push({ input: Buffer.from(label), left, top }, { input: picture, left, top: top + TITLE });
    }
    top += TITLE + Math.max(...row.map(({ height }) => height)) + GAP;
  }
  const width = GAP + Math.min(PER_ROW, thumbs.length) * (COLUMN + GAP);
  await sharp({ create: { width, height: top, channels: 3, background: '#555' } })
    .composite(layers)
    .png()
    .toFile(out);
}
