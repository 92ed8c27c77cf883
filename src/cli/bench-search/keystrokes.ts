import type { Language } from '#src/domain/locale/languages.ts';

/** What people type, as far as they get: every letter is a request. */
const TYPED: readonly (readonly [Language, string])[] = [
  ['vi', 'chợ đồng văn chủ nhật'], ['vi', 'homestay lô lô chải nước nóng'], ['vi', 'ma pi leng'], ['vi', 'bằng lái xe máy'],
  ['vi', 'nhà nghỉ mèo vạc'], ['vi', 'lung cu'], ['vi', 'hoangsuphi'], ['vi', 'nhà đá của anh Páo'],
  ['en', 'homestay with hot water in dong van'], ['en', 'ma pi leng pass'], ['en', 'meo vac sunday market'], ['en', 'do i need a permit'],
  ['en', 'watrefall'], ['en', 'lolo chai guesthouse'], ['en', 'bamboo house du gia'], ['en', 'zzz qqq xyzzy'],
  ['de', 'Unterkunft in Dong Van mit Parkplatz'], ['de', 'Buchweizenblüte'], ['de', 'Führerschein'], ['de', 'Himmelstor Quan Ba'],
]; // prettier-ignore
export const KEYSTROKES = TYPED.flatMap(([language, text]) =>
  [...text].map((_, i) => [language, [...text].slice(0, i + 1).join('')] as const),
);
