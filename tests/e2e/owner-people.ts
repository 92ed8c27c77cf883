import { execFileSync } from 'node:child_process';
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { TOTP } from 'otpauth';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';

/** Invitations as an office makes them: by the program, in the database of the site under test. */
function invite(...args: string[]): string {
  const out = execFileSync('npx', ['node', 'src/cli/node-guard.mjs', 'src/cli/invite.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, CONTENT_DIR: `${E2E_SITE}/content`, DATA_DIR: `${E2E_SITE}/var` },
  });
  const link = out.split('\n').find((line) => line.startsWith('http'));
  return new URL(link ?? '').pathname;
}

export const inviteOwner = (slug: string, days = '14', name = 'Nhà thử'): string =>
  invite('--listing', slug, '--name', name, `--days=${days}`);

/** One tap, as on the phone. */
export async function signInOwner(page: Page, slug: string, name?: string): Promise<void> {
  await page.goto(inviteOwner(slug, '14', name));
  await page.getByRole('button', { name: 'Vào trang của tôi' }).click();
  await expect(page).toHaveURL(/\/vi\/invite\/welcome$/);
}

let helpers = 0;
/** A helper with signed paper for these houses, signed in with a second factor. Returns their mail address. */
export async function signInHelper(context: BrowserContext, slugs: string[], name = 'Chị Mai'): Promise<{ page: Page; email: string }> {
  const email = `helper-${Date.now()}-${++helpers}@example.vn`;
  const link = invite('--role', 'helper', '--name', name, '--email', email, ...slugs.flatMap((slug) => ['--listing', slug]));
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Vào trang của tôi' }).click();
  await page.getByRole('link', { name: 'Đi tiếp' }).click();
  await expect(page).toHaveURL(/\/vi\/account\/authenticator$/);
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  const secret = (await page.locator('.copy').textContent())?.trim() ?? '';
  await page.getByLabel('Mã ứng dụng đang hiện').fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: 'Xác nhận' }).click();
  await expect(page.locator('.codes li')).not.toHaveCount(0);
  await page.getByRole('link', { name: 'Đi tiếp' }).click();
  await expect(page).toHaveURL(/\/vi\/helper$/);
  return { page, email };
} // prettier-ignore

/** 3G between the mountains: 400 ms there and back, 50 kilobytes a second. */
export async function slowNetwork(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 50 * 1024,
    uploadThroughput: 50 * 1024,
  });
}

export const PHONE = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  locale: 'vi-VN',
} as const;
