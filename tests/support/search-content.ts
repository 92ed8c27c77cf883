import { factsSchemas, type FactsByKind } from '#src/domain/content/facts.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { ContentChange, ContentStore } from '#src/ports/content-store.ts';

type Names = Partial<Record<Language, string>>;
export type TestStore = ContentStore & { put(entry: Entry): void; drop(kind: ContentKind, slug: string): void };

/** A content store in memory, for tests of search. */
export function storeOf(entries: readonly Entry[]): TestStore {
  const kept = new Map(entries.map((entry) => [`${entry.kind}/${entry.slug}`, entry]));
  const listeners = new Set<(changes: readonly ContentChange[]) => void>();
  let revision = 1;
  const tell = (change: ContentChange): void => {
    revision += 1;
    for (const listener of listeners) listener([change]);
  };
  return {
    find: <K extends ContentKind>(kind: K, slug: string) => kept.get(`${kind}/${slug}`) as Entry<K> | undefined,
    list: <K extends ContentKind>(kind: K) => [...kept.values()].filter((entry) => entry.kind === kind) as Entry<K>[],
    findMoved: () => undefined,
    problems: () => [],
    get revision() {
      return revision;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: () => Promise.resolve(),
    close: () => Promise.resolve(),
    put(entry) {
      kept.set(`${entry.kind}/${entry.slug}`, entry);
      tell({ kind: entry.kind, slug: entry.slug, change: 'changed' });
    },
    drop(kind, slug) {
      kept.delete(`${kind}/${slug}`);
      tell({ kind, slug, change: 'removed' });
    },
  };
}

function entryOf<K extends ContentKind>(kind: K, slug: string, facts: unknown, names: Names, summary = ''): Entry {
  const words = Object.fromEntries(
    Object.entries(names).map(([language, name]) => [language, { name, summary, photos: {}, body: '' }]),
  );
  return {
    kind,
    slug,
    facts: factsSchemas[kind].parse(facts) as FactsByKind[K],
    words,
    updatedAt: '2026-11-01T00:00:00Z',
    version: slug,
  };
}

export function makePlace(
  slug: string,
  names: Names,
  lat: number,
  lng: number,
  facts: Record<string, unknown> = {},
  summary = '',
): Entry {
  return entryOf('places', slug, { kind: 'village', area: 'dong-van', position: { lat, lng, confidence: 'high' }, visitMinutes: 60, confidence: 'high', ...facts }, names, summary); // prettier-ignore
}

export function makeHouse(slug: string, village: string, names: Names, facts: Record<string, unknown> = {}): Entry {
  return entryOf('homestays', slug, { village, phone: '+84000000001', priceFrom: { vnd: 150_000, per: 'person', seen: '2026' }, sleeps: 10, toilet: 'shared', car: 'no', sample: true, ...facts }, names); // prettier-ignore
}

export function makeEvent(slug: string, place: string, names: Names, facts: Record<string, unknown>): Entry {
  return entryOf(
    'events',
    slug,
    { kind: 'weekly-market', place, open: [{ rule: 'weekday:SUN' }], confidence: 'high', ...facts },
    names,
  );
}

export function makeGuide(slug: string, names: Names): Entry {
  return entryOf('guides', slug, { topic: 'rules', order: 1, checkedOn: '2026' }, names);
}

export function makeAlert(slug: string, place: string, names: Names, until: string): Entry {
  return entryOf('alerts', slug, { level: 'danger', cause: 'landslide', effect: { kind: 'road-closed' }, places: [place], from: '2026-01-01T00:00:00+07:00', until, issuedBy: 'Road office' }, names); // prettier-ignore
}

/** A small province: two towns, four confusable villages, markets, houses, guides and alerts. */
export function smallProvince(): Entry[] {
  return [
    makePlace('dong-van', { vi: 'Đồng Văn', en: 'Dong Van', zh: '同文' }, 23.2786, 105.3628, { kind: 'town', weight: 5, services: ['petrol', 'atm'] }, 'Main town of the plateau.'),
    makePlace('meo-vac', { vi: 'Mèo Vạc', en: 'Meo Vac', ko: '메오박' }, 23.1641, 105.4099, { kind: 'town', area: 'meo-vac', weight: 5 }),
    makePlace('lung-cu', { vi: 'Lũng Cú', en: 'Lung Cu' }, 23.3603, 105.3156, { weight: 3 }),
    makePlace('lung-tam', { vi: 'Lùng Tám', en: 'Lung Tam linen village' }, 23.028, 105.0563, { area: 'quan-ba' }),
    makePlace('lung-phin', { vi: 'Lũng Phìn', en: 'Lung Phin' }, 23.1303, 105.2732),
    makePlace('lung-khuy', { vi: 'Động Lùng Khúy', en: 'Lung Khuy cave' }, 23.038, 105.015, { kind: 'cave', area: 'quan-ba' }),
    makePlace('lo-lo-chai', { vi: 'Lô Lô Chải', en: 'Lo Lo Chai village' }, 23.367, 105.319, { weight: 4, access: { car: 'yes' } }),
    makePlace('ma-pi-leng', { vi: 'Đèo Mã Pí Lèng', en: 'Ma Pi Leng pass' }, 23.2408, 105.411, { kind: 'pass', area: 'meo-vac', weight: 5 }),
    makeEvent('dong-van-market', 'dong-van', { vi: 'Chợ phiên Đồng Văn', en: 'Dong Van Sunday market' }, {}),
    makeEvent('meo-vac-market', 'meo-vac', { vi: 'Chợ phiên Mèo Vạc', en: 'Meo Vac Sunday market' }, {}),
    makeHouse('stone-house', 'lo-lo-chai', { vi: 'Nhà Đá', en: 'Stone House' }, { amenities: ['hot-water', 'wifi'], car: 'yes' }),
    makeHouse('plum-house', 'lo-lo-chai', { vi: 'Nhà Mận', en: 'Plum House' }, { priceFrom: { vnd: 90_000, per: 'person', seen: '2026' } }),
    makeHouse('town-house', 'dong-van', { vi: 'Nhà Phố', en: 'Town House' }, { amenities: ['hot-water'], priceFrom: { vnd: 200_000, per: 'room', seen: '2026' } }),
    makeHouse('karst-house', 'meo-vac', { vi: 'Nhà Núi', en: 'Karst House' }),
    makeGuide('licence-and-permits', { vi: 'Bằng lái và giấy phép', en: 'Licences and permits' }),
    makeGuide('money-and-signal', { vi: 'Tiền và sóng', en: 'Money and signal' }),
    makeAlert('slide', 'ma-pi-leng', { vi: 'Sạt lở trên đèo', en: 'Landslide on the pass' }, '2099-01-01T00:00:00+07:00'),
    makeAlert('old-slide', 'ma-pi-leng', { vi: 'Sạt lở cũ', en: 'Old landslide' }, '2026-02-01T00:00:00+07:00'),
  ]; // prettier-ignore
}
