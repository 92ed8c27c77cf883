import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { deflateRawSync } from 'node:zlib';
import { openPlanner, openTrip, stopNames, untilSaved } from './planner-steps.ts';

const fixture = (name: string) => readFileSync(`tests/fixtures/imports/${name}`);

/** A trip that must outlive whatever is brought in, and the door for files open. */
async function openDoor(page: Page): Promise<void> {
  await openPlanner(page);
  await openTrip(page, { name: 'Mine', days: [{ stops: [{ at: 'places/dong-van' }, { at: 'places/meo-vac' }] }] });
  await untilSaved(page);
  await page.getByRole('heading', { name: 'Take it along' }).click();
  await expect(page.getByLabel('Choose a file')).toBeAttached({ timeout: 20_000 });
}
const bring = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

/** A zip that says it holds a hundred bytes and holds 64 megabytes of blanks. */
function zipBomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 32), { level: 9 });
  const name = Buffer.from('doc.kml');
  const local = Buffer.alloc(30);
  const central = Buffer.alloc(46);
  for (const [header, sign, at] of [[local, 0x04034b50, 0], [central, 0x02014b50, 2]] as const) {
    header.writeUInt32LE(sign, 0);
    header.writeUInt16LE(8, 8 + at);
    header.writeUInt32LE(packed.length, 18 + at);
    header.writeUInt32LE(100, 22 + at);
    header.writeUInt16LE(name.length, 26 + at);
  } // prettier-ignore
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

test('hostile and broken files are refused in words, one after the other, and the open trip stays as it is', async ({ page }) => {
  test.setTimeout(120_000);
  await openDoor(page);
  const said = page.getByRole('region', { name: 'Bring in' }).getByRole('status');
  for (const [name, buffer, words] of [
    ['empty.gpx', Buffer.alloc(0), 'The file is empty.'],
    ['entities.kml', fixture('doctype-entities.kml'), 'declares XML entities'],
    ['laughs.gpx', Buffer.from('<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><gpx version="1.1"><wpt lat="23" lon="105"><name>&b;</name></wpt></gpx>'), 'declares XML entities'],
    ['bomb.kmz', zipBomb(), 'too large inside'],
    ['deep.kml', Buffer.from(`<kml>${'<Folder>'.repeat(20_000)}`), 'nested too deeply'],
    ['huge.gpx', Buffer.alloc(2 * 1024 * 1024 + 1, 60), '2 MB at most'],
    ['half.kmz', zipBomb().subarray(0, 60), 'packed file is broken'],
    ['page.gpx', Buffer.from('<!doctype html><html><body><script>document.title="x"</script>'), 'broken'],
    ['noise.csv', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)), 'do not know this kind of file'],
    ['newer.tripmap.json', Buffer.from('{"format":"tripmap","trip":{"version":99,"days":[]}}'), 'newer version'],
  ] as const) {
    await bring(page, name, buffer);
    await expect(said, name).toContainText(words);
    await expect(page.getByRole('button', { name: 'Make a new trip of it' })).toHaveCount(0);
  }
  expect(await stopNames(page, 1)).toEqual(['Dong Van', 'Meo Vac']);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible({ timeout: 20_000 });
  expect(await stopNames(page, 1)).toEqual(['Dong Van', 'Meo Vac']);
}); // prettier-ignore

test('a file that breaks off is offered as far as it goes, and becomes a trip of its own beside the old one', async ({ page }) => {
  await openDoor(page);
  const whole = fixture('gpx-1.1.gpx').toString();
  await bring(page, 'loop.gpx', Buffer.from(whole.slice(0, whole.indexOf('</rte>'))));
  await expect(page.getByText('The file breaks off; what could be read is below.')).toBeVisible();
  await expect(page.getByText('2 points read: 1 are places of ours, 1 become pins.')).toBeVisible();
  await page.getByRole('button', { name: 'Make a new trip of it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Mine', { timeout: 20_000 });
  expect(await stopNames(page, 1)).toEqual(['Dong Van', 'Quán']);
  await page.getByRole('button', { name: /My trips/ }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /Mine/ })).toBeVisible();
}); // prettier-ignore

test('a track of 20,000 points is thinned and offered as its start, its end and our places on the way', async ({ page }) => {
  test.setTimeout(120_000);
  await openDoor(page);
  const ways = (JSON.parse(await (await page.request.get('/api/planner/core/en')).text()) as { places: { id: string; lat: number; lng: number }[] }).places; // prettier-ignore
  const at = (slug: string) => ways.find(({ id }) => id === `places/${slug}`)!;
  const [from, over, to] = [at('dong-van'), at('ma-pi-leng'), at('meo-vac')];
  const steps = Array.from({ length: 20_000 }, (_, i) => {
    const [a, b] = i < 10_000 ? [from, over] : [over, to];
    const part = (i % 10_000) / 9_999;
    return `<trkpt lat="${(a.lat + (b.lat - a.lat) * part).toFixed(6)}" lon="${(a.lng + (b.lng - a.lng) * part).toFixed(6)}"/>`; // prettier-ignore
  });
  await bring(page, 'ride.gpx', Buffer.from(`<gpx version="1.1"><trk><trkseg>${steps.join('')}</trkseg></trk></gpx>`));
  await expect(page.getByText(/^A track of 20000 points was thinned to \d+\.$/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^1 lines \(tracks\) read\./)).toBeVisible();
  await page.getByRole('button', { name: 'Make a new trip of it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'ride' })).toBeVisible({ timeout: 20_000 });
  const names = await stopNames(page, 1);
  expect([names[0], names.at(-1)]).toEqual(['Dong Van', 'Meo Vac']);
  expect(names).toContain('Ma Pi Leng pass');
}); // prettier-ignore

for (const [name, words] of [
  ['takeout.csv', '3 points read: 1 are places of ours, 1 become pins.'],
  ['german.csv', '2 points read: 1 are places of ours, 1 become pins.'],
  ['folders.kml', '2 points read: 2 are places of ours, 0 become pins.'],
  ['gpx-1.0.gpx', '2 points read: 1 are places of ours, 1 become pins.'],
  ['places.geojson', '2 points read: 1 are places of ours, 1 become pins.'],
] as const) {
  test(`${name} is read, matched and shown before anything is applied`, async ({ page }) => {
    await openDoor(page);
    await bring(page, name, fixture(name));
    await expect(page.getByText(words)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).last().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mine');
  });
}

test('faults are told in the reader’s language', async ({ page }) => {
  await page.goto('/vi/planner');
  await page.locator('.pl-extras summary').last().click({ timeout: 20_000 });
  await page.locator('.pl-extras input[type=file]').setInputFiles({ name: 'x.kml', mimeType: 'text/xml', buffer: fixture('doctype-entities.kml') }); // prettier-ignore
  await expect(page.locator('.pl-extras .ta-trouble')).toHaveText(faultInVietnamese());
});

const faultInVietnamese = (): string =>
  (JSON.parse(readFileSync('src/i18n/words/vi/takealong.json', 'utf8')) as { fault: { entities: string } }).fault.entities; // prettier-ignore
