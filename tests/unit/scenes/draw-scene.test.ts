import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { SHEET } from '#src/domain/scenes/canvas.ts';
import { compositions } from '#src/domain/scenes/compositions.ts';
import { cutScene, drawScene, drawSheet, windowFor } from '#src/domain/scenes/draw-scene.ts';
import { DRAWING_FINGERPRINT, fingerprintOfDrawing } from '#src/domain/scenes/fingerprint.ts';
import { HOURS, SEASONS, WEATHERS, type Crop, type SceneSpec } from '#src/domain/scenes/types.ts';

const CROPS: readonly Crop[] = ['hero', 'card', 'social'];
const ELEMENTS = new Set('svg defs linearGradient radialGradient stop clipPath g path rect circle ellipse'.split(' '));
const ATTRIBUTES = new Set(
  (
    'xmlns width height viewBox preserveAspectRatio id gradientUnits x1 y1 x2 y2 cx cy r rx ry x y offset d fill stroke opacity ' +
    'transform stop-color stop-opacity stroke-width stroke-linecap stroke-linejoin stroke-dasharray fill-rule clip-path'
  ).split(' '),
);

function makeSpec(over: Partial<SceneSpec> = {}): SceneSpec {
  return {
    composition: 'valley',
    seed: 'places/test',
    season: 'gold',
    hour: 'morning',
    weather: 'clear',
    ground: 'plateau',
    features: [],
    ...over,
  };
}

/** Reads a drawing as strictly as a browser would and collects what it uses. */
function inspect(svg: string): {
  elements: Set<string>;
  attributes: Set<string>;
  text: string;
  ids: string[];
  references: string[];
} {
  const seen = {
    elements: new Set<string>(),
    attributes: new Set<string>(),
    text: '',
    ids: [] as string[],
    references: [] as string[],
  };
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    seen.elements.add(tag.name);
    for (const [name, value] of Object.entries(tag.attributes as Record<string, string>)) {
      seen.attributes.add(name);
      if (name === 'id') seen.ids.push(value);
      for (const match of value.matchAll(/url\(([^)]*)\)/g)) seen.references.push(match[1] ?? '');
    }
  });
  parser.on('text', (text) => {
    seen.text += text;
  });
  parser.write(svg).close();
  return seen;
}

describe.each(Object.keys(compositions))('the composition "%s"', (composition) => {
  const index = Object.keys(compositions).indexOf(composition);
  const spec = makeSpec({
    composition,
    season: SEASONS[index % SEASONS.length] ?? 'gold',
    hour: HOURS[index % HOURS.length] ?? 'noon',
    weather: WEATHERS[index % WEATHERS.length] ?? 'clear',
  });

  test('is plain, well-formed shapes that refer to nothing outside', () => {
    const seen = inspect(drawScene(spec));

    expect([...seen.elements].filter((name) => !ELEMENTS.has(name))).toEqual([]);
    expect([...seen.attributes].filter((name) => !ATTRIBUTES.has(name))).toEqual([]);
    expect(seen.text.trim()).toBe('');
    expect(new Set(seen.ids).size).toBe(seen.ids.length);
    expect(seen.references.filter((reference) => !seen.ids.includes(reference.replace(/^#/, '')))).toEqual([]);
  });

  test('has only finite numbers', () => {
    expect(drawScene(spec)).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('keeps its subject inside every crop', () => {
    const { focus } = drawSheet(spec);
    for (const crop of CROPS) {
      const view = windowFor(crop, focus);
      expect(view.x).toBeGreaterThanOrEqual(0);
      expect(view.x + view.width).toBeLessThanOrEqual(SHEET.width + 0.01);
      expect(view.y + view.height).toBeLessThanOrEqual(SHEET.height + 0.01);
      expect(focus.x).toBeGreaterThan(view.x);
      expect(focus.x).toBeLessThan(view.x + view.width);
    }
  });
});

test('the same facts give the same bytes, drawn before or after something else', () => {
  const spec = makeSpec({ composition: 'market' });
  const first = drawScene(spec, 'card', 640);
  drawScene(makeSpec({ composition: 'town', seed: 'places/other' }));

  expect(drawScene(spec, 'card', 640)).toBe(first);
});

test('season, hour, weather, ground and seed each change the picture', () => {
  const base = drawScene(makeSpec());
  const others = [
    makeSpec({ season: 'water' }),
    makeSpec({ hour: 'night' }),
    makeSpec({ weather: 'drizzle' }),
    makeSpec({ ground: 'lowland' }),
    makeSpec({ seed: 'places/test-2' }),
  ].map((spec) => drawScene(spec));

  expect(new Set([base, ...others]).size).toBe(6);
});

test('crops are windows of their shape on one drawing', () => {
  const sheet = drawSheet(makeSpec());
  const sizes = CROPS.map((crop) =>
    /width="(\d+)" height="(\d+)"/
      .exec(cutScene(sheet, crop, 1200))
      ?.slice(1)
      .map(Number),
  );

  expect(sizes).toEqual([
    [1200, 675],
    [1200, 900],
    [1200, 630],
  ]);
  for (const crop of CROPS) expect(cutScene(sheet, crop, 1200)).toContain(sheet.body);
});

test('an unknown composition gets the general landscape', () => {
  expect(inspect(drawScene(makeSpec({ composition: 'space-port' }))).elements).toContain('path');
});

test('the fingerprint in file names is that of the drawing code', () => {
  const now = fingerprintOfDrawing();

  expect(
    DRAWING_FINGERPRINT,
    `The drawings changed. If that was meant, put '${now}' into src/domain/scenes/fingerprint.ts, so that pictures get new names.`,
  ).toBe(now);
});
