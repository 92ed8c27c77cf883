import type { Language } from '../locale/languages.ts';
import { plainText } from './writing.ts';

/**
 * A term and how the site says it: the word of the house first, then what may stand for it where a sentence bends or
 * shortens it. A language that is not named keeps the term. `never` names what its texts must not say instead.
 */
export type HouseWord = {
  readonly term: string;
  readonly words: Partial<Record<Language, readonly string[]>>;
  readonly never?: Partial<Record<Language, readonly string[]>>;
};

/**
 * The glossary every text keeps: peoples by the names they use themselves, one word for one thing. Places are written
 * without Vietnamese marks in English and German, as on tickets and signs; peoples and dishes keep theirs.
 */
export const HOUSE_WORDS: readonly HouseWord[] = [
  { term: 'Mông', words: { zh: ['赫蒙'], ko: ['몽족', '몽'] }, never: { vi: ['người Mèo', "H'Mông"], en: ['Hmong', "H'mong", 'Miao', 'Meo people'], de: ['Hmong', "H'mong", 'Miao'], fr: ['hmong'] } },
  { term: 'người Dao', words: { en: ['Dao'], de: ['Dao'], fr: ['dao'], zh: ['瑶'], ko: ['자오족', '자오'] }, never: { en: ['Dzao', 'Yao'], de: ['Dzao', 'Yao'] } },
  { term: 'Tày', words: { fr: ['tày'], zh: ['岱依'], ko: ['따이족', '따이'] } },
  { term: 'Nùng', words: { zh: ['侬'], ko: ['눙'] } },
  { term: 'Giáy', words: { fr: ['giáy'], zh: ['热依'], ko: ['자이족', '자이'] } },
  { term: 'người Lô Lô', words: { en: ['Lô Lô'], de: ['Lô Lô', 'Lô-Lô'], fr: ['lô lô'], zh: ['倮倮'], ko: ['로로족', '로로'] }, never: { en: ['Lolo'], de: ['Lolo'] } },
  { term: 'La Chí', words: { zh: ['拉基'], ko: ['라찌'] } },
  { term: 'Pà Thẻn', words: { fr: ['pà thẻn'], zh: ['巴天'], ko: ['빠텐족'] } },
  { term: 'Pu Péo', words: { zh: ['布标'], ko: ['푸페오'] } },
  { term: 'Cờ Lao', words: { zh: ['仡佬'], ko: ['꺼라오'] } },
  { term: 'ruộng bậc thang', words: { en: ['terrace'], de: ['Terrasse', 'terrasse'], fr: ['terrasse', 'rizière'], zh: ['梯田'], ko: ['다랑논'] } },
  { term: 'tam giác mạch', words: { en: ['buckwheat'], de: ['Buchweizen'], fr: ['sarrasin'], zh: ['荞麦'], ko: ['메밀'] } },
  { term: 'hoa gạo', words: { en: ['cotton tree'], de: ['Kapokbaum', 'Kapok'], fr: ['fromager', 'kapokier'], zh: ['木棉'], ko: ['목면화'] } },
  { term: 'chợ lùi', words: { en: ['rotating market', 'rotat'], de: ['Wandermarkt', 'wandern'], fr: ['marché tournant', 'tournant'], zh: ['轮转集市'], ko: ['도는 장'] }, never: { en: ['backward market'], de: ['Wechselmarkt', 'Rückwärtsmarkt'] } },
  { term: 'chợ tình', words: { en: ['love market'], de: ['Liebesmarkt'], fr: ['marché de l’amour', 'amour'], zh: ['爱情集市'], ko: ['사랑시장'] } },
  { term: 'nhà sàn', words: { en: ['stilt house', 'stilt'], de: ['Pfahlhaus', 'Pfahlh', 'Pfählen'], fr: ['pilotis'], zh: ['高脚屋'], ko: ['고상가옥'] } },
  { term: 'trình tường', words: { en: ['rammed earth', 'earth'], de: ['Stampflehm', 'lehm'], fr: ['terre'], zh: ['夯土', '土'], ko: ['흙'] } },
  { term: 'cột cờ', words: { en: ['flag tower', 'tower'], de: ['Flaggenturm', 'turm'], fr: ['tour'], zh: ['旗台'], ko: ['국기탑'] }, never: { de: ['Fahnenturm', 'Fahnenmast'] } },
  { term: 'dinh thự họ Vương', words: { en: ['Vuong palace', 'Vuong'], de: ['Palast der Familie Vuong', 'Vuong'], fr: ['Vuong'], zh: ['王家官邸'], ko: ['브엉'] }, never: { en: ['Vuong mansion', "king's palace"], de: ['Anwesen der Vuong', 'Königspalast'] } },
  { term: 'trống đồng', words: { en: ['bronze drum', 'drum'], de: ['Bronzetrommel', 'trommel'], fr: ['tambour'], zh: ['铜鼓'], ko: ['청동북'] } },
  { term: 'thầy cúng', words: { en: ['ritual master', 'master'], de: ['Ritualmeister', 'meister'] }, never: { vi: ['thầy phù thủy'], en: ['shaman', 'sorcerer'], de: ['Schamane', 'Zauberer'] } },
  { term: 'khèn', words: { en: ['khèn', 'reed pipe', 'reed-pipe'], de: ['Khèn', 'Mundorgel'], fr: ['orgue à bouche', 'à bouche', 'khène'], zh: ['芦笙'], ko: ['켄'] } },
  { term: 'xe ôm', words: { en: ['xe ôm'], de: ['Xe ôm'], zh: ['摩的'], ko: ['쎄옴'] }, never: { en: ['xe om'], de: ['xe om', 'Xe Ôm'] } },
  { term: 'rượu ngô', words: { en: ['maize spirit', 'spirit'], de: ['Maisschnaps', 'schnaps', 'Schnaps'] }, never: { en: ['happy water', 'corn wine', 'rice wine'], de: ['Maiswein'] } },
  { term: 'thắng cố', words: {} },
  { term: 'mèn mén', words: { en: ['mèn mén', 'maize'], de: ['Mèn mén', 'mais'] } },
  { term: 'mật ong bạc hà', words: { en: ['mint honey'], de: ['Minzhonig'] } },
  { term: 'chè shan', words: { en: ['shan tea', 'shan'], de: ['Shan-Tee', 'shan', 'tee'], fr: ['thé shan', 'thé'], zh: ['古茶', '茶'], ko: ['차나무', '산뚜엣'] } },
  { term: 'vải lanh', words: { en: ['hemp', 'linen'], de: ['Hanf', 'leinen'] } },
  { term: 'giấy phép khu vực biên giới', words: { en: ['permit'], de: ['Genehmigung', 'Erlaubnis'], fr: ['autorisation'], zh: ['许可'], ko: ['허가'] } },
]; // prettier-ignore

/** Words that sell a place or its people instead of telling about them. */
const SALES_TALK: Partial<Record<Language, readonly string[]>> = {
  vi: ['hoang sơ', 'nguyên sơ', 'huyền bí', 'thiên đường', 'không thể bỏ lỡ', 'sống ảo', 'điểm đến lý tưởng', 'lạc hậu'],
  en: ['untouched', 'unspoilt', 'unspoiled', 'hidden gem', 'off the beaten', 'must-see', 'breathtaking', 'colourful', 'colorful', 'primitive', 'paradise', 'tribe', 'tribes', 'tribal', 'hill people', 'nestled', 'exotic'],
  de: ['unberührt', 'unberührte', 'unberührten', 'Geheimtipp', 'malerisch', 'atemberaubend', 'farbenfroh', 'Paradies', 'exotisch', 'Bergvolk', 'Bergvölker', 'Ureinwohner', 'Naturvolk'],
  fr: ['tribu', 'tribus', 'tribal', 'paradis', 'à couper le souffle', 'authentique', 'incontournable', 'exotique'],
}; // prettier-ignore

/**
 * Words of a text that the house does not use, each once. What stands in quotation marks is talked about, not said,
 * and may be named.
 */
export function houseWordFaults(markdown: string, language: Language): string[] {
  const text = plainText(markdown)
    .normalize('NFC')
    .replace(/"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»/gu, '"');
  const avoided = [...HOUSE_WORDS.flatMap(({ never }) => never?.[language] ?? []), ...(SALES_TALK[language] ?? [])];
  return [...new Set(avoided)].filter((word) => says(text, word));
}

/** A capital in the avoided word is meant: "Xe Ôm" is avoided, "Xe ôm" is not. */
function says(text: string, word: string): boolean {
  const escaped = word.normalize('NFC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const flags = word === word.toLowerCase() ? 'iu' : 'u';
  return new RegExp(`(?<![\\p{L}\\p{M}])${escaped}(?![\\p{L}\\p{M}])`, flags).test(text);
}
