import { expect, test } from 'vitest';
import { onePhotoEach } from '#src/features/owner/phone/queue.ts';

const photo = (text: string) => new Blob([text], { type: 'image/jpeg' });

test('sends several photos one by one, each with the words and the consent it was given', () => {
  const [yard, bed] = [photo('yard'), photo('bed')];
  const sent = onePhotoEach([['seen', '7'], ['photo', yard], ['photo', bed], ['words', 'Sân nhà'], ['consent', 'on']]); // prettier-ignore
  const words = [['seen', '7'], ['words', 'Sân nhà'], ['consent', 'on']]; // prettier-ignore
  expect(sent).toEqual([[...words, ['photo', yard]], [...words, ['photo', bed]]]); // prettier-ignore
});

test('leaves a form with one photo or none as it is', () => {
  const one: [string, string | Blob][] = [['photo', photo('yard')], ['consent', 'on']]; // prettier-ignore
  expect(onePhotoEach(one)).toEqual([one]);
  const none: [string, string | Blob][] = [['night', '2026-11-22:free'], ['night', '2026-11-23:full']]; // prettier-ignore
  expect(onePhotoEach(none)).toEqual([none]);
});
