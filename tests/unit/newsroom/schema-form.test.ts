import { expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { fromFields, toFields } from '#src/domain/publishing/fields.ts';
import type { Json } from '#src/domain/publishing/types.ts';
import { rulePartsOf } from '#src/features/newsroom/rule-form.ts';
import { fieldsOfKind, readFacts, readNumber, readSeen, type FormField } from '#src/features/newsroom/schema-form.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';

/** What a browser would send for a field that shows this value. */
function fill(form: FormData, field: FormField, value: Json | undefined): void {
  const { path } = field;
  const object = (value ?? {}) as Record<string, Json>;
  const list = Array.isArray(value) ? (value as Json[]) : [];
  const rule = (at: string, text: string) => {
    const parts = rulePartsOf(text);
    form.set(`${at}/kind`, parts.kind);
    for (const day of parts.weekdays) form.append(`${at}/weekdays`, day);
    form.set(`${at}/zodiac`, parts.zodiac);
    form.set(`${at}/from`, parts.from);
    form.set(`${at}/to`, parts.to);
  };
  switch (field.type) {
    case 'boolean':
      if (value === undefined ? field.initial === true : value === true) form.set(path, 'on');
      return;
    case 'choices':
      for (const option of field.options) if (list.includes(option)) form.append(path, option);
      return;
    case 'names':
      form.set(path, list.join('\r\n'));
      return;
    case 'range':
      form.set(`${path}/low`, String(list[0] ?? value ?? ''));
      form.set(`${path}/high`, String(list[1] ?? ''));
      return;
    case 'rule':
      rule(path, typeof value === 'string' ? value : '');
      return;
    case 'rules':
      form.set(`${path}/_rows`, String(list.length + 1));
      list.forEach((text, row) => rule(`${path}/${row}`, String(text)));
      return;
    case 'position':
    case 'effect':
      for (const [key, part] of Object.entries(object)) form.set(`${path}/${key}`, String(part));
      return;
    case 'group':
      for (const part of field.fields) fill(form, part, object[part.name]);
      return;
    case 'list':
      form.set(`${path}/_rows`, String(list.length + 2));
      list.forEach((item, row) => fill(form, field.item(`${path}/${row}`), item));
      return;
    case 'choice':
      form.set(path, String(value ?? field.initial ?? ''));
      return;
    default:
      form.set(path, value === undefined ? '' : String(value));
  }
}

test('saving the form of any entry of the site without touching it changes nothing', async () => {
  const content = await createContentFiles({ root: 'content' });
  let seen = 0;
  for (const kind of CONTENT_KINDS) {
    for (const entry of content.list(kind)) {
      const fields = toFields(dataOf(entry) ?? { facts: {}, words: {} });
      const { facts } = fromFields(fields);
      const form = new FormData();
      for (const field of fieldsOfKind(kind)) fill(form, field, facts[field.name]);
      expect(readFacts(kind, form, fields), `${kind}/${entry.slug}`).toEqual({});
      seen++;
    }
  }
  await content.close();
  expect(seen).toBeGreaterThan(150);
});

test('reads money as Vietnamese write it, and leaves a longitude alone', () => {
  expect(readNumber('250.000', true)).toBe(250_000);
  expect(readNumber('1.250.000', true)).toBe(1_250_000);
  expect(readNumber('105.411')).toBe(105.411);
  expect(readNumber('105,411')).toBe(105.411);
  expect(readNumber('about ten')).toBe('about ten');
  expect(readNumber('')).toBeUndefined();
});

test('an empty row is no row, and a ticked row goes', () => {
  const form = new FormData();
  form.set('facts/fees/_rows', '3');
  form.set('facts/fees/0/for', 'adult');
  form.set('facts/fees/0/vnd/low', '20.000');
  form.set('facts/fees/0/seen', '2026-01');
  form.set('facts/fees/1/for', 'child');
  form.set('facts/fees/1/_remove', 'on');
  const changes = readFacts('places', form, {});
  expect(changes['facts/fees']).toEqual([{ for: 'adult', vnd: 20_000, seen: '2026-01' }]);
});

test('dates and telephone numbers are taken as people write them', () => {
  expect(['22/11/2026', '5.3.2026', '11/2026', '2026-11', '2026', 'hôm qua'].map(readSeen)).toEqual(['2026-11-22', '2026-03-05', '2026-11', '2026-11', '2026', 'hôm qua']); // prettier-ignore
  const form = new FormData();
  form.set('facts/phone', '0912 345 678');
  expect(readFacts('homestays', form, {})['facts/phone']).toBe('+84912345678');
  form.set('facts/phone', 'gọi chị Mai');
  expect(readFacts('homestays', form, {})['facts/phone']).toBe('gọi chị Mai');
});
