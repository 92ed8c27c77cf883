import { homestayFactsSchema } from '#src/domain/content/facts.ts';
import type { Entry } from '#src/domain/content/entry.ts';

/** A seeded generator (mulberry32), so that two runs measure the same listings. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Listings in vi, en and de spread over the villages, the same ones on every run. Names differ in noun, family and
 * number, as real ones would.
 */
export function* generatedListings(count: number, allVillages: readonly Entry<'places'>[]): Generator<Entry> {
  const random = seeded(20_261_121);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const villages = allVillages.filter((place) => place.facts.kind !== 'junction').map((place) => place.slug);
  const nouns = [['Đá', 'Stone', 'Stein'], ['Mận', 'Plum', 'Pflaumen'], ['Tre', 'Bamboo', 'Bambus'], ['Mây', 'Cloud', 'Wolken'], ['Thông', 'Pine', 'Kiefern'], ['Suối', 'Brook', 'Bach'], ['Lanh', 'Linen', 'Leinen'], ['Nắng', 'Sunny', 'Sonnen'], ['Gió', 'Wind', 'Wind'], ['Đào', 'Peach', 'Pfirsich'], ['Ngô', 'Maize', 'Mais'], ['Khèn', 'Khene', 'Khene']] as const; // prettier-ignore
  const families = [
    'Vàng',
    'Sùng',
    'Giàng',
    'Lầu',
    'Thào',
    'Lý',
    'Phàn',
    'Nguyễn',
    'Lò',
    'Hoàng',
    'Mua',
    'Vừ',
    'Sình',
    'Chảo',
    'Triệu',
  ];
  const given = [
    'Mí Páo',
    'Thị Mỷ',
    'A Chứ',
    'Thị Dính',
    'Mí Sình',
    'Văn Minh',
    'Thị Lan',
    'A Tủa',
    'Mí Già',
    'Thị Say',
  ];
  const amenities = [
    'hot-water',
    'wifi',
    'breakfast',
    'dinner',
    'parking',
    'family-room',
    'heating',
    'herbal-bath',
    'laundry',
  ] as const;
  for (let i = 0; i < count; i++) {
    const [vi, en, de] = pick(nouns);
    const host = `${pick(families)} ${pick(given)}`;
    const number = i + 1;
    const facts = homestayFactsSchema.parse({
      village: pick(villages),
      phone: '+84000000001',
      priceFrom: { vnd: 80_000 + Math.floor(random() * 40) * 10_000, per: 'person', seen: '2026' },
      sleeps: 4 + Math.floor(random() * 30),
      toilet: random() < 0.5 ? 'inside' : 'shared',
      car: random() < 0.6 ? 'yes' : 'no',
      amenities: amenities.filter(() => random() < 0.4),
      sample: true,
    });
    const words = (name: string, summary: string) => ({ name, summary, body: '', photos: {} });
    yield {
      kind: 'homestays', slug: `listing-${number}`, facts, updatedAt: '2026-11-21T00:00:00Z', version: String(number),
      words: {
        vi: words(`Nhà ${vi} ${host} ${number}`, `Nhà của gia đình ${host}, bếp chung, nhìn ra ruộng và núi đá.`),
        en: words(`${en} house ${host} ${number}`, `House of the ${host} family, shared kitchen, fields and limestone in front.`),
        de: words(`${de}haus ${host} ${number}`, `Haus der Familie ${host}, gemeinsame Küche, Felder und Kalkfelsen davor.`),
      },
    }; // prettier-ignore
  }
}
