import { describe, expect, test } from 'vitest';
import {
  cutWords,
  fold,
  foldWords,
  mark,
  skeletonOf,
  soundOf,
  spellHangul,
  umlautSpelling,
  undoTyping,
} from '#search/folding.ts';

const FOLDED: [string, string, string][] = [
  ['đ is d', 'Đồng Văn', 'dong van'],
  ['composed and decomposed are one', 'Đồng Văn'.normalize('NFD'), 'dong van'],
  ['look-alikes of đ', 'ðồng ɖồng ƌồng Đồng', 'dong dong dong dong'],
  ['d with a stroke as a mark', 'd\u0335ong d\u0336ong', 'dong dong'],
  ['horn and breve', 'Phượng Mường Quản Bạ', 'phuong muong quan ba'],
  ['old and new tone placement', 'hoà hòa thuỷ thủy khoẻ khỏe', 'hoa hoa thuy thuy khoe khoe'],
  ['i and y alone', 'Cán Tỷ Cán Tỉ', 'can ti can ti'],
  ['Hmong with and without apostrophe', 'H’Mông H\'Mông Hmông', 'hmong hmong hmong'],
  ['sharp s and umlauts', 'Straße STRASSE Höhle ẞ', 'strasse strasse hohle ss'],
  ['ligatures', 'cœur æther', 'coeur aether'],
  ['French elisions', "l'habitant d’eau qu'est", 'habitant eau est'],
  ['English possessive', "Pao's house", 'pao house'],
  ['full width', 'ＤＯＮＧ　ＶＡＮ', 'dong van'],
  ['traditional Chinese', '蕎麥 馬 關 東門', '荞麦 马 关 东门'],
  ['Hangul stays whole', '메오박'.normalize('NFD'), '메오박'],
  ['invisible characters', 'Lũng\u200b Cú\u202e', 'lung cu'],
]; // prettier-ignore

describe('folding', () => {
  test.each(FOLDED)('%s', (_, text, expected) => expect(foldWords(text)).toBe(expected));

  test('folding twice changes nothing', () => {
    for (const [, text] of FOLDED) expect(fold(fold(text))).toBe(fold(text));
  });
});

describe('marks', () => {
  test.each([
    ['hòa', 'hoà'], ['thủy', 'thuỷ'], ['Khúy', 'Khuý'], ['khỏe', 'khoẻ'], ['Đồng', 'Đồng'.normalize('NFD')], ['ðồng', 'Đồng'],
  ])('%s and %s are one marked word', (a, b) => expect(mark(a)).toBe(mark(b))); // prettier-ignore

  test.each([['Lũng', 'Lùng'], ['chợ', 'chó'], ['mùa', 'múa'], ['quý', 'qúi']])('%s and %s stay apart', (a, b) => {
    expect(mark(a)).not.toBe(mark(b));
  }); // prettier-ignore
});

describe('keyboards', () => {
  test.each([
    ['ddoongf', 'dong'], ['vawn', 'van'], ['meof', 'meo'], ['vacj', 'vac'], ['leengf', 'leng'], ['quarn', 'quan'],
    ['nuwowcs', 'nuoc'], ['suoois', 'suoi'], ['nguwowif', 'nguoi'], ['chowj', 'cho'], ['dong2', 'dong'], ['van8', 'van'], ['d9ong62', 'dong'],
  ])('%s was meant as %s', (typed, meant) => expect(undoTyping(typed)).toBe(meant)); // prettier-ignore

  test.each(['market', 'pass', 'dong', 'km0', 'ql4c', '428', 'minh'])('%s has nothing left over', (word) => {
    expect(undoTyping(word)).toBeUndefined();
  });
});

describe('by ear', () => {
  test.each([['wan', 'van'], ['fo', 'pho'], ['zu', 'du'], ['xa', 'sa'], ['kwan', 'cvan'], ['vak', 'vac']])('%s sounds like %s', (a, b) => {
    expect(soundOf(a)).toBe(soundOf(b));
  }); // prettier-ignore

  test.each([
    ['하장', 'ha giang'], ['동반', 'dong van'], ['메오박', 'meo vac'], ['마피렝', 'ma pi leng'], ['룽꾸', 'lung cu'],
    ['옌민', 'yen minh'], ['꽌바', 'quan ba'], ['호앙수피', 'hoang su phi'], ['로로차이', 'lo lo chai'],
  ])('%s is %s to Korean ears', (hangul, name) => expect(spellHangul(hangul)).toBe(skeletonOf(name))); // prettier-ignore
});

test('German umlauts have a second spelling, other words have none', () => {
  expect(umlautSpelling('höhle')).toBe('hoehle');
  expect(umlautSpelling('dong')).toBeUndefined();
});

test('words know where they stand in the text, and scripts part', () => {
  const text = 'Chợ 同文Km0 시장';
  const words = cutWords(text);
  expect(words.map((word) => text.slice(word.start, word.end))).toEqual(['Chợ', '同文', 'Km0', '시장']);
  expect(words.map((word) => word.script)).toEqual(['letters', 'han', 'letters', 'hangul']);
});
