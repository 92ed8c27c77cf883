import { expect as expectAtOnce, test, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';
import { PHONE, signInHelper, signInOwner, slowNetwork } from './owner-people.ts';

/** What only a phone has: a fingerprint, a microphone, hours without signal, a second owner. */
const executablePath = findChromium();
test.use({
  ...PHONE,
  launchOptions: {
    args: [...CHROMIUM_ARGS, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    ...(executablePath ? { executablePath } : {}),
  },
  permissions: ['microphone'],
});
test.setTimeout(120_000);

/** A slow line has its time. */
const expect = expectAtOnce.configure({ timeout: 30_000 });
const home = (slug: string) => `/vi/my/${slug}`;

async function signOut(page: Page): Promise<void> {
  await page.goto('/vi/sign-out');
  await page.getByRole('button', { name: 'Đăng xuất' }).tap();
  await expect(page).toHaveURL(/\/vi\/sign-in/);
}

test('a passkey is made with a fingerprint after the invitation and opens the house again without one', async ({
  page,
}) => {
  const slug = 'lo-lo-chai-bep-lua';
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await slowNetwork(page);
  await signInOwner(page, slug, 'Bà Páo');
  await page.getByRole('button', { name: 'Tạo khóa' }).tap();
  await expect(page).toHaveURL(new RegExp(`${home(slug)}$`));
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials).toHaveLength(1);
  expect(credentials[0]?.rpId).toBe('localhost');

  await signOut(page);
  await page.goto(home(slug));
  await expect(page).toHaveURL(/\/vi\/sign-in$/);
  await page.getByRole('button', { name: 'Vào bằng khóa trên máy' }).tap();
  await expect(page).toHaveURL(new RegExp(`${home(slug)}$`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Bếp Lửa');

  // A finger that the phone does not know opens nothing.
  await signOut(page);
  await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.getByRole('button', { name: 'Vào bằng khóa trên máy' }).tap();
  await expect(page.locator('[data-passkey-says]')).not.toBeEmpty();
  await page.goto(home(slug));
  await expect(page).toHaveURL(/\/vi\/sign-in$/);
});

test('a spoken description is recorded, heard by the helper, typed up and deleted', async ({ page, browser }) => {
  const slug = 'nam-dam-ong-mat';
  await slowNetwork(page);
  await signInOwner(page, slug, 'Ông Dìn');
  await page.goto(`${home(slug)}/words`);
  const record = page.locator('[data-record]');
  await expect(record).toHaveText('Chạm để nói');
  await record.tap();
  await expect(record).toHaveText('Chạm để dừng và gửi');
  // The stand-in microphone beeps once a second.
  await page.waitForTimeout(2500);
  await record.tap();
  await expect(page.getByText('Đã nhận lời kể')).toBeVisible();

  const context = await browser.newContext(PHONE);
  const { page: helper } = await signInHelper(context, [slug]);
  await expect(helper.getByText('1 lời nói chờ chép')).toBeVisible();
  await helper.getByRole('link', { name: 'Chép lời nói' }).tap();
  const sound = helper.locator('audio').first();
  const address = (await sound.getAttribute('src')) ?? '';
  const seconds = await sound.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true;
    await audio.play();
    await new Promise<void>((done) => audio.addEventListener('ended', () => done(), { once: true }));
    return audio.currentTime;
  });
  expect(seconds).toBeGreaterThan(1);
  await helper.getByLabel('Kể thêm').fill('Nhà trình tường của ông Dìn có bếp lửa giữa nhà, buổi tối cả nhà ngồi quanh bếp kể chuyện và nướng ngô cho khách.'); // prettier-ignore
  await helper.getByRole('button', { name: 'Lưu' }).tap();
  await expect(helper.getByText('Gửi duyệt khi xong')).toBeVisible();
  await helper.getByRole('button', { name: 'Đã chép xong, xóa' }).tap();
  await expect(helper.getByText('Đã xóa bản ghi.')).toBeVisible();
  expect((await helper.request.get(address)).status()).toBe(404);
  // Every change is named: the household reads who typed.
  await page.goto(`${home(slug)}/review`);
  await expect(page.locator('main')).toContainText('nướng ngô');
  await context.close();
});

test('on a shared phone nothing goes out under another name, and nothing is lost', async ({ page, context }) => {
  const [first, second] = ['then-pa-co-may', 'lung-cam-hoa-cai'];
  await signInOwner(page, first, 'Chị Mỷ');
  await page.goto(`${home(first)}/price`, { waitUntil: 'networkidle' });
  await page.route('**/api/owner/**', (route) => route.abort('internetdisconnected'));
  const chip = page.locator('#vnd .chip[aria-pressed="true"] + .chip');
  const wanted = (await chip.textContent())?.trim() ?? '';
  await chip.tap();
  await expect(page.getByText('Đang chờ gửi: 1')).toBeVisible();
  await page.goto('about:blank');
  await context.clearCookies();
  await page.unroute('**/api/owner/**');

  // Signed out, the phone says what waits and does not go round in circles.
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await page.goto('/vi/sign-in');
  await expect(page.getByText('Đang chờ gửi: 1. Vào lại trang')).toBeVisible();
  await page.waitForTimeout(1500);
  expect(asked.filter((path) => path === '/vi/sign-in')).toHaveLength(1);

  await signInOwner(page, second, 'Anh Sính');
  await page.goto(home(second), { waitUntil: 'networkidle' });
  await expect(page.locator('[data-waiting]')).toBeHidden();
  expect(asked.filter((path) => path.startsWith('/api/owner/'))).toEqual([]);

  await context.clearCookies();
  // Back under a new invitation it is another account: the tap belongs to the one that made it.
  await signInOwner(page, first, 'Chị Mỷ');
  await page.goto(home(first), { waitUntil: 'networkidle' });
  expect(asked.filter((path) => path.startsWith('/api/owner/'))).toEqual([]);
  expect(wanted).not.toBe('');
});

test('an upload that breaks off is sent again by itself, once', async ({ page }) => {
  const slug = 'then-pa-cua-so-bac';
  await slowNetwork(page);
  await signInOwner(page, slug);
  await page.goto(`${home(slug)}/photos`, { waitUntil: 'networkidle' });
  const before = await page.locator('.photo').count();
  let tries = 0;
  await page.route('**/photo-add', async (route) => {
    tries++;
    if (tries === 1) return route.abort('connectionreset');
    if (tries > 2) return route.continue();
    // Arrived, but the answer was lost on the way back.
    await route.fetch();
    return route.abort('connectionreset');
  });
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 900;
    canvas.height = 700;
    const context = canvas.getContext('2d');
    for (let i = 0; i < 4000 && context; i++) {
      context.fillStyle = `rgb(${(i * 37) % 256} ${(i * 91) % 256} ${(i * 53) % 256})`;
      context.fillRect((i * 71) % 900, (i * 113) % 700, 60, 40);
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  await page.getByLabel('Chụp hoặc chọn ảnh').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }); // prettier-ignore
  await expect(page.getByText(/Sẵn sàng gửi/)).toBeVisible();
  await page.getByLabel(/Ai trong ảnh/).check();
  await page.getByRole('button', { name: 'Gửi ảnh' }).tap();
  await expect(page.getByText('Đang chờ gửi: 1. Có sóng sẽ tự gửi.')).toBeVisible();
  await expect(page.locator('[data-waiting]')).toBeHidden({ timeout: 60_000 });
  await page.goto(`${home(slug)}/photos`);
  await expect(page.locator('.photo')).toHaveCount(before + 1);
  expect(tries).toBe(3);
});

test.describe('with the offline screen on the phone', () => {
  test.use({ serviceWorkers: 'allow' });

  test("an owner's house can be tapped without any signal, and goes out when there is some", async ({
    page,
    context,
  }) => {
    const slug = 'lo-lo-chai-tuong-dat';
    await signInOwner(page, slug, 'Anh Vàng');
    await page.goto(home(slug));
    await expect
      .poll(() => page.evaluate(async () => (await caches.match('/_shell/vi')) !== undefined), { timeout: 60_000 })
      .toBe(true);
    await context.setOffline(true);
    await page.goto(home(slug));
    await expect(page.getByRole('heading', { name: 'Chưa có sóng' })).toBeVisible();
    await expect(page.getByText('Vẫn chạm được.')).toBeVisible();
    const night = page.locator('[data-night]').nth(5);
    const date = (await night.getAttribute('data-night')) ?? '';
    await night.tap();
    const state = (await night.getAttribute('data-state')) ?? '';
    await expect(page.locator('[data-waits] li')).toHaveCount(1);
    // Closed and opened again, still without signal: what was tapped is still there.
    await page.goto('/vi/my');
    await expect(page.locator(`[data-night="${date}"]`)).toHaveAttribute('data-state', state);
    await expect(page.locator('[data-waits] li')).toContainText('Tường Đất');
    // No page of an account is stored.
    const stored = await page.evaluate(async () => {
      const urls: string[] = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
      return urls.filter((path) => /\/(?:my|helper|account|invite|desk)(?:\/|$)/.test(path));
    }); // prettier-ignore
    expect(stored).toEqual([]);

    await context.setOffline(false);
    await expect(page).toHaveURL(new RegExp(`${home(slug)}`), { timeout: 30_000 });
    // The page stays open until the tap has arrived: "nothing waits" is also true before the queue has been read.
    await expect
      .poll(async () => (await page.request.get(`/vi/homestays/${slug}`)).text(), { timeout: 60_000 })
      .toContain(`data-night="${date}"`);
    await expect(page.locator('[data-waiting]')).toBeHidden({ timeout: 30_000 });
    await page.goto(`/vi/homestays/${slug}`);
    await expect(page.locator(`[data-night="${date}"]`)).toHaveAttribute('data-state', state);

    // Whoever signs out leaves nothing of the house on the phone.
    await signOut(page);
    await context.setOffline(true);
    await page.goto('/vi/my');
    await expect(page.getByText('Trang của nhà cần sóng để mở.')).toBeVisible();
    await expect(page.locator('[data-night]')).toHaveCount(0);
  });
});
