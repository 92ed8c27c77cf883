import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { decodeTripLink, encodeTripLink } from '#src/domain/exchange/trip-link.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { makeShortLink, SHORT_LINK_DAYS } from '#src/features/takealong/short-links.ts';
import { startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';
import { fiveDays, richTrip } from '../../unit/exchange/sample-trips.ts';

let site: BuiltSite;
let travellers = 0;
/** Each has an address of their own, as behind the proxy of an operator. */
const traveller = () => `203.0.113.${++travellers}`;

beforeAll(async () => {
  site = await startBuiltSite(undefined, { TRUST_PROXY: '1', WRITES_PER_MINUTE: '100000' });
}, 180_000);
afterAll(() => site.stop());

type Made = { code: string; secret: string; expiresAt: string };
const ask = (body: string, from = traveller(), headers: Record<string, string> = {}) =>
  fetch(`${site.origin}/api/share`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from, ...headers }, // prettier-ignore
    body,
  });
const askFor = (trip: Trip, from?: string) => ask(JSON.stringify({ link: encodeTripLink(trip) }), from);
async function made(trip: Trip): Promise<Made> {
  const response = await askFor(trip);
  expect(response.status).toBe(201);
  return (await response.json()) as Made;
}
const open = (code: string, language = 'en', from = traveller()) =>
  fetch(`${site.origin}/t/${code}`, {
    redirect: 'manual',
    headers: { 'accept-language': language, 'x-forwarded-for': from },
  });
const remove = (code: string, secret: string, from = traveller()) =>
  fetch(`${site.origin}/api/share/${code}`, {
    method: 'DELETE',
    headers: { 'x-secret': secret, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from },
  });

test('a link is made when asked, opens in the language of whoever has it, and is not for search engines', async () => {
  const { code, expiresAt } = await made(richTrip);
  expect(code).toMatch(/^[a-z2-9]{9}$/);
  const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(SHORT_LINK_DAYS);
  for (const [wanted, shown] of [
    ['de-DE,de;q=0.9', 'de'],
    ['ko', 'ko'],
    ['zh-TW', 'zh'],
    ['sv', 'vi'],
    ['vi-VN', 'vi'],
  ] as const) {
    // prettier-ignore
    const response = await open(code, wanted);
    expect(response.status).toBe(302);
    const location = response.headers.get('location') ?? '';
    expect(location).toMatch(new RegExp(`^/${shown}/open#v1\\.`));
    expect(decodeTripLink(location)).toMatchObject({ ok: true, trip: { name: richTrip.name } });
    expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  }
  expect(await (await fetch(`${site.origin}/robots.txt`)).text()).toMatch(/Disallow: \/t\//);
  const page = await (await fetch(`${site.origin}/en/open`)).text();
  expect(page).toMatch(/<meta name="robots" content="noindex/);
});

test('a trip is counted with its consent only, once, by week and place, and without anything of its own', async () => {
  const store = await openStateStore({ url: resolve(site.dataDir, 'state.sqlite'), clock: { now: () => new Date() } });
  const sums = (name: string) => store.counters.cells({ name, from: '2000-01-01', to: '2100-01-01' });
  const trip = (name: string): Trip => ({ ...fiveDays, name });
  const share = async (body: object) => ((await (await ask(JSON.stringify(body))).json()) as { counted?: boolean }).counted; // prettier-ignore
  try {
    const link = encodeTripLink(trip('Chuyến của Anna'));
    expect(await share({ link })).toBe(false);
    expect(await share({ link, count: false })).toBe(false);
    expect(await sums('shared-trip')).toEqual([]);
    expect(await share({ link, count: true })).toBe(true);
    expect(await share({ link, count: true })).toBe(true);
    expect(await sums('shared-trip')).toEqual([{ key: 'all', language: '-', count: 1 }]);
    expect(await share({ link: encodeTripLink(trip('Another')), count: true })).toBe(true);
    expect(await sums('shared-trip')).toEqual([{ key: 'all', language: '-', count: 2 }]);
    const nights = await sums('shared-night');
    expect(nights.reduce((sum, { count }) => sum + count, 0)).toBe(10);
    expect(nights).toContainEqual({ key: 'dong-van', language: '-', count: 2 });
    const places = await sums('shared-place');
    expect(places).toContainEqual({ key: 'ma-pi-leng', language: '-', count: 2 });
    expect(JSON.stringify([places, nights])).not.toMatch(/Anna|Another|2027/);
    const days = await store.counters.top({ name: 'shared-place', from: '2000-01-01', to: '2100-01-01', by: 'day' });
    expect(days.map(({ group }) => new Date(`${group}T00:00:00Z`).getUTCDay())).toEqual([1]);
    expect((await ask(JSON.stringify({ link, count: 'yes' }))).status).toBe(400);
  } finally {
    await store.close();
  }
});

test('links that are unknown, broken, expired or deleted cannot be told apart', async () => {
  const gone = await made(richTrip);
  expect((await remove(gone.code, gone.secret)).status).toBe(204);
  const store = await openStateStore({ url: resolve(site.dataDir, 'state.sqlite'), clock: { now: () => new Date() } });
  const long = { now: () => new Date(Date.now() - (SHORT_LINK_DAYS + 1) * 86_400_000) };
  const expired = await makeShortLink(store.shortLinks, long, encodeTripLink(richTrip));
  await store.close();
  const codes = [gone.code, expired.kind === 'made' ? expired.code : '', 'abcdefghj', 'x', "'%20or%201=1", '%00', '%E0%A4%A', '..%2f..%2fetc', 'A'.repeat(5000)]; // prettier-ignore
  const answers = await Promise.all(
    codes.map(async (code) => {
      const response = await open(code, 'de');
      return { status: response.status, text: plain(await response.text()) };
    }),
  );
  expect(answers.slice(0, 4).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(new Set(answers.slice(0, 4).map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.text).toContain('Dieser Kurzlink ist weg');
  for (const { status } of answers) expect([400, 404, 414]).toContain(status);
});

/** A page without what differs on each request. */
const plain = (html: string): string =>
  html.slice(html.indexOf('<main'), html.indexOf('</main>')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '); // prettier-ignore

test('only its secret deletes a link, and guessing ends soon', async () => {
  const { code, secret } = await made(richTrip);
  for (const wrong of ['', 'wrong', `${secret}x`, secret.slice(1)]) expect((await remove(code, wrong)).status).toBe(404); // prettier-ignore
  expect((await open(code)).status).toBe(302);
  const guesser = traveller();
  const guesses = [];
  for (let i = 0; i < 14; i++) guesses.push((await remove(code, `guess-${i}`, guesser)).status);
  expect(guesses).toContain(429);
  expect((await remove(code, secret, guesser)).status).toBe(429);
  expect((await remove(code, secret)).status).toBe(204);
  expect((await open(code)).status).toBe(404);
});

test('one traveller makes a few links at once, not many; others are not kept waiting', async () => {
  const from = traveller();
  const answers: Response[] = [];
  for (let i = 0; i < 14; i++) answers.push(await askFor(richTrip, from));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.slice(0, 5)).toEqual([201, 201, 201, 201, 201]);
  const refused = answers[statuses.indexOf(429)];
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.json()).toEqual({ reason: 'too-many' });
  expect((await askFor(richTrip)).status).toBe(201);
});

test('texts come out without web addresses, and nothing but a trip is kept', async () => {
  const spam: Trip = { ...richTrip, name: 'Win at https://evil.example/x now', days: richTrip.days.map((day) => ({ ...day, note: '<script>alert(1)</script> www.evil.example' })) }; // prettier-ignore
  const { code } = await made(spam);
  const opened = decodeTripLink((await open(code)).headers.get('location') ?? '');
  expect(JSON.stringify(opened)).not.toMatch(/evil/);
  expect(opened).toMatchObject({ ok: true, trip: { name: 'Win at … now' } });
});

test.each([
  ['nothing', ''],
  ['no JSON', '{"link":'],
  ['a list', '[]'],
  ['a number', '{"link":5}'],
  ['null', 'null'],
  ['deep nesting', '['.repeat(100_000)],
  ['an address of another site', '{"link":"https://evil.example/"}'],
  ['a script', '{"link":"javascript:alert(1)"}'],
  ['an altered trip', JSON.stringify({ link: encodeTripLink(richTrip).slice(0, -2) })],
  ['a newer version', '{"link":"#v7.AAAA"}'],
  ['a link without end', JSON.stringify({ link: `#v1.${'A'.repeat(30_000)}` })],
])('a body that is %s is refused without a word of ours', async (_, body) => {
  const response = await ask(body);
  expect([400, 422]).toContain(response.status);
  const text = await response.text();
  expect(text).toMatch(/^\{"reason":"[a-z-]+"\}$/);
});

test('other sites cannot make or delete links in somebody’s name, and two megabytes are too much', async () => {
  const { code, secret } = await made(richTrip);
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  expect((await ask(JSON.stringify({ link: encodeTripLink(richTrip) }), traveller(), foreign)).status).toBe(403);
  const deletion = await fetch(`${site.origin}/api/share/${code}`, { method: 'DELETE', headers: { 'x-secret': secret, ...foreign } }); // prettier-ignore
  expect(deletion.status).toBe(403);
  expect((await open(code)).status).toBe(302);
  const huge = await ask(JSON.stringify({ link: 'A'.repeat(2_000_000) }));
  expect([413, 422]).toContain(huge.status);
});

test('links of every version that was ever given out still open, short and long', async () => {
  const fixtures = JSON.parse(readFileSync('tests/fixtures/links/v1.json', 'utf8')) as { link: string; trip: { name: string } }[]; // prettier-ignore
  for (const { link, trip } of fixtures) {
    const response = await ask(JSON.stringify({ link }));
    expect(response.status).toBe(201);
    const { code } = (await response.json()) as Made;
    const location = (await open(code)).headers.get('location') ?? '';
    expect(decodeTripLink(location)).toMatchObject({ ok: true, trip: { name: trip.name } });
  }
});

test('a printed sign leads to the page in the language of the phone, and a moved or unknown one to somewhere', async () => {
  const scan = (path: string, language: string) =>
    fetch(`${site.origin}/q/${path}`, { redirect: 'manual', headers: { 'accept-language': language } });
  for (const [path, language, to] of [
    ['places/dong-van', 'de', '/de/places/dong-van'],
    ['homestays/yen-minh-san-nang', 'ko-KR', '/ko/homestays/yen-minh-san-nang'],
    ['places/nothing-here', 'fr', '/fr'],
    ['desk/secret', 'vi', '/vi'],
  ] as const) {
    const response = await scan(path, language);
    expect([response.status, response.headers.get('location')]).toEqual([302, to]);
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
  }
  for (const path of ['/vi/places/dong-van/sign', '/en/homestays/yen-minh-san-nang/sign']) {
    const html = await (await fetch(`${site.origin}${path}`)).text();
    expect(html).toMatch(/<svg[^>]*class="qr/);
    expect(html).toContain('/q/');
    expect(html).toMatch(/<meta name="robots" content="noindex/);
  }
  const names = await (await fetch(`${site.origin}/vi/places/dong-van/sign`)).text();
  expect(new Set([...names.matchAll(/class="(?:name|small)"[^>]*lang="([\w-]+)"|lang="([\w-]+)"[^>]*class="(?:name|small)"/g)].map(([, a, b]) => a ?? b)).size).toBeGreaterThanOrEqual(3); // prettier-ignore
});

test.each(['/vi/places/dong-van', '/de/homestays/yen-minh-san-nang'])('%s leads to its sign', async (path) => {
  expect(await (await fetch(`${site.origin}${path}`)).text()).toContain(`href="${path}/sign"`);
});
