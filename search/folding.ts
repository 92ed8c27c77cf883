import { simplifyHan } from './han.ts';

/**
 * One folding for documents and queries, in both engines, in Node and in the browser.
 * `folded` ignores case, marks and writing habits; `marked` keeps Vietnamese marks, so that a query
 * typed with marks can put Lũng Cú before Lùng Tám.
 */
export type Word = {
  folded: string;
  marked: string;
  /** Where it stands in the text that was cut up, in UTF-16 units. */
  start: number;
  end: number;
  script: 'letters' | 'han' | 'hangul';
};

/** Letters that NFKD leaves whole. `ð`, `ɖ`, `ƌ` and the đồng sign turn up for `đ` in copied text. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  đ: 'd', ð: 'd', ɖ: 'd', ƌ: 'd', '₫': 'd', ȡ: 'd', ß: 'ss', ẞ: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', ı: 'i', þ: 'th', ə: 'e',
}; // prettier-ignore
const WHOLE = /[đðɖƌ₫ȡßẞæœøłıþə]/g;
const STROKED_D = /[ðɖƌ₫ȡ]|d[\u0335\u0336]/g;
const PLAIN = /^[\u0020-\u007e]*$/;

/** Lower case without marks; `ß` is `ss`, `đ` is `d`; traditional Chinese becomes simplified, Hangul stays whole. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|\p{Cf}/gu, '')
    .replace(WHOLE, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .normalize('NFC');
  return simplifyHan(bare);
}

/**
 * Lower case with Vietnamese marks in one spelling: NFC, `đ` for its look-alikes, and the tone on the second
 * vowel of open `oa`, `oe`, `uy` (hòa and hoà are one word).
 */
export function mark(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(STROKED_D, 'đ')
    .replace(/\p{Cf}/gu, '')
    .replace(/(?<!q)(o|u)([\u0300\u0301\u0303\u0309\u0323])(a|e|y)(?![\p{L}\p{M}])/gu, (whole, first, tone, second) =>
      first === 'o' ? (second === 'y' ? whole : `o${second}${tone}`) : second === 'y' ? `uy${tone}` : whole,
    )
    .normalize('NFC');
}

const HAN = /\p{Script=Han}/u;
const HANGUL = /\p{Script=Hangul}/u;
/** An apostrophe inside a word belongs to it: H’Mông, Pao's. */
const WORD = /[\p{L}\p{N}₫][\p{L}\p{M}\p{N}\p{Cf}₫]*(?:['’ʼ`´‘][\p{L}\p{M}\p{N}\p{Cf}]+)*/gu;
const APOSTROPHES = /['’ʼ`´‘]/gu;
/** French elisions and the English possessive are no part of the word people look for. */
const ELISION = /^(?:l|d|j|n|s|qu|c|m)['’ʼ`´‘](?=[\p{L}]{2})/iu;
const POSSESSIVE = /['’ʼ`´‘]s$/iu;

/**
 * Cuts a text into words. A run of Chinese or Korean letters is one word here: `segment.ts` cuts it further.
 * Within a word, a change of script is a border (`Km0河江` is two words).
 */
export function cutWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    let part = match[0];
    let start = match.index;
    const elided = /^h['’ʼ`´‘]/iu.test(part) ? null : ELISION.exec(part);
    if (elided) {
      start += elided[0].length;
      part = part.slice(elided[0].length);
    }
    for (const run of splitScripts(part)) {
      const { folded, marked } = spellingsOf(run.text);
      if (folded === '') continue;
      words.push({
        folded,
        marked,
        start: start + run.at,
        end: start + run.at + run.text.length,
        script: run.script,
      });
    }
  }
  return words;
}

/** Texts are made of the same few thousand words. */
const spellings = new Map<string, { folded: string; marked: string }>();
const MOST_SPELLINGS = 30_000;

function spellingsOf(text: string): { folded: string; marked: string } {
  let known = spellings.get(text);
  if (!known) {
    if (spellings.size >= MOST_SPELLINGS) spellings.clear();
    const raw = text.replace(POSSESSIVE, '').replace(APOSTROPHES, '');
    spellings.set(text, (known = { folded: foldWord(raw), marked: mark(raw) }));
  }
  return known;
}

function splitScripts(part: string): { text: string; at: number; script: Word['script'] }[] {
  if (!/[^\u0000-\u02ff\u0300-\u036f\u1e00-\u1eff]/u.test(part)) return [{ text: part, at: 0, script: 'letters' }];
  const runs: { text: string; at: number; script: Word['script'] }[] = [];
  let at = 0;
  for (const character of part) {
    const script = HAN.test(character) ? 'han' : HANGUL.test(character) ? 'hangul' : 'letters';
    const last = runs.at(-1);
    if (last && (last.script === script || /\p{M}|\p{Cf}/u.test(character))) last.text += character;
    else runs.push({ text: character, at, script });
    at += character.length;
  }
  return runs;
}

/** A lone syllable may end in i or y (Cán Tỷ, Cán Tỉ); both count as one. Hmông, H’Mông, Hmong are one people. */
function foldWord(raw: string): string {
  const folded = fold(raw).replace(/[^\p{L}\p{N}]/gu, '');
  if (/^[hklmst]y$/.test(folded)) return `${folded[0]}i`;
  return folded;
}

/** Folded words joined by one space. */
export function foldWords(text: string): string {
  return cutWords(text)
    .map((word) => word.folded)
    .join(' ');
}

/** Whether the text carries Vietnamese (or other) marks, and so means them. */
export function hasMarks(word: Pick<Word, 'folded' | 'marked'>): boolean {
  return word.marked !== word.folded && !/^[hklmst]y$/.test(word.marked);
}

/**
 * What a syllable sounds like to someone who writes by ear: w for v, f for ph, z or gi for d, x for s, c/q for k.
 * Both sides of a comparison go through it, so the result need not be pretty.
 */
export function soundOf(folded: string): string {
  return folded
    .replace(/ngh/g, 'ng')
    .replace(/gh/g, 'g')
    .replace(/ph|pf/g, 'f')
    .replace(/w/g, 'v')
    .replace(/tr|tch|tsch/g, 'ch')
    .replace(/sch|sh|x/g, 's')
    .replace(/th/g, 't')
    .replace(/kh/g, 'k')
    .replace(/gi(?=[aeou])|j|z|r/g, 'd')
    .replace(/qu/g, 'ku')
    .replace(/c(?!h)|q/g, 'k')
    .replace(/y/g, 'i')
    .replace(/nh$/g, 'n')
    .replace(/(.)\1+/g, '$1');
}

const TELEX_MARK: Readonly<Record<string, string>> = { aa: 'a', ee: 'e', oo: 'o', dd: 'd', aw: 'a', ow: 'o', uw: 'u' };
const INITIAL = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?';
const RHYME =
  '(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|em|en|eng|eo|ep|et|eu|enh|ech|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oat|oay|oc|oe|oen|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|y|ya|yem|yen|yet|yeu|ynh)';
const SYLLABLE = new RegExp(`^${INITIAL}${RHYME}$`);

/** Whether the letters can be a Vietnamese syllable without its marks. */
export function isSyllable(folded: string): boolean {
  return SYLLABLE.test(folded);
}

/**
 * The word with what a Telex or VNI keyboard left behind taken out: `ddoongf` → `dong`, `van8` → `van`.
 * @returns undefined when nothing was left behind, or when the rest is no Vietnamese syllable
 */
export function undoTyping(folded: string): string | undefined {
  if (/[0-9]/.test(folded)) {
    const letters = folded.replace(/[0-9]/g, '');
    return /^[a-z]+[1-9][a-z]*[0-9]?[a-z]*[1-9]?$/.test(folded) && isSyllable(letters) ? letters : undefined;
  }
  if (!/^[a-z]{3,9}$/.test(folded)) return undefined;
  let letters = folded;
  // The tone may stand at the end or right behind its vowel.
  const tone = /^([^aeiouy]*[aeiouyw]+)([sfrxj])(.*)$/.exec(letters);
  const late = /[aeiouywngmptch]([sfrxj])$/.exec(letters);
  if (late) letters = letters.slice(0, -1);
  else if (tone?.[3] !== undefined && tone[1] !== undefined) letters = `${tone[1]}${tone[3]}`;
  const hadTone = letters !== folded;
  const before = letters;
  letters = letters
    .replace(/aa|ee|oo|dd|aw|ow|uw/g, (pair) => TELEX_MARK[pair] ?? pair)
    .replace(/([aeo])([bcghkmnptuiy]*)\1$/, '$1$2')
    .replace(/^d(.*[aeiouy].*)d$/, 'd$1')
    .replace(/([aou])([ncghmpt]*)w$/, '$1$2')
    .replace(/w/g, 'u');
  if (!hadTone && letters === before) return undefined;
  return letters !== folded && isSyllable(letters) ? letters : undefined;
}

/** German ae, oe, ue for umlauts; documents carry both spellings. Empty when the word has no umlaut. */
export function umlautSpelling(marked: string): string | undefined {
  if (!/[äöü]/.test(marked)) return undefined;
  return fold(marked.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue'));
}

const LEAD = ['k','k','n','t','t','l','m','p','p','s','s','','ch','ch','ch','k','t','p','h']; // prettier-ignore
const VOWEL = ['a','e','a','e','o','e','o','e','o','oa','oe','oe','o','u','uo','ue','ui','u','u','ui','i']; // prettier-ignore
const TAIL = ['','k','k','k','n','n','n','t','l','k','m','p','l','l','p','l','m','p','p','t','t','ng','t','t','k','t','p','t']; // prettier-ignore

/** Hangul written out by ear, in the same rough alphabet as `skeletonOf`, so 메오박 meets Mèo Vạc. */
export function spellHangul(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0)! - 0xac00;
    if (code < 0 || code > 11171) continue;
    const vowel = Math.floor((code % 588) / 28);
    // ya, yeo, yo, yu carry a y that Vietnamese writes as i or nh.
    const glide = [2, 3, 6, 7, 12, 17].includes(vowel) ? 'i' : '';
    out += (LEAD[Math.floor(code / 588)] ?? '') + glide + (VOWEL[vowel] ?? '') + (TAIL[code % 28] ?? '');
  }
  return out.replace(/l/g, 'r').replace(/(.)\1+/g, '$1');
}

/** A Vietnamese name in the rough alphabet Korean ears keep apart. */
export function skeletonOf(foldedName: string): string {
  return foldedName
    .replace(/[^a-z]/g, '')
    .replace(/ngh|ng(?=[aeiouy])/g, 'ng')
    .replace(/gi(?=[aeou])/g, 'ch')
    .replace(/tr|ch(?=[aeiouy])/g, 'ch')
    .replace(/ch$/g, 'k')
    .replace(/nh(?=[aeiouy])/g, 'ni')
    .replace(/nh/g, 'n')
    .replace(/qu/g, 'ko')
    .replace(/ph|v|b|f|w/g, 'p')
    .replace(/kh|gh|c(?!h)|q|g(?!$)/g, (part) => (part === 'gh' ? 'k' : part === 'g' ? 'k' : 'k'))
    .replace(/nk/g, 'ng')
    .replace(/th/g, 't')
    .replace(/d(?=[aeiouy])/g, 't')
    .replace(/x/g, 's')
    .replace(/y/g, 'i')
    .replace(/l/g, 'r')
    .replace(/(.)\1+/g, '$1');
}
