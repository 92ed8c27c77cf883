import nodeIcal from 'node-ical';
import { expect, test } from 'vitest';
import { isPublicAddress } from '#src/adapters/remote-calendar/public-address.ts';
import { createRemoteCalendar } from '#src/adapters/remote-calendar/remote-calendar.ts';
import { secondsFresh } from '#src/features/owner/calendars.ts';
import { busyNightsOf } from '#src/features/owner/read-calendar.ts';
import { writeCalendar } from '#src/features/owner/write-calendar.ts';
import type { Night } from '#src/ports/state-store.ts';

const TODAY = '2026-11-22';
const feed = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.split(' '), 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n'); // prettier-ignore

test('a stay takes its nights and not the day on which the guests leave', () => {
  const text = feed('UID:1 DTSTART;VALUE=DATE:20261203 DTEND;VALUE=DATE:20261205 SUMMARY:Anna');
  expect(busyNightsOf(text, TODAY)).toEqual({ kind: 'read', nights: ['2026-12-03', '2026-12-04'] });
});

test('past nights, cancelled and transparent events take none; repeats end; an event without an end takes one', () => {
  const text = feed(
    'UID:1 DTSTART;VALUE=DATE:20261120 DTEND;VALUE=DATE:20261124',
    'UID:2 DTSTART;VALUE=DATE:20261210 DTEND;VALUE=DATE:20261212 STATUS:CANCELLED',
    'UID:3 DTSTART;VALUE=DATE:20261210 DTEND;VALUE=DATE:20261212 TRANSP:TRANSPARENT',
    'UID:4 DTSTART;VALUE=DATE:20261215',
    'UID:5 DTSTART;VALUE=DATE:20261220 DTEND;VALUE=DATE:20261221 RRULE:FREQ=WEEKLY;COUNT=2',
    'UID:6 DTSTART:20261209T180000Z DTEND:20261210T030000Z',
  );
  expect(busyNightsOf(text, TODAY)).toEqual({
    kind: 'read',
    nights: ['2026-11-22', '2026-11-23', '2026-12-10', '2026-12-15', '2026-12-20', '2026-12-27'],
  });
});

test('what is no calendar, is broken or far too long is refused in words of ours', () => {
  expect(busyNightsOf('<html>not found</html>', TODAY)).toEqual({ kind: 'failed', problem: 'not-a-calendar' });
  expect(busyNightsOf('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART', TODAY)).toMatchObject({ kind: 'failed' });
  const many = feed(...Array.from({ length: 2001 }, (_, i) => `UID:${i} DTSTART;VALUE=DATE:20261203`));
  expect(busyNightsOf(many, TODAY)).toEqual({ kind: 'failed', problem: 'too-many-events' });
  const endless = feed('UID:1 DTSTART;VALUE=DATE:19000101 DTEND;VALUE=DATE:19000102 RRULE:FREQ=DAILY');
  const backwards = feed('UID:1 DTSTART;VALUE=DATE:20261205 DTEND;VALUE=DATE:20261203');
  expect(busyNightsOf(endless, TODAY).kind).toBe('read');
  expect(busyNightsOf(backwards, TODAY)).toEqual({ kind: 'read', nights: ['2026-12-05'] });
});

test('the own feed holds full nights joined into stays, readable by another reader, and no names', () => {
  const night = (date: string, state: Night['state']): Night => ({ date, state, setAt: '', setBy: 'Bà Lý' });
  const nights = [night('2026-12-01', 'full'), night('2026-12-02', 'full'), night('2026-12-03', 'few'), night('2026-12-05', 'full')]; // prettier-ignore
  const text = writeCalendar(
    { slug: 'nha-co', host: 'example.vn', words: { title: 'Nhà cổ; Lô Lô, Chải', busy: 'Not available' } },
    nights,
    new Date('2026-11-22T01:02:03.456Z'),
  );
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT');
  expect(events).toHaveLength(2);
  expect(text).not.toContain('Bà');
  expect(text).toContain('DTSTAMP:20261122T010203Z');
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(busyNightsOf(text, TODAY)).toEqual({ kind: 'read', nights: ['2026-12-01', '2026-12-02', '2026-12-05'] });
});

test.each(['10.0.0.1', '127.0.0.1', '169.254.169.254', '172.20.1.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', '::ffff:10.0.0.1', '2001:db8::1', '2002:7f00:1::', '64:ff9b::7f00:1', 'nonsense'])(
  '%s is inside or nowhere',
  (address) => expect(isPublicAddress(address)).toBe(false),
); // prettier-ignore
test.each(['8.8.8.8', '172.15.0.1', '2606:4700::1111'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true)); // prettier-ignore

test('only plain https addresses of the outside are kept', () => {
  const { accepts } = createRemoteCalendar();
  expect(accepts('https://www.airbnb.com/calendar/ical/1.ics?s=abc')).toBe('https://www.airbnb.com/calendar/ical/1.ics?s=abc'); // prettier-ignore
  expect(accepts('webcal://ical.booking.com/v1/export?t=x')).toBe('https://ical.booking.com/v1/export?t=x');
  for (const url of ['http://example.com/a.ics', 'https://localhost/a', 'https://127.0.0.1/a', 'https://2130706433/a', 'https://0x7f.1/a', 'https://[::1]/a', 'https://user:pass@example.com/', 'https://example.com:8443/a', 'https://db.internal/a', 'file:///etc/passwd', 'javascript:alert(1)', '', `https://example.com/${'a'.repeat(700)}`]) {
    expect(accepts(url), url).toBeUndefined();
  } // prettier-ignore
});

test('a name that leads inward is not read', async () => {
  const answer = await createRemoteCalendar().read('https://localtest.invalid/a.ics');
  expect(answer).toMatchObject({ kind: 'failed' });
});

test('a page with nights is kept an hour, and not past midnight in Vietnam', () => {
  expect(secondsFresh(new Date('2026-11-22T03:00:00Z'))).toBe(3600);
  expect(secondsFresh(new Date('2026-11-22T16:50:00Z'))).toBe(600);
});
