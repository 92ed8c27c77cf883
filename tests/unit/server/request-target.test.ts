import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTarget } from '#src/server/request-target.ts';

test('gives one address to all spellings of a public page', () => {
  const spellings = [
    '/vi/places?area=dong-van&kind=pass',
    '/vi/places?kind=pass&utm=1&area=dong%2Dvan',
    '/%76i/places?area=dong-van&kind=pass',
  ];
  const urls = spellings.map((raw) => {
    const target = parseTarget(raw);
    return target.kind === 'target' ? target.url : target.kind;
  });
  expect(new Set(urls)).toEqual(new Set(['/vi/places?kind=pass&area=dong-van']));
});

test('keeps the whole query where a page is personal or something is written', () => {
  expect(parseTarget('/vi/owner?tab=photos&x=1')).toMatchObject({
    routeClass: 'personal',
    url: '/vi/owner?tab=photos&x=1',
  });
  expect(parseTarget('/vi/places?_action=report', 'POST')).toMatchObject({ url: '/vi/places?_action=report' });
});

test('gives parameters only to the pages that understand them', () => {
  const urlOf = (raw: string) => (parseTarget(raw) as { url: string }).url;
  expect(urlOf('/vi/places/ma-pi-leng?kind=pass&q=1')).toBe('/vi/places/ma-pi-leng');
  expect(urlOf('/widget/markets/dong-van?theme=dark&x=1')).toBe('/widget/markets/dong-van?theme=dark');
  expect(urlOf('/__proto__?constructor=1')).toBe('/__proto__');
});

test('is stable: an address it has made is read back as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.webQueryParameters(), (text, query) => {
      const target = parseTarget(`/vi/widget/${encodeURIComponent(text)}?${query}`);
      if (target.kind !== 'target') return;
      expect(parseTarget(target.url)).toEqual(target);
    }),
  );
});

test('never throws, and never lets a path leave its folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (raw) => {
      const target = parseTarget(`/${raw}`);
      if (target.kind === 'moved') expect(target.to).toMatch(/^\/(?!\/)/);
      if (target.kind === 'target') expect(target.decodedPath.split('/')).not.toContain('..');
    }),
  );
});
