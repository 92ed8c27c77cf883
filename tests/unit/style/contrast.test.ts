import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../src/', import.meta.url);
const css = readFileSync(new URL('styles/tokens.css', root), 'utf8');

type Tokens = Readonly<Record<string, string>>;

const THEMED =
  /--([\w-]+): var\(--if-light, (#[0-9a-f]{6})\) var\(--if-dark, (#[0-9a-f]{6})\) var\(--if-contrast, (#[0-9a-f]{6})\);/g;
const SHARED = /--([\w-]+): (#[0-9a-f]{6});/g;

const themed = [...css.matchAll(THEMED)];
const shared = Object.fromEntries([...css.matchAll(SHARED)].map(([, name = '', hex = '']) => [name, hex]));
const themeAt = (at: 2 | 3 | 4): Tokens => ({
  ...shared,
  ...Object.fromEntries(themed.map((match) => [match[1] ?? '', match[at] ?? ''])),
});
const light = themeAt(2);
const dark = themeAt(3);
const THEMES: Readonly<Record<string, Tokens>> = {
  light,
  dark,
  contrast: themeAt(4),
  // What tokens.css says for a dark screen that asks for more contrast.
  'dark with more contrast': { ...dark, 'ink-soft': dark['ink'] ?? '', line: dark['line-strong'] ?? '' },
};

/** Relative luminance and contrast ratio after WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [darker = 0, brighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (brighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ['paper', 'surface', 'surface-sunk'];
/** Text on its ground, as the stylesheets pair them. */
const TEXT_PAIRS: [text: string, ground: string][] = [
  ...GROUNDS.flatMap((ground) =>
    ['ink', 'ink-soft', 'link', 'gold', 'jade', 'brocade'].map((text): [string, string] => [text, ground]),
  ),
  ['on-indigo', 'indigo'],
  ['on-indigo', 'indigo-deep'],
  ...['on-deep', 'on-deep-soft', 'gold-on-deep'].map((text): [string, string] => [text, 'indigo-deep']),
  ['gold', 'gold-wash'],
  ['jade', 'jade-wash'],
  ...['indigo', 'brocade', 'jade', 'gold', 'plum', 'slate'].map((hue): [string, string] => ['on-mark', `mark-${hue}`]),
  ...['gold-wash', 'jade-wash', 'danger-wash', 'buckwheat-wash', 'indigo-wash'].flatMap(
    (ground): [string, string][] => [
      ['ink', ground],
      ['link', ground],
    ],
  ),
];
/** Edges of fields and buttons, marks and focus rings. */
const EDGE_PAIRS: [edge: string, ground: string][] = [
  ...GROUNDS.flatMap((ground) => ['line-strong', 'focus', 'buckwheat'].map((edge): [string, string] => [edge, ground])),
  ...['focus-on-deep', 'pink-on-deep', 'weave-gold'].map((edge): [string, string] => [edge, 'indigo-deep']),
  ['on-mark', 'mark'],
  ['sky', 'indigo-deep'],
];

function figures(theme: Tokens, pairs: [string, string][]): { pair: string; ratio: number }[] {
  return pairs.map(([a, b]) => {
    const [one, two] = [theme[a], theme[b]];
    if (one === undefined || two === undefined) throw new Error(`tokens.css has no colour --${one ? b : a}`);
    return { pair: `${a} on ${b}`, ratio: Math.round(contrast(one, two) * 100) / 100 };
  });
}

const lowest = (all: { pair: string; ratio: number }[]) => all.reduce((a, b) => (b.ratio < a.ratio ? b : a));

test('knows the figures of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('every theme has every colour, each written once', () => {
  expect(themed.length).toBeGreaterThan(15);
  const names = [...css.matchAll(/^\s+--([\w-]+):.*#[0-9a-f]{3,6}/gm)].map(([, name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(Object.keys(THEMES))('text reads on its ground in the theme: %s', (name) => {
  const least = name === 'contrast' ? 7 : 4.5;
  const all = figures(THEMES[name] ?? {}, TEXT_PAIRS);
  console.log(`contrast, ${name}: lowest text ${lowest(all).ratio} (${lowest(all).pair}) of ${all.length} pairs`);
  expect(all.filter(({ ratio }) => ratio < least)).toEqual([]);
});

test.each(Object.keys(THEMES))('edges, marks and focus rings show in the theme: %s', (name) => {
  const all = figures(THEMES[name] ?? {}, EDGE_PAIRS);
  console.log(`contrast, ${name}: lowest edge ${lowest(all).ratio} (${lowest(all).pair}) of ${all.length} pairs`);
  expect(all.filter(({ ratio }) => ratio < 3)).toEqual([]);
});

/** Paper is white and ink black, whatever the theme. */
const PAPER = new Set(['#fff', '#000', '#222']);

/** A colour by its figures or by one of the names of CSS; the words of forced colours (CanvasText) are none. */
const LITERAL = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\([^)]*\)|:\s*(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|purple|brown|pink|gold)\b/gi; // prettier-ignore

const literalsIn = (style: string): string[] =>
  [...style.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(LITERAL)].flatMap(([hex]) => (PAPER.has(hex) ? [] : [hex]));

test('a literal colour is seen in every way to write one', () => {
  expect(literalsIn('a { color: #a8242c; fill: rgb(0 0 0 / 40%); background: white !important } /* #123456 */')).toEqual(['#a8242c', 'rgb(0 0 0 / 40%)', ': white']); // prettier-ignore
  expect(literalsIn('a { color: var(--gold); border: 1px solid CanvasText; background: #fff }')).toEqual([]);
});

test.each(['planner/planner.css', 'autoplan/plan-page.css'])('%s takes its colours from the tokens', (name) => {
  expect(literalsIn(readFileSync(new URL(`features/${name}`, root), 'utf8'))).toEqual([]);
});

test('frames and parts take their colours from the tokens', () => {
  const foreign = ['layouts', 'components', 'pages', 'styles'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:astro|css)$/.test(name) && name !== 'tokens.css')
      .flatMap((name) => {
        const text = readFileSync(new URL(`${folder}/${name}`, root), 'utf8');
        const style = name.endsWith('.css') ? text : (/<style>[\s\S]*<\/style>/.exec(text)?.[0] ?? '');
        return [...style.matchAll(/#[0-9a-f]{3,8}\b/gi)].flatMap(([hex]) =>
          PAPER.has(hex) ? [] : [`${folder}/${name}: ${hex}`],
        );
      }),
  );
  expect(foreign).toEqual([]);
});
