import { createRandom, hashText } from './random.ts';
import type { Hour, SceneEntry, SceneSpec, Season, Theme, Weather } from './types.ts';

type Choice = {
  composition: string;
  season?: Season;
  hour?: Hour;
  weather?: Weather;
  ground?: SceneSpec['ground'];
  features?: readonly string[];
};

/** Pictures of host houses are shared out of so many, so that ten thousand listings need no ten thousand files. */
export const HOMESTAY_VARIANTS = 48;

/** The places people know from photographs get the view they know. */
const FAMOUS: Readonly<Record<string, Choice>> = {
  'places/ma-pi-leng': { composition: 'gorge', hour: 'morning', season: 'buckwheat', weather: 'clear' },
  'places/tu-san': { composition: 'canyon', hour: 'noon', season: 'gold', weather: 'clear' },
  'places/song-nho-que': {
    composition: 'river',
    features: ['jade'],
    hour: 'morning',
    season: 'gold',
    weather: 'clear',
  },
  'places/ta-lang': {
    composition: 'river',
    features: ['jade', 'pier'],
    hour: 'afternoon',
    season: 'summer',
    weather: 'clear',
  },
  'places/cau-xin-cai': { composition: 'gorge-bridge', hour: 'dawn', season: 'winter', weather: 'mist' },
  'places/cot-co-lung-cu': { composition: 'flag-hill', hour: 'morning', season: 'gold', weather: 'clear' },
  'places/lo-lo-chai': { composition: 'lolo-village', hour: 'afternoon', season: 'spring', weather: 'clear' },
  'places/pho-co-dong-van': { composition: 'old-quarter', hour: 'dusk', season: 'winter', weather: 'clear' },
  'places/dong-van': { composition: 'town', hour: 'dawn', season: 'winter', weather: 'clear' },
  'places/meo-vac': { composition: 'town', hour: 'dusk', season: 'gold', weather: 'clear' },
  'places/hoang-su-phi': { composition: 'terraces', hour: 'afternoon', season: 'gold', weather: 'clear' },
  'places/nui-doi-quan-ba': { composition: 'twin-hills', hour: 'morning', season: 'water', weather: 'clear' },
  'places/cong-troi-quan-ba': {
    composition: 'valley',
    hour: 'dawn',
    season: 'spring',
    weather: 'mist',
    features: ['look-out'],
  },
  'places/dinh-thu-ho-vuong': { composition: 'palace', hour: 'afternoon', season: 'winter', weather: 'clear' },
  'places/du-gia': {
    composition: 'stilt-village',
    hour: 'morning',
    season: 'water',
    weather: 'clear',
    features: ['stream'],
  },
  'places/thac-du-gia': { composition: 'waterfall', hour: 'noon', season: 'summer', weather: 'clear' },
  'places/khau-vai': { composition: 'love-market', hour: 'afternoon', season: 'spring', weather: 'clear' },
  'places/lung-cam': { composition: 'flowers', hour: 'morning', season: 'buckwheat', weather: 'clear' },
  'places/sung-la': { composition: 'flowers', hour: 'dawn', season: 'spring', weather: 'clear' },
  'places/ha-giang-km0': { composition: 'milestone', hour: 'morning', weather: 'clear' },
  'places/rung-thong-yen-minh': { composition: 'pines', hour: 'morning', weather: 'mist' },
  'places/don-cao': { composition: 'fort', hour: 'dusk' },
  'places/ban-luoc': { composition: 'terraces', hour: 'dawn', season: 'water', weather: 'clear' },
  'places/ban-phung': { composition: 'terraces', hour: 'afternoon', season: 'gold', weather: 'clear' },
  'places/suoi-thau': { composition: 'flowers', hour: 'afternoon', season: 'buckwheat', weather: 'clear' },
  'places/chua-sung-khanh': { composition: 'temple' },
  'places/cang-bac-me': { composition: 'citadel', hour: 'afternoon' },
  'places/trong-con': { composition: 'citadel', season: 'summer' },
  'places/nam-dan': { composition: 'valley', season: 'gold', hour: 'dawn' },
  'places/lung-tam': { composition: 'earth-village', season: 'summer', hour: 'morning', ground: 'plateau' },
  'places/nam-dam': { composition: 'earth-village', season: 'water', hour: 'morning', ground: 'middle' },
  'places/cao-bo': { composition: 'tea', hour: 'morning', weather: 'mist' },
  'places/lung-khuy': { composition: 'cave', hour: 'noon', season: 'gold', weather: 'clear' },
  'places/ha-noi': { composition: 'city', hour: 'dusk', weather: 'clear' },
  'places/noi-bai': { composition: 'city', hour: 'dawn' },
  'places/na-hang': { composition: 'lake', season: 'summer' },
  'events/meo-vac-market': { composition: 'cattle-market', hour: 'dawn', weather: 'mist' },
  'events/khau-vai-love-market': { composition: 'love-market', hour: 'morning', season: 'spring', weather: 'clear' },
  'events/pa-then-fire': { composition: 'fire-dance', hour: 'night' },
  'events/pa-then-fire-season': { composition: 'fire-dance', hour: 'night', season: 'winter' },
  'events/gau-tao': { composition: 'pole-festival', season: 'spring', hour: 'morning', weather: 'clear' },
  'events/vo-mong': { composition: 'pole-festival', season: 'spring', hour: 'afternoon', weather: 'clear' },
  'events/hmong-tet': { composition: 'earth-village', season: 'spring', hour: 'dawn', ground: 'plateau' },
  'events/long-tong': { composition: 'pole-festival', season: 'spring', hour: 'noon', ground: 'lowland' },
  'events/lo-lo-ancestor': {
    composition: 'rite',
    features: ['drum'],
    season: 'summer',
    hour: 'afternoon',
    weather: 'clear',
  },
  'events/lo-lo-rain': {
    composition: 'rite',
    features: ['drum'],
    season: 'spring',
    hour: 'morning',
    weather: 'drizzle',
  },
  'events/pu-peo-forest': { composition: 'rite', season: 'summer', hour: 'morning', weather: 'mist' },
  'events/dao-cap-sac': { composition: 'rite', features: ['drum'], season: 'winter', hour: 'night' },
  'events/la-chi-khu-cu-te': { composition: 'rite', features: ['drum'], season: 'gold', hour: 'dusk' },
  'events/buckwheat': { composition: 'flowers', season: 'buckwheat', hour: 'afternoon', weather: 'clear' },
  'events/buckwheat-suoi-thau': { composition: 'flowers', season: 'buckwheat', hour: 'dawn', weather: 'mist' },
  'events/buckwheat-festival': { composition: 'flowers', season: 'buckwheat', hour: 'morning', weather: 'clear' },
  'events/terraces-water': { composition: 'terraces', season: 'water', hour: 'dawn', weather: 'clear' },
  'events/terraces-gold': { composition: 'terraces', season: 'gold', hour: 'morning', weather: 'clear' },
  'events/terrace-culture-weeks': { composition: 'terraces', season: 'gold', hour: 'dawn', weather: 'clear' },
  'events/spring-blossom': { composition: 'lolo-village', season: 'spring', hour: 'morning', weather: 'clear' },
  'events/bombax': { composition: 'bombax-river', season: 'spring', hour: 'noon', weather: 'clear' },
  'events/flag-rainy': { composition: 'wet-road', season: 'summer', hour: 'morning', weather: 'drizzle' },
  'events/dong-van-old-quarter-night': { composition: 'old-quarter', hour: 'night', features: ['night-market'] },
};

const GUIDES: Readonly<Record<string, Choice>> = {
  'getting-there': { composition: 'getting-there', hour: 'dawn', season: 'summer', weather: 'clear' },
  'licence-and-permits': { composition: 'licence', hour: 'morning', season: 'winter', weather: 'clear' },
  'road-safety': { composition: 'road-safety', hour: 'noon', season: 'summer', weather: 'drizzle' },
  seasons: { composition: 'seasons', hour: 'morning', weather: 'clear' },
  'money-and-signal': { composition: 'signal', hour: 'dusk', weather: 'clear' },
  etiquette: { composition: 'doorway', hour: 'afternoon', season: 'gold', weather: 'clear' },
  packing: { composition: 'packing', hour: 'morning', season: 'gold', weather: 'clear' },
  emergency: { composition: 'emergency', hour: 'night' },
  'responsible-travel': { composition: 'responsible', hour: 'morning', season: 'gold', weather: 'mist' },
  'food-and-drink': { composition: 'food', hour: 'afternoon', season: 'buckwheat', weather: 'clear' },
  'with-children': { composition: 'children', hour: 'afternoon', season: 'summer', weather: 'clear' },
  markets: { composition: 'market', hour: 'morning', season: 'spring', weather: 'clear' },
};

/** By the kind of a place; several choices are dealt out by slug. */
const PLACES: Readonly<Record<string, readonly Choice[]>> = {
  town: [{ composition: 'town' }],
  landmark: [{ composition: 'valley' }],
  'bus-station': [{ composition: 'bus-station', weather: 'clear' }],
  museum: [{ composition: 'museum', weather: 'clear' }],
  heritage: [{ composition: 'temple' }],
  junction: [{ composition: 'junction' }],
  lake: [{ composition: 'lake' }],
  cemetery: [{ composition: 'memorial', hour: 'morning', weather: 'mist' }],
  'border-gate': [{ composition: 'border-gate', weather: 'clear' }],
  'border-marker': [{ composition: 'border-marker', weather: 'clear' }],
  peak: [{ composition: 'peak' }],
  pass: [{ composition: 'pass' }],
  'market-village': [{ composition: 'market' }, { composition: 'slope-village' }],
  viewpoint: [{ composition: 'valley', features: ['look-out'] }],
  cave: [{ composition: 'cave' }],
  trail: [{ composition: 'cliff-path' }],
  canyon: [{ composition: 'canyon' }],
  river: [{ composition: 'river', features: ['jade'] }],
  pier: [{ composition: 'river', features: ['jade', 'pier'] }],
  waterfall: [{ composition: 'waterfall' }],
  lodging: [{ composition: 'lodge' }],
  gateway: [{ composition: 'town', features: ['river'] }],
  village: [{ composition: 'earth-village' }],
};

const EVENTS: Readonly<Record<string, readonly Choice[]>> = {
  'weekly-market': [{ composition: 'market' }],
  'rotating-market': [{ composition: 'market' }],
  night: [{ composition: 'old-quarter', hour: 'night', features: ['night-market'] }],
  festival: [{ composition: 'pole-festival' }, { composition: 'rite' }],
  season: [{ composition: 'terraces' }],
};

const PRODUCT_WORDS: readonly (readonly [feature: string, words: readonly string[]])[] = [
  ['honey', ['honey', 'mat-ong', 'bac-ha-honey', 'mint']],
  ['tea', ['tea', 'che', 'tra', 'shan-tuyet']],
  ['wine', ['wine', 'ruou', 'spirit', 'liquor', 'alcohol', 'ngo-men-la', 'drink']],
  ['bath', ['bath', 'tam-la', 'tam-thuoc']],
  ['patchwork', ['patchwork', 'lo-lo-brocade', 'applique', 'ghep-vai']],
  ['plum', ['plum', 'man', 'peach', 'pear', 'le', 'dao', 'persimmon', 'hong']],
  ['fruit', ['orange', 'cam', 'fruit', 'citrus', 'cam-sanh']],
  ['meat', ['meat', 'beef', 'buffalo', 'pork', 'sausage', 'thit', 'lap-xuong', 'bo', 'gac-bep']],
  ['cake', ['cake', 'banh', 'buckwheat', 'tam-giac-mach']],
  ['pipe', ['khen', 'pipe', 'flute', 'music', 'instrument']],
  ['rice', ['rice', 'gao', 'nep', 'com', 'men-men', 'maize', 'corn', 'ngo']],
  ['silver', ['silver', 'bac', 'jewellery', 'jewelry', 'cham-bac']],
  ['knife', ['knife', 'dao-rua', 'forge', 'blacksmith', 'iron', 'plough', 'ren']],
  ['paper', ['paper', 'giay', 'giay-ban']],
  ['spice', ['spice', 'cardamom', 'thao-qua', 'chili', 'pepper', 'medicine', 'herb', 'ginger', 'cinnamon', 'au-tau']],
  ['drum', ['drum', 'bronze']],
  [
    'cloth',
    [
      'cloth',
      'linen',
      'lanh',
      'hemp',
      'brocade',
      'tho-cam',
      'textile',
      'weaving',
      'embroidery',
      'indigo',
      'lung-tam',
      'vai',
      'ao',
      'costume',
      'wax',
    ],
  ],
  ['basket', ['basket', 'bamboo', 'rattan', 'quay-tau', 'may-tre', 'craft']],
  ['rice', ['food']],
];

const STILT_PLACES = new Set([
  'thon-tha',
  'phuong-thien',
  'tan-bac',
  'thong-nguyen',
  'du-gia',
  'pan-hou',
  'nam-hong',
  'tung-ba',
  'minh-son',
  'niem-son',
  'quang-nguyen',
  'xin-man',
  'thai-an',
]);
const STILT_WORDS = ['stilt', 'stilt-house', 'tay', 'tày', 'nha-san'];
const TERRACE_PLACES = new Set(['nam-khoa', 'ho-thau', 'ta-su-choong', 'tung-san', 'nam-ty', 'lao-chai-vi-xuyen']);

/** The name says what a product is; its type and tags only help where the name does not: `dao` may be a plum or a people. */
function productFeature(entry: SceneEntry): string {
  for (const texts of [[entry.slug], [entry.type ?? ''], entry.tags ?? []]) {
    const words = new Set(
      texts.flatMap((text) => {
        const folded = text.toLowerCase();
        // English slugs come in the plural as well.
        return [folded, ...folded.split('-')].flatMap((word) => [word, word.replace(/s$/, '')]);
      }),
    );
    const whole = `-${texts.join('-').toLowerCase()}-`;
    const found = PRODUCT_WORDS.find(([, list]) =>
      list.some((word) => words.has(word) || (word.includes('-') && whole.includes(`-${word}-`))),
    );
    if (found) return found[0];
  }
  return 'basket';
}

function wordsOf(entry: SceneEntry): string[] {
  return (entry.tags ?? []).map((tag) => tag.toLowerCase());
}

function choose(entry: SceneEntry): Choice {
  const { kind, slug } = entry;
  const tags = new Set(wordsOf(entry));
  const famous = FAMOUS[`${kind}s/${slug}`];
  if (famous) return famous;
  const deal = (from: readonly Choice[] | undefined): Choice =>
    from?.[hashText(slug) % from.length] ?? { composition: 'valley' };
  switch (kind) {
    case 'guide':
      return GUIDES[slug] ?? { composition: 'valley' };
    case 'product':
      return { composition: 'product', weather: 'clear', features: [productFeature(entry)] };
    case 'event':
      return deal(EVENTS[entry.type ?? '']);
    case 'trip': {
      const words = `${slug} ${[...tags].join(' ')}`;
      const season: Season | undefined = /harvest|gold|lua|rice|hoang-su-phi/.test(words)
        ? 'gold'
        : /winter|mobility|dong/.test(words)
          ? 'winter'
          : /buckwheat|flower|hoa/.test(words)
            ? 'buckwheat'
            : /khau-vai|spring|love/.test(words)
              ? 'spring'
              : undefined;
      const features = [
        ...(/car|family|mobility|kids|child/.test(words)
          ? ['car']
          : /bus/.test(words)
            ? ['bus']
            : /walk|trek|hike|foot/.test(words)
              ? ['walk']
              : []),
        ...(/market|cho-/.test(words) ? ['market'] : []),
      ];
      return { composition: 'trip', ...(season ? { season } : {}), features };
    }
    case 'homestay':
      return { composition: 'homestay' };
    default:
      if (entry.type === 'village') {
        if (STILT_PLACES.has(slug) || STILT_WORDS.some((word) => tags.has(word)))
          return { composition: 'stilt-village' };
        if (TERRACE_PLACES.has(slug)) return { composition: 'terraces' };
        if ((entry.elevation ?? 900) < 350) return { composition: 'stilt-village' };
        return { composition: hashText(slug) % 2 === 0 ? 'slope-village' : 'earth-village' };
      }
      return deal(PLACES[entry.type ?? '']);
  }
}

const SEASON_BY_GROUND: Record<SceneSpec['ground'], readonly Season[]> = {
  lowland: ['spring', 'water', 'summer', 'summer', 'gold'],
  middle: ['spring', 'water', 'summer', 'gold', 'gold', 'winter'],
  plateau: ['spring', 'spring', 'summer', 'gold', 'buckwheat', 'winter'],
};

/**
 * Chooses the picture of an entry: the famous view, else one by kind, with season, hour and weather dealt by slug.
 * Homestays are dealt into a fixed number of pictures (see `HOMESTAY_VARIANTS`), so their seed is not their slug.
 */
export function sceneFor(entry: SceneEntry, theme: Theme = 'day'): SceneSpec {
  const tags = wordsOf(entry);
  const stilt =
    entry.kind === 'homestay' &&
    (tags.some((tag) => STILT_WORDS.includes(tag) || STILT_PLACES.has(tag)) || (entry.elevation ?? 1200) < 700);
  const elevation = entry.elevation ?? (entry.kind === 'homestay' ? 1200 : 950);
  const half = HOMESTAY_VARIANTS / 2;
  const seed =
    entry.kind === 'homestay'
      ? `homestay-${stilt ? 'stilt' : 'earth'}-${hashText(entry.slug) % half}`
      : `${entry.kind}/${entry.slug}`;
  const r = createRandom(`${seed}/mood`);
  const choice = choose(entry);
  const ground: SceneSpec['ground'] =
    choice.ground ??
    (entry.kind === 'homestay'
      ? stilt
        ? 'middle'
        : 'plateau'
      : elevation < 380
        ? 'lowland'
        : elevation < 850
          ? 'middle'
          : 'plateau');
  const season =
    choice.season ?? (entry.kind === 'homestay' ? undefined : entry.season) ?? r.pick(SEASON_BY_GROUND[ground]);
  const hour =
    choice.hour ??
    r.pick(
      entry.kind === 'product'
        ? (['dawn', 'morning', 'noon', 'afternoon'] as const)
        : choice.composition === 'market'
          ? (['dawn', 'morning', 'morning', 'noon'] as const)
          : (['dawn', 'morning', 'morning', 'noon', 'afternoon', 'afternoon', 'dusk'] as const),
    );
  const wet = season === 'summer' ? 0.16 : season === 'winter' ? 0.1 : 0.04;
  const roll = r.next();
  const weather = choice.weather ?? (roll < wet && hour !== 'dusk' ? 'drizzle' : roll < wet + 0.2 ? 'mist' : 'clear');
  return {
    composition: choice.composition,
    seed,
    season,
    hour: theme === 'night' ? 'night' : hour,
    weather,
    ground,
    features: [...(choice.features ?? []), ...(stilt ? ['stilt'] : [])],
  };
}
