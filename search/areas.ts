import type { Area } from '#src/domain/content/kinds.ts';
import type { Language } from '#src/domain/locale/languages.ts';

/** Names of the areas (former districts), which travellers type and see beside a result. */
export const AREA_NAMES: Readonly<Record<Area, Partial<Record<Language, string>>>> = {
  'ha-giang-city': {
    vi: 'Thành phố Hà Giang',
    en: 'Ha Giang city',
    de: 'Stadt Ha Giang',
    fr: 'Ville de Ha Giang',
    zh: '河江市',
    ko: '하장시',
  },
  'quan-ba': { vi: 'Quản Bạ', en: 'Quan Ba', zh: '管坝', ko: '꽌바' },
  'yen-minh': { vi: 'Yên Minh', en: 'Yen Minh', zh: '安明', ko: '옌민' },
  'dong-van': { vi: 'Đồng Văn', en: 'Dong Van', zh: '同文', ko: '동반' },
  'meo-vac': { vi: 'Mèo Vạc', en: 'Meo Vac', zh: '苗旺', ko: '메오박' },
  'bac-me': { vi: 'Bắc Mê', en: 'Bac Me', zh: '北迷', ko: '박메' },
  'vi-xuyen': { vi: 'Vị Xuyên', en: 'Vi Xuyen', zh: '渭川', ko: '비쑤옌' },
  'bac-quang': { vi: 'Bắc Quang', en: 'Bac Quang', zh: '北光', ko: '박꽝' },
  'quang-binh': { vi: 'Quang Bình', en: 'Quang Binh', zh: '光平', ko: '꽝빈' },
  'hoang-su-phi': { vi: 'Hoàng Su Phì', en: 'Hoang Su Phi', zh: '黄树皮', ko: '호앙수피' },
  'xin-man': { vi: 'Xín Mần', en: 'Xin Man', zh: '箐门', ko: '신먼' },
  outside: {},
};
