import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { makeCorpus, TRACES, type Upload } from '#tests/fixtures/uploads/make-corpus.ts';
import { PHONE, signInOwner } from './owner-people.ts';

test.use(PHONE);
test.setTimeout(480_000);

const words = (JSON.parse(readFileSync('src/i18n/words/vi/owner.json', 'utf8')) as { problems: Record<string, string> }).problems; // prettier-ignore
const photos = (slug: string) => `/vi/my/${slug}/photos`;

const isHostile = ({ expected }: Upload) => expected !== 'clean';
/** What the screen may say. A file without bytes counts as no file at all. */
const sentencesFor = ({ expected }: Upload) => [...expected, 'none'].map((reason) => words[`photo-${reason}`]);

async function sendPhoto(page: Page, slug: string, { name, bytes }: Upload): Promise<void> {
  await page.goto(photos(slug));
  const buffer = Buffer.from(bytes);
  await page.getByLabel('Chụp hoặc chọn ảnh').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
  await page.getByLabel(/Ai trong ảnh/).check();
  await page.getByRole('button', { name: 'Gửi ảnh' }).tap();
}

test.describe('as they are, without JavaScript', () => {
  test.use({ ...PHONE, javaScriptEnabled: false });

  test('hostile pictures are refused in plain Vietnamese, nothing is kept, the site lives', async ({
    page,
    request,
  }) => {
    const slug = 'du-gia-tre-xanh';
    await signInOwner(page, slug);
    await page.goto(photos(slug));
    const before = await page.locator('.photo').count();
    const hostile = (await makeCorpus()).filter(isHostile);
    for (const upload of hostile) {
      await sendPhoto(page, slug, upload);
      if (upload.name === '30-megabytes.jpg') {
        // Turned away before anything was read: the front door has its own words.
        await expect(page.locator('body'), upload.name).toContainText('lớn hơn mức cho phép');
      } else {
        const said = (await page.getByRole('alert').textContent())?.trim();
        expect(sentencesFor(upload), `${upload.name}: ${said}`).toContain(said);
      }
      expect((await request.get('/healthz')).ok(), upload.name).toBe(true);
    }
    await page.goto(photos(slug));
    await expect(page.locator('.photo')).toHaveCount(before);
    console.log(`hostile uploads through the screen: ${hostile.length}, kept: 0`);
  });
});

test('what the phone cannot make small is sent, refused and said; what is far too heavy is said before', async ({
  page,
}) => {
  const slug = 'du-gia-bo-ruong';
  await signInOwner(page, slug);
  const corpus = await makeCorpus();
  for (const name of ['drawing.svg.jpg', 'truncated.png']) {
    const upload = corpus.find((one) => one.name === name)!;
    await sendPhoto(page, slug, upload);
    const alert = page.getByRole('alert');
    await expect(alert, name).toBeVisible({ timeout: 60_000 });
    expect(sentencesFor(upload), name).toContain((await alert.textContent())?.trim());
    await expect(page.locator('[data-waiting]')).toBeHidden();
  }
  await page.goto(photos(slug));
  // This browser reads no HEIC, and neither does the server: nobody waits for an upload to hear it.
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(5000)]);
  await page.getByLabel('Chụp hoặc chọn ảnh').setInputFiles({ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic }); // prettier-ignore
  await expect(page.getByRole('alert')).toContainText('iPhone: Cài đặt › Camera');
  expect(await page.getByLabel('Chụp hoặc chọn ảnh').inputValue()).toBe('');
  const buffer = Buffer.alloc(30 * 1024 * 1024, 65);
  await page.getByLabel('Chụp hoặc chọn ảnh').setInputFiles({ name: 'heavy.jpg', mimeType: 'image/jpeg', buffer });
  await expect(page.getByRole('alert')).toContainText('Ảnh quá nặng');
  expect(await page.getByLabel('Chụp hoặc chọn ảnh').inputValue()).toBe('');
});

test('pictures that are cleaned carry no trace of phone or place', async ({ page }) => {
  const slug = 'du-gia-guong-nuoc';
  await signInOwner(page, slug);
  await page.goto(photos(slug), { waitUntil: 'networkidle' });
  const clean = (await makeCorpus()).filter(({ name }) => ['photo.jpg', 'turned.jpg', 'huge-exif.jpg'].includes(name));
  expect(clean).toHaveLength(3);
  for (const { name, bytes } of clean) {
    // As a browser without JavaScript sends it, so that nothing is taken out on the phone.
    const answer = await page.request.post(`/api/owner/${slug}/photo-add`, {
      headers: { accept: 'application/json', origin: new URL(page.url()).origin },
      multipart: { consent: 'on', photo: { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) } },
    });
    expect(((await answer.json()) as { said: string }).said, name).toMatch(/^photo-(?:added|similar|known)$/);
  }
  await page.goto(photos(slug));
  const addresses = await page.locator('.photo img[src*="/api/owner/"]').evaluateAll((all) => all.map((img) => (img as HTMLImageElement).src)); // prettier-ignore
  expect(addresses.length).toBeGreaterThanOrEqual(2);
  let traces = 0;
  for (const address of addresses) {
    const bytes = await (await page.request.get(address)).body();
    for (const trace of TRACES) if (bytes.includes(trace)) traces++;
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  }
  expect(traces).toBe(0);
});
