import { expect, test } from 'vitest';
import { compositions } from '#src/domain/scenes/compositions.ts';
import { drawScene } from '#src/domain/scenes/draw-scene.ts';
import { createNoise, createRandom } from '#src/domain/scenes/random.ts';
import { HOMESTAY_VARIANTS, sceneFor } from '#src/domain/scenes/scene-for.ts';
import type { SceneEntry } from '#src/domain/scenes/types.ts';

const PLACE_TYPES =
  'town landmark bus-station museum village heritage junction lake cemetery border-gate peak pass market-village viewpoint cave border-marker trail canyon river pier waterfall lodging gateway'.split(
    ' ',
  );
const EVENT_TYPES = 'weekly-market rotating-market night festival season'.split(' ');
const GUIDES =
  'getting-there licence-and-permits road-safety seasons money-and-signal etiquette packing emergency responsible-travel food-and-drink with-children markets'.split(
    ' ',
  );

test('every kind of place and event has a picture of its own kind, in words the drawing knows', () => {
  const entries: SceneEntry[] = [
    ...PLACE_TYPES.map((type) => ({ kind: 'place' as const, slug: 'somewhere', type })),
    ...EVENT_TYPES.map((type) => ({ kind: 'event' as const, slug: 'some-day', type })),
  ];
  const chosen = entries.map((entry) => sceneFor(entry).composition);

  expect(chosen.filter((name) => !compositions[name])).toEqual([]);
  // Landmarks and viewpoints nobody described share the wide valley; all others are particular.
  expect(chosen.filter((name) => name === 'valley')).toHaveLength(2);
});

test('each of the twelve guides has its own composition', () => {
  const chosen = GUIDES.map((slug) => sceneFor({ kind: 'guide', slug }).composition);

  expect(new Set(chosen).size).toBe(12);
  expect(chosen).not.toContain('valley');
});

test('the known sights get the view people know', () => {
  const view = (slug: string): string => sceneFor({ kind: 'place', slug, type: 'landmark' }).composition;

  expect(view('ma-pi-leng')).toBe('gorge');
  expect(view('tu-san')).toBe('canyon');
  expect(view('cot-co-lung-cu')).toBe('flag-hill');
  expect(view('nui-doi-quan-ba')).toBe('twin-hills');
  expect(view('dinh-thu-ho-vuong')).toBe('palace');
  expect(sceneFor({ kind: 'place', slug: 'hoang-su-phi', type: 'town' })).toMatchObject({
    composition: 'terraces',
    season: 'gold',
  });
});

test('two entries of one kind never share a picture', () => {
  const drawings = Array.from({ length: 40 }, (_, i) =>
    drawScene(sceneFor({ kind: 'place', slug: `ban-${i}`, type: 'village' })),
  );

  expect(new Set(drawings).size).toBe(40);
});

test('ten thousand homestays share a fixed set of pictures', () => {
  const specs = new Set<string>();
  for (let i = 0; i < 10_000; i += 1) {
    specs.add(
      JSON.stringify(
        sceneFor({
          kind: 'homestay',
          slug: `nha-${i}`,
          elevation: i % 2 ? 1400 : 300,
          tags: [`village-${i}`, `word-${i % 97}`],
        }),
      ),
    );
  }

  expect(specs.size).toBe(HOMESTAY_VARIANTS);
});

test('a stilt house is drawn where houses stand on posts', () => {
  expect(sceneFor({ kind: 'homestay', slug: 'a', elevation: 300 }).features).toContain('stilt');
  expect(sceneFor({ kind: 'homestay', slug: 'a', elevation: 1400 }).features).not.toContain('stilt');
  expect(sceneFor({ kind: 'homestay', slug: 'a', elevation: 1400, tags: ['stilt-house'] }).features).toContain('stilt');
});

test('a product shows what it is', () => {
  const thing = (slug: string, type?: string): string | undefined =>
    sceneFor({ kind: 'product', slug, ...(type ? { type } : {}) }).features[0];

  expect(thing('shan-tuyet-tea')).toBe('tea');
  expect(thing('lung-tam-linen', 'textile')).toBe('cloth');
  expect(thing('mint-honey')).toBe('honey');
  expect(thing('corn-wine')).toBe('wine');
  expect(thing('something-new', 'instrument')).toBe('pipe');
  expect(thing('something-new', 'medicine')).toBe('spice');
  expect(thing('something-new')).toBe('basket');
  expect(thing('herbal-bath', 'medicine')).toBe('bath');
  expect(thing('lo-lo-brocade', 'textile')).toBe('patchwork');
});

test('the name of a product counts before its tags: Dao silver is no plum', () => {
  const features = sceneFor({
    kind: 'product',
    slug: 'silver-jewellery',
    type: 'craft',
    tags: ['Mông', 'Dao'],
  }).features;
  expect(features).toEqual(['silver']);
});

test('the night theme keeps the place and puts out the sun', () => {
  const day = sceneFor({ kind: 'place', slug: 'ma-pi-leng', type: 'pass' });
  const night = sceneFor({ kind: 'place', slug: 'ma-pi-leng', type: 'pass' }, 'night');

  expect(night).toEqual({ ...day, hour: 'night' });
});

test('markets are drawn while they are held', () => {
  const hours = Array.from(
    { length: 60 },
    (_, i) => sceneFor({ kind: 'event', slug: `cho-${i}`, type: 'weekly-market' }).hour,
  );

  expect(new Set(hours)).toEqual(new Set(['dawn', 'morning', 'noon']));
});

test('random streams repeat by seed and do not disturb each other', () => {
  const first = createRandom('a');
  const numbers = [first.next(), first.fork('x').next(), first.next()];
  const second = createRandom('a');
  second.fork('y').next();

  expect([second.next(), second.next()]).toEqual([numbers[0], numbers[2]]);
  expect(createRandom('b').next()).not.toBe(numbers[0]);
});

test('random numbers spread evenly and noise stays smooth and in bounds', () => {
  const random = createRandom('spread');
  const bins = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i += 1) bins[Math.floor(random.next() * 10)]! += 1;
  expect(Math.min(...bins)).toBeGreaterThan(880);
  expect(Math.max(...bins)).toBeLessThan(1120);

  const noise = createNoise('n');
  for (let x = -50; x < 50; x += 0.37) {
    expect(Math.abs(noise(x))).toBeLessThanOrEqual(1);
    expect(Math.abs(noise(x + 0.001) - noise(x))).toBeLessThan(0.01);
  }
});
