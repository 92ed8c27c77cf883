import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createOutbox } from '#src/adapters/mail-outbox/mail-outbox.ts';
import { createSmtp } from '#src/adapters/smtp/smtp.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { startMailServer } from '#tests/support/mail-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'tripmap-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a mail goes out as plain text, and a subject cannot begin a new header', async () => {
  const server = await startMailServer();
  const smtp = createSmtp({ url: server.url, from: 'Tripmap <no-reply@tripmap.example>' });
  expect(
    await smtp.send({ to: 'lan@example.vn', subject: 'Code 123\r\nBcc: evil@example.org', text: 'Your code' }),
  ).toEqual({ kind: 'sent' });
  expect(server.received()).toMatch(/^Subject: Code 123 Bcc: evil@example\.org/m);
  expect(server.received()).not.toMatch(/^Bcc:/m);
  expect(server.received()).not.toMatch(/RCPT TO:<evil/);
  expect(server.received()).toMatch(/Content-Type: text\/plain/);
  smtp.close();
  server.stop();
});

test('a mail server that is down fails the mail and nothing else', async () => {
  const reasons: string[] = [];
  const smtp = createSmtp({
    url: 'smtp://127.0.0.1:1',
    from: 'a@example.org',
    onFailure: (reason) => reasons.push(reason),
  });
  expect(await smtp.send({ to: 'b@example.org', subject: 's', text: 't' })).toMatchObject({ kind: 'failed' });
  expect(reasons).toHaveLength(1);
  smtp.close();
});

test('the outbox keeps the newest 200 and shows them newest first', async () => {
  let seconds = 0;
  const clock = { now: () => new Date(Date.UTC(2026, 10, 21, 0, 0, seconds++)) };
  const store = await openStateStore({ url: ':memory:', clock });
  const outbox = createOutbox(store.records, clock);
  for (let i = 0; i < 203; i++) await outbox.mail.send({ to: 'a@example.org', subject: `s${i}`, text: 't' });
  const items = await outbox.items();
  expect([items.length, items[0]?.subject, items.at(-1)?.subject]).toEqual([200, 's202', 's3']);
  await store.close();
  expect(await outbox.mail.send({ to: 'a@example.org', subject: 's', text: 't' })).toMatchObject({ kind: 'failed' });
});
