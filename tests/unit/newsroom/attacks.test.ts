import { describe, expect, test } from 'vitest';
import { createMarkdownRenderer } from '#src/adapters/markdown/markdown.ts';
import { withoutScripts } from '#src/features/newsroom/draft-preview.ts';
import { ALL_ATTACKS, ATTACKS, EXHAUSTING } from '#tests/support/attacks.ts';

const { render } = createMarkdownRenderer();

/** What a page may carry, told anew here: everything else is a hole, known or not. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  h2: [], h3: [], h4: [], p: [], ul: [], ol: ['start'], li: [], a: ['href', 'rel'], em: [], strong: [], del: [], blockquote: [], br: [], hr: [],
  code: [], pre: [], table: [], thead: [], tbody: [], tr: [], th: ['scope'], td: [], abbr: ['title'], sup: [], sub: [],
}; // prettier-ignore

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decoded = (text: string) => text.replace(/&(amp|lt|gt|quot);/g, (whole, name: string) => entities[name] ?? whole);

/** Reads what comes out as a browser does a well-formed text: each `<` outside a tag begins one. */
function holes(html: string): string[] {
  const found: string[] = [];
  for (const [tag, name = '', attributes = ''] of html.matchAll(/<\/?([^\s>/]*)([^>]*)>?/g)) {
    if (!tag.endsWith('>') || MAY[name] === undefined) found.push(tag);
    const left = attributes.replace(/ ([\w-]+)="([^"<>]*)"/g, (whole, attribute: string, value: string) => {
      if (MAY[name]?.includes(attribute) !== true) return whole;
      const leadsOut = attribute === 'href' && !isHarmless(decoded(value));
      return leadsOut ? whole : '';
    });
    if (!/^ ?\/?$/.test(left)) found.push(tag);
  }
  return found;
}

/** The standard's own reading of an address, with a page of ours as its base. */
function isHarmless(href: string): boolean {
  const base = 'https://tripmap.example/vi/guides/x';
  // What is no address leads nowhere.
  if (!URL.canParse(href, base)) return true;
  const { protocol, host } = new URL(href, base);
  if (['mailto:', 'tel:', 'geo:'].includes(protocol)) return true;
  return ['https:', 'http:'].includes(protocol) && (/^https?:\/\//i.test(href) || host === 'tripmap.example');
}

describe('what a renderer of Markdown makes of an attack has no active part', () => {
  for (const [n, attack] of ATTACKS.entries()) {
    test(`attack ${n}: ${JSON.stringify(attack.slice(0, 48))}`, () => {
      expect(holes(render(attack))).toEqual([]);
      // Cleaned twice is the same as cleaned once: a second reading finds nothing new.
      expect(holes(render(render(attack)))).toEqual([]);
    });
  }
});

test('all attacks in one document, in either order, too', () => {
  expect(holes(render(ALL_ATTACKS))).toEqual([]);
  expect(holes(render(ATTACKS.toReversed().join('\n')))).toEqual([]);
});

/** The most elements that stand one within the other. */
function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)/g)) {
    if (name === 'br' || name === 'hr') continue;
    depth += closing === '/' ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

describe('a text made to exhaust is read to its end', () => {
  for (const [name, text] of Object.entries(EXHAUSTING)) {
    test(name, () => {
      const html = render(text);
      expect(holes(html)).toEqual([]);
      // What a browser draws level by level stays as shallow as a text that somebody means.
      expect(depthOf(html)).toBeLessThan(600);
      if (/^(?:quotes|lists in|numbers)/.test(name)) expect(depthOf(html)).toBeLessThan(80);
    });
  }
});

test('quotes and lists within each other keep the levels that people write', () => {
  const html = render('> - > 1. lời\n> - - -\n\n- - - -\n\n>>> sâu');
  expect(depthOf(html)).toBeGreaterThan(4);
  expect(html).toContain('lời');
  expect(html).toContain('<hr />');
});

test('the judge does see a hole', () => {
  expect(holes('<p onclick="x">a</p><script></script><a href="javascript:x">b</a>')).toEqual(['<p onclick="x">', '<script>', '</script>', '<a href="javascript:x">']); // prettier-ignore
});

test('honest words keep their marks', () => {
  expect(render('# Đường\n\n**Đẹp**, [bản đồ](/vi/map), [nguồn](https://example.org)\n\n- một\n- hai')).toBe(
    '<h2>Đường</h2>\n<p><strong>Đẹp</strong>, <a href="/vi/map">bản đồ</a>, <a href="https://example.org" rel="noopener nofollow ugc">nguồn</a></p>\n<ul>\n<li>một</li>\n<li>hai</li>\n</ul>\n',
  );
});

test('the frame of the preview gets our page without its scripts, and what people wrote as they wrote it', () => {
  const page = (words: string) => `<head><meta content="${words}"><script src="/a.js" data-x="</script>"></script><link rel="modulepreload" href="/b.js"><link rel="icon" href="/c"></head><body title='${words}'><p>1 < 2</p><SCRIPT>if (a < b) { x("<p>") }</SCRIPT ><p>end</p></body>`; // prettier-ignore
  for (const words of [
    'plain',
    '<script>',
    '</script>',
    '<script>alert(1)</script>',
    '<link rel=modulepreload>',
    'a > b',
  ])
    expect(withoutScripts(page(words)), words).toBe(
      `<head><meta content="${words}"><link rel="icon" href="/c"></head><body title='${words}'><p>1 < 2</p><p>end</p></body>`,
    );
});
