import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmtp } from '#src/adapters/smtp/smtp.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import type { App } from '#src/composition.ts';
import { answerReport } from '#src/features/reports/handle-report.ts';
import { sendReport } from '#src/features/reports/send-report.ts';
import { tellWriters } from '#src/features/newsroom/tell-writers.ts';
import { readContact, replyFor } from '#src/features/owner/requests.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { StateStore } from '#src/ports/state-store.ts';
import { ALL_ATTACKS, HEADER_ATTACKS } from '#tests/support/attacks.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { actor } from '#tests/support/publishing-site.ts';

const clock = { now: () => new Date('2026-11-22T02:00:00Z') };
let server: Awaited<ReturnType<typeof startMailServer>>;
let smtp: ReturnType<typeof createSmtp>;
let store: StateStore;
let app: App;
beforeAll(async () => {
  server = await startMailServer();
  smtp = createSmtp({ url: server.url, from: 'Tripmap <no-reply@tripmap.example>' });
  store = await openStateStore({ url: ':memory:', clock });
  app = { clock, translator: createTranslator(), content: { find: () => undefined }, state: { store, mail: smtp } } as unknown as App; // prettier-ignore
});
afterAll(async () => {
  smtp.close();
  server.stop();
  await store.close();
});

const HEADERS = ['content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']; // prettier-ignore

/** One mail as it went over the wire, read by the rules of RFC 5322 and 2045. */
function readMail(wire: string) {
  const to = [...wire.matchAll(/^RCPT TO:<([^>]*)>/gm)].map(([, address = '']) => address);
  const message = wire.slice(wire.indexOf('\r\n', wire.indexOf('DATA')) + 2, wire.lastIndexOf('\r\n.\r\n'));
  const end = message.indexOf('\r\n\r\n');
  const lines = message.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n'); // prettier-ignore
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])); // prettier-ignore
  const raw = message.slice(end + 4).replace(/^\.\./gm, '.');
  const coding = headers.get('content-transfer-encoding');
  const quoted = (text: string) => Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1'); // prettier-ignore
  const body = coding === 'base64' ? Buffer.from(raw, 'base64') : coding === 'quoted-printable' ? quoted(raw) : Buffer.from(raw); // prettier-ignore
  return { to, headers, names: lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).sort(), body: body.toString('utf8') }; // prettier-ignore
}

function expectPlain(wire: string, to: string) {
  const mail = readMail(wire);
  expect(mail.to).toEqual([to]);
  expect(mail.names).toEqual(HEADERS);
  // One part, and it is text: a mail program has nothing to run or to load.
  expect(mail.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  return mail;
}

test('the answer to a report reaches the reporter as plain text, whatever either of them wrote', async () => {
  const form = new FormData();
  const fields = {
    kind: 'other',
    text: ALL_ATTACKS.slice(0, 3900),
    contact: 'lan@example.vn',
    key: crypto.randomUUID(),
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  expect(await sendReport(app, form, { ip: '10.0.0.1', language: 'vi' })).toMatchObject({ kind: 'stored' });
  const [report] = await store.reports.list();
  const words = ALL_ATTACKS.slice(3000, 4900);
  const answered = await answerReport(app, actor('editor', ['editor']), report?.id ?? '', { state: 'looking', words });
  expect(answered).toEqual({ kind: 'done' });
  const mail = expectPlain(server.take(), 'lan@example.vn');
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  // Hidden characters are gone; everything that can be seen came through as it was written.
  const seen = (text: string) => oneLine(text.normalize('NFC').replace(/(?![\n\r\t])\p{C}/gu, ''));
  expect(seen(mail.body)).toContain(seen(words).slice(0, 1500));
});

test('a contact that is no address, or would be two, gets no mail and no header', async () => {
  for (const attack of [...HEADER_ATTACKS, 'a@example.vn,b@evil.example', 'a@example.vn\r\nBcc: b@evil.example', '<a@example.vn>']) {
    const form = new FormData();
    const fields = { kind: 'other', text: 'x', contact: attack, key: crypto.randomUUID() };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const before = new Set((await store.reports.list()).map(({ id }) => id));
    await sendReport(app, form, { ip: `10.0.1.${before.size}`, language: 'en' });
    const report = (await store.reports.list()).find(({ id }) => !before.has(id));
    if (report !== undefined)
      await answerReport(app, actor('editor', ['editor']), report.id, { state: 'looking', words: 'Thanks.' });
    expect(server.take(), attack).toBe('');
    expect(readContact(attack)).toBeUndefined();
  }
}); // prettier-ignore

test('names and houses made as headers stay words in the subject and in the text', async () => {
  for (const attack of [...HEADER_ATTACKS, ALL_ATTACKS.slice(0, 400)]) {
    const request = { id: 'r', entry: 'homestays/x', from: '2026-12-01', nights: 2, people: 2, name: attack, contact: 'a@example.vn', language: 'en', words: attack, createdAt: '', state: 'new' } as const; // prettier-ignore
    const text = replyFor(app, request as never, 'free', attack);
    expect(await smtp.send({ to: 'a@example.vn', subject: `Your room at ${attack}`, text })).toEqual({ kind: 'sent' });
    expectPlain(server.take(), 'a@example.vn');
  }
});

test('a reviewer’s wish reaches those who wrote, each in their language, as plain text and with the way to their screen', async () => {
  const texts: { to: string; text: string }[] = [];
  const sms = { send: async (one: { to: string; text: string }) => (texts.push(one), { kind: 'sent' as const }) };
  const desk = { ...app, settings: { siteUrl: new URL('https://tripmap.example') }, state: { store, mail: smtp, sms } } as unknown as App; // prettier-ignore
  const person = (who: object) => store.accounts.create({ name: 'x', language: 'vi', roles: ['owner'], duty: false, ...who } as never); // prettier-ignore
  const owner = await person({ email: 'mai@example.vn' });
  const german = await person({ email: 'anna@example.org', language: 'de', roles: ['editor'] });
  const byPhone = await person({ phone: '+84912345678', language: 'en', roles: ['helper'] });
  const gone = await person({ email: 'gone@example.vn' });
  await store.accounts.setActive(gone.id, false);
  const reason = `Bao nhiêu bậc? ${ALL_ATTACKS.slice(0, 1500)}`;
  const draft = await store.drafts.create({
    kind: 'homestays', slug: 'nha-co', state: 'changes-asked', baseVersion: '', base: {}, marks: {}, createdBy: owner.id, reason,
    values: { 'words/vi/name': `Nhà cổ ${HEADER_ATTACKS[0] ?? ''}` }, authors: [owner.id, german.id, byPhone.id, gone.id, 'reviewer'],
  }); // prettier-ignore
  expect(await tellWriters(desk, draft?.id ?? '', 'reviewer')).toBe(3);
  const mails = server.take().split(/(?=^MAIL FROM)/m).filter((part) => part.includes('DATA')); // prettier-ignore
  const [first, second] = ['mai@example.vn', 'anna@example.org'].map((to) => expectPlain(mails.find((wire) => wire.includes(`RCPT TO:<${to}>`)) ?? '', to)); // prettier-ignore
  expect(mails).toHaveLength(2);
  expect(first?.body).toContain('Bao nhiêu bậc?');
  expect(first?.body).toContain('https://tripmap.example/vi/my/nha-co/review');
  expect(second?.body).toContain('Es ist nichts verloren.');
  expect(second?.body).toContain('https://tripmap.example/de/desk/entries/homestays/nha-co');
  expect(texts.map(({ to }) => to)).toEqual(['+84912345678']);
  expect(texts[0]?.text).toContain('https://tripmap.example/en/my/nha-co/review');
  // Withdrawn since, or never asked: nobody is told.
  expect(await tellWriters(desk, 'unknown', 'reviewer')).toBe(0);
});
