import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkEntry } from '#src/domain/publishing/check-change.ts';
import { applyChanges } from '#src/domain/publishing/merge.ts';
import type { Fields } from '#src/domain/publishing/types.ts';
import { readPhone, showPhone } from '#src/features/owner/phone-number.ts';
import { priceChips } from '#src/features/owner/price-chips.ts';
import { changesFor, facebookUrl, formOf, isAnswered, nextQuestion, QUESTIONS } from '#src/features/owner/questions.ts';
import { readContact } from '#src/features/owner/requests.ts';
import { parseSeen } from '#src/features/owner/listing.ts';
import { safePath } from '#src/features/owner/visitor.ts';
import { soundType } from '#src/features/owner/voice-notes.ts';

const HOUSE: Fields = {
  'words/vi/name': 'Nhà cổ',
  'facts/village': 'lo-lo-chai',
  'facts/phone': '+84000000000',
  'facts/priceFrom/vnd': 250_000,
  'facts/priceFrom/per': 'person',
  'facts/priceFrom/seen': '2026-10-01',
  'facts/sleeps': 8,
  'facts/toilet': 'shared',
  'facts/car': 'partly',
  'facts/amenities': ['wifi'],
};

test('whatever is answered, a house that could be published still can be', () => {
  fc.assert(
    fc.property(fc.constantFrom(...QUESTIONS), fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (question, values) => {
      const changes = changesFor(question, values, HOUSE);
      if (changes === undefined) return true;
      const fields = applyChanges(HOUSE, changes);
      // Taking away one of the eight facts is the one way to make it incomplete.
      const missing = Object.values(changes).includes(null);
      return missing || checkEntry('homestays', 'nha-co', fields).ok;
    }),
    { numRuns: 3000 },
  );
}); // prettier-ignore

test('every offered choice is an answer that stands afterwards', () => {
  for (const question of QUESTIONS) {
    const form = formOf(question, HOUSE);
    const values = form.as === 'choice' ? form.values : form.as === 'number' ? form.chips.map(String) : [];
    for (const value of values) {
      const fields = applyChanges(HOUSE, changesFor(question, [value], HOUSE) ?? {});
      expect(checkEntry('homestays', 'nha-co', fields).ok, `${question}=${value}`).toBe(true);
      if (value !== 'unknown') expect(isAnswered(question, fields), `${question}=${value}`).toBe(true);
    }
  }
});

test('yes and no to an amenity are told apart from not asked', () => {
  const no = applyChanges(HOUSE, changesFor('amenity-wifi', ['no'], HOUSE) ?? {});
  expect(no['facts/amenities']).toBeUndefined();
  expect(no['facts/lacks']).toEqual(['wifi']);
  const unknown = applyChanges(no, changesFor('amenity-wifi', ['unknown'], no) ?? {});
  expect(unknown['facts/lacks']).toBeUndefined();
});

test.each([
  ['0912 345 678', '+84912345678'],
  ['+49 151 2345678', '+491512345678'],
  ['0084912345678', '+84912345678'],
  ['912', undefined],
  ['<script>', undefined],
  ['', undefined],
])('phone %s is %s', (text, phone) => expect(readPhone(text)).toBe(phone));
test('a number is shown as people write it', () => expect(showPhone('+84912345678')).toBe('0912 345 678'));

test.each([
  ['https://m.facebook.com/nhaco?ref=1', 'https://www.facebook.com/nhaco'],
  ['fb.com/nhaco', 'https://www.facebook.com/nhaco'],
  ['nha.co.lolochai', 'https://www.facebook.com/nha.co.lolochai'],
  ['https://facebook.com.evil.example/x', undefined],
  ['javascript:alert(1)', undefined],
  ['https://evil.example/facebook.com', undefined],
])('facebook %s is %s', (text, url) => expect(facebookUrl(text)).toBe(url));

test('price chips hold the present price and only prices one may ask', () => {
  for (const price of [10_000, 120_000, 180_000, 250_000, 900_000, 2_000_000]) {
    expect(priceChips(price)).toContain(price);
    expect(Math.min(...priceChips(price))).toBeGreaterThanOrEqual(10_000);
  }
  expect(priceChips(undefined).length).toBeGreaterThan(5);
});

test('a redirect stays inside the site', () => {
  for (const path of ['https://evil.example', '//evil.example', '/vi/desk', '/vi/my/../desk', '/vi/my\r\nx: y', '']) {
    expect(safePath(path, '/home'), path).toBe('/home');
  }
  expect(safePath('/vi/my/nha-co/price', '/home')).toBe('/vi/my/nha-co/price');
});

test('what a form says it has seen is read or ignored', () => {
  expect(parseSeen('abc.draft1.7')).toEqual({ published: 'abc', draft: { draft: 'draft1', version: 7 } });
  expect(parseSeen('abc..0')).toEqual({ published: 'abc' });
  expect(parseSeen('a.b.-1')).toEqual({ published: 'a' });
  expect(parseSeen('')).toEqual({ published: '' });
});

test('a way to answer is a mail address or a phone number', () => {
  expect(readContact('anna@example.de')).toBe('anna@example.de');
  expect(readContact('+49 151 2345678')).toBe('+491512345678');
  for (const text of ['anna@', '<a@b.c>', 'a@b.c,d@e.f', '12', 'anna@example.de\nbcc:x@y.z']) {
    expect(readContact(text), text).toBeUndefined();
  }
});

test('sound is known by its bytes', () => {
  expect(soundType(Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0]))).toBe('audio/webm');
  expect(soundType(Buffer.from('OggS....'))).toBe('audio/ogg');
  expect(soundType(Buffer.from('<html><script>'))).toBeUndefined();
  expect(soundType(Buffer.from('<svg'))).toBeUndefined();
});

test('the last question ends the round', () => expect(nextQuestion(QUESTIONS.at(-1)!)).toBeUndefined());
