import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../../src/styles/tokens.css', import.meta.url), 'utf8');

type Tokens = Readonly<Record<string, string>>;

/** The colours of a rule, by its selector as it stands in the file. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start === -1) throw new Error(`tokens.css has no rule ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name = '', hex = '']) => [name, hex])); // prettier-ignore
}

const light = tokensOf(':root');
const THEMES: Readonly<Record<string, Tokens>> = {
  light,
  dark: { ...light, ...tokensOf(":root[data-theme='dark']") },
  contrast: { ...light, ...tokensOf(":root[data-theme='contrast']") },
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
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

const GROUNDS = ['paper', 'surface', 'surface-sunk'];
/** Text on its ground, as the stylesheets pair them. */
const TEXT_PAIRS: [text: string, ground: string][] = [
  ...GROUNDS.flatMap((ground) =>
    ['ink', 'ink-soft', 'link', 'gold', 'jade', 'brocade'].map((text): [string, string] => [text, ground]),
  ),
  ['on-indigo', 'indigo'],
  ['on-indigo', 'indigo-deep'],
  ['gold', 'gold-wash'],
  ['jade', 'jade-wash'],
  ...['gold-wash', 'jade-wash', 'danger-wash', 'buckwheat-wash'].flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['link', ground],
  ]),
];
/** Edges of fields and buttons, marks and focus rings. */
const EDGE_PAIRS: [edge: string, ground: string][] = GROUNDS.flatMap((ground) =>
  ['line-strong', 'focus', 'buckwheat'].map((edge): [string, string] => [edge, ground]),
);

function figures(theme: Tokens, pairs: [string, string][]): { pair: string; ratio: number }[] {
  return pairs.map(([a, b]) => {
    const [one, two] = [theme[a], theme[b]];
    if (one === undefined || two === undefined) throw new Error(`tokens.css has no colour --${one ? b : a}`);
    return { pair: `${a} on ${b}`, ratio: Math.round(contrast(one, two) * 100) / 100 };
  });
}

test('knows the figures of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test.each(Object.keys(THEMES))('text reads on its ground in the %s theme', (name) => {
  const least = name === 'contrast' ? 7 : 4.5;
  expect(figures(THEMES[name] ?? {}, TEXT_PAIRS).filter(({ ratio }) => ratio < least)).toEqual([]);
});

test.each(Object.keys(THEMES))('edges, marks and focus rings show in the %s theme', (name) => {
  expect(figures(THEMES[name] ?? {}, EDGE_PAIRS).filter(({ ratio }) => ratio < 3)).toEqual([]);
});

test('the system’s dark theme and the chosen one have the same colours', () => {
  expect(tokensOf(":root:not([data-theme='light'])")).toEqual(tokensOf(":root[data-theme='dark']"));
});
