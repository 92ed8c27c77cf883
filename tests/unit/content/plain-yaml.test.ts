import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { expect, test } from 'vitest';
import { readPlainYaml } from '#src/adapters/content-files/plain-yaml.ts';

function byLibrary(text: string): unknown {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true, strict: true });
  if (document.errors.length > 0) return document.errors;
  return document.toJS();
}

/** What is read here must be what the library reads; what is left to the library may be anything. */
function expectSame(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain !== undefined) expect({ text, value: plain }).toEqual({ text, value: byLibrary(text) });
  return plain !== undefined;
}

test('reads all facts and front matter of the content as the library does', () => {
  const files = readdirSync('content', { recursive: true, encoding: 'utf8' });
  const texts = files.flatMap((file) => {
    if (file.endsWith('facts.yaml')) return [readFileSync(`content/${file}`, 'utf8')];
    const front = file.endsWith('.md') ? /^---\n([\s\S]*?)\n---/.exec(readFileSync(`content/${file}`, 'utf8')) : null;
    return front?.[1] === undefined ? [] : [front[1]];
  });
  expect(texts.length).toBeGreaterThan(1_000);
  const plain = texts.filter(expectSame).length;
  expect(plain / texts.length).toBeGreaterThan(0.9);
});

test.each([
  ['a: 1\nb: two', { a: 1, b: 'two' }],
  ['car: yes\nopen: no', { car: 'yes', open: 'no' }],
  ["phone: '+84000'\nseen: 2026-11-01\nfrom: 09:30", { phone: '+84000', seen: '2026-11-01', from: '09:30' }],
  ['list:\n- a\n- b: 1\n  c: 2\nend: true', { list: ['a', { b: 1, c: 2 }], end: true }],
  ['a:\n  b:\n    - x\n  c: { d: [1, -2.5], e: "f, g" }', { a: { b: ['x'], c: { d: [1, -2.5], e: 'f, g' } } }],
  ['# note\nname: "say \\"hello\\""\nempty:\nlast: []', { name: 'say "hello"', empty: null, last: [] }],
  ["fr: [numéros d'urgence, hôpital]", { fr: ["numéros d'urgence", 'hôpital'] }],
])('reads %j', (text, value) => {
  expect(readPlainYaml(text)).toEqual(value);
  expectSame(text);
});

test.each([
  'a: 1\na: 2', 'a: 0x1f', 'a: 1e3', 'a: .5', 'a: 007', 'a: ~', 'a: null', 'a: True', 'a: &x 1\nb: *x', 'a: |\n  text', 'a: >-\n  text',
  'a: text\n  goes on', 'a: "two\n  lines"', 'a: b # note', 'a: b: c', "a: 'it''s'", 'a: "\\u00e9"', '? a\n: b', '- - a', '%YAML 1.1\n---\na: yes',
  'a: [1,2]', 'a: {b: 1', '__proto__: 1', 'a:\tb', 'a:\r\n  b', ' a: 1\nb: 2', 'a:\n   b: 1\n  c: 2', 'a: !!str 1', 'a: @b', 'a: [b: c]', 'a: {b:c}', 'a: [x, ]', '', 'text',
])('leaves %j to the library, or agrees with it', (text) => {
  expectSame(text);
}); // prettier-ignore

test('agrees with the library on thousands of texts made of its signs', () => {
  const pieces = ['a', 'b', 'key', ': ', ':', '\n', '\n  ', '\n    ', '- ', '[', ']', '{', '}', ', ', '"', "'", '1', '-2', '3.5', '0', 'yes', 'null', 'true', '~', ' ', '#', ' # ', '&x', '*x', '|', '>', '\\', 'é', '中', '09:30', '2026-01-02', '!', '?', '.']; // prettier-ignore
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * below);
  };
  let plain = 0;
  for (let round = 0; round < 6_000; round++) {
    const lines = Array.from({ length: 1 + random(4) }, () => {
      const value = Array.from({ length: random(6) }, () => pieces[random(pieces.length)]).join('');
      return `${' '.repeat(2 * random(3))}${['', '- '][random(2)]}${['k', 'm', 'n'][random(3)]}: ${value}`;
    });
    if (expectSame(lines.join('\n'))) plain += 1;
  }
  expect(plain).toBeGreaterThan(300);
});
