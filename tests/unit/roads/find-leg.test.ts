import { describe, expect, test } from 'vitest';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import { legProfile } from '#src/domain/roads/leg.ts';
import type { Vehicle } from '#src/domain/roads/network.ts';
import { loadGraph, requireLeg } from '../../support/road-network.ts';

const graph = loadGraph();
const ride = (from: string, to: string, vehicle: Vehicle = 'motorbike') => requireLeg(graph, from, to, vehicle);

/** The stage table of the planning scenarios: riding hours without stops, by riders' reports. */
const stages: [string, string, Vehicle, number][] = [
  ['ha-giang', 'tam-son', 'motorbike', 1.5],
  ['tam-son', 'yen-minh', 'motorbike', 1.5],
  ['yen-minh', 'dong-van', 'motorbike', 1.5],
  ['yen-minh', 'lung-cu', 'motorbike', 2],
  ['yen-minh', 'lo-lo-chai', 'motorbike', 2],
  ['lung-cu', 'dong-van', 'motorbike', 0.75],
  ['dong-van', 'meo-vac', 'motorbike', 1],
  ['meo-vac', 'du-gia', 'motorbike', 3],
  ['du-gia', 'ha-giang', 'motorbike', 2.5],
  ['meo-vac', 'ha-giang', 'motorbike', 5],
  ['meo-vac', 'bao-lac', 'motorbike', 3.5],
  ['ha-noi', 'ha-giang', 'bus', 6.5],
  ['ha-noi', 'hoang-su-phi', 'car', 6],
  ['hoang-su-phi', 'ha-giang', 'motorbike', 3.5],
];

test.each(stages)('%s – %s by %s takes within 10 %% of %d h', (from, to, vehicle, hours) => {
  const { minutes } = ride(from, to, vehicle);
  expect(Math.abs(minutes / (hours * 60) - 1)).toBeLessThanOrEqual(0.1);
});

test('down to the Nho Quế wharf, the boat, and up again take two hours and a half', () => {
  const [down, up] = [ride('ma-pi-leng', 'tu-san'), ride('tu-san', 'ma-pi-leng')];
  expect(down.minutes + up.minutes).toBe(150);
  expect(down).toMatchObject({ ridingMinutes: 35, offRoadMinutes: 40, via: ['ma-pi-leng', 'ta-lang', 'tu-san'] });
});

test('Hà Giang – Mèo Vạc the short way runs by Mậu Duệ and Quản Bạ', () => {
  expect(ride('meo-vac', 'ha-giang').via).toEqual(expect.arrayContaining(['mau-due', 'yen-minh', 'tam-son']));
});

describe('what a leg tells', () => {
  test('roads, stones, hazards, surface and the highest point over Mã Pí Lèng', () => {
    const leg = ride('dong-van', 'meo-vac');
    expect(leg).toMatchObject({ km: 21.5, minutes: 59, roads: [{ name: 'QL4C', km: 21.5 }], confidence: 'high' });
    expect(leg.hazards).toEqual(expect.arrayContaining(['fog', 'narrow', 'cliff', 'no-night-riding']));
    expect(leg.surfaces).toEqual([{ surface: 'good-asphalt', km: 21.5 }]);
    expect(leg.posts).toEqual([
      { road: 'QL4C', km: 160.2, place: 'nga-ba-xin-cai' },
      { road: 'QL4C', km: 166, place: 'meo-vac' },
    ]);
    expect(leg.highest).toEqual({ meters: 1400 });
    expect(leg.heightsKnown).toBe(1);
  });

  test('a pass with a name is named, and the climb up to it counted', () => {
    const leg = ride('ha-giang', 'tam-son');
    expect(leg.highest).toEqual({ meters: 1150, slug: 'cong-troi-quan-ba' });
    expect(leg.climbMeters).toBeGreaterThanOrEqual(1150 - 107);
    expect(leg.climbMeters - leg.descentMeters).toBe(874 - 107);
  });

  test('the profile runs from end to end, ever onward', () => {
    const leg = ride('tam-son', 'yen-minh');
    const profile = legProfile(graph, leg);
    expect(profile[0]).toEqual({ km: 0, meters: 874, slug: 'tam-son' });
    expect(profile.at(-1)).toMatchObject({ km: leg.km, slug: 'yen-minh' });
    expect(profile.every((point, i) => point.km >= (profile[i - 1]?.km ?? 0))).toBe(true);
  });

  test('where no heights are known it says so', () => {
    expect(ride('mau-due', 'du-gia').heightsKnown).toBe(0);
  });
});

describe('vehicles', () => {
  test('there and back take the same time on wheels with an engine, for every place of the network', () => {
    for (const { slug } of graph.nodes) {
      expect(ride('ha-giang', slug).minutes, slug).toBe(ride(slug, 'ha-giang').minutes);
    }
  });

  test('an easy rider rides as a motorbike, a bus takes 1.2 times the car', () => {
    expect(ride('yen-minh', 'dong-van', 'easy-rider').minutes).toBe(ride('yen-minh', 'dong-van').minutes);
    const car = ride('yen-minh', 'dong-van', 'car').minutes;
    expect(ride('yen-minh', 'dong-van', 'bus').minutes).toBe(Math.round(car * 1.2));
  });

  test('a bicycle and a walker are slower uphill than down', () => {
    for (const vehicle of ['bicycle', 'foot'] as const) {
      const up = ride('ta-lang', 'ma-pi-leng', vehicle).minutes;
      expect(up - ride('ma-pi-leng', 'ta-lang', vehicle).minutes, vehicle).toBeGreaterThan(90);
    }
    // 8 km and 1,010 m by Naismith's rule: 96 + 101 minutes, and 10 m more in between.
    expect(ride('ta-lang', 'ma-pi-leng', 'foot').minutes).toBeCloseTo(197, -1);
  });

  test('a car is refused the lane to Tà Làng, and told how far it comes', () => {
    expect(findLeg(graph, 'dong-van', 'ta-lang', 'car')).toEqual({
      kind: 'no-route',
      reason: 'not-passable',
      last: 'ma-pi-leng',
      alerts: [],
    });
    expect(findLeg(graph, 'dong-van', 'ta-lang', 'bus')).toMatchObject({ reason: 'not-passable' });
  });

  test('so a car meets the canyon boat at the bridge of Xín Cái, a motorbike at Tà Làng', () => {
    expect(ride('dong-van', 'tu-san', 'car').via).toContain('cau-xin-cai');
    expect(ride('dong-van', 'tu-san').via).toContain('ta-lang');
  });
});

describe('paths, boats and treks', () => {
  test('no vehicle and no walker crosses Tây Côn Lĩnh or the reservoir as a short cut', () => {
    for (const vehicle of ['motorbike', 'foot', 'bicycle', 'car'] as const) {
      expect(ride('cao-bo', 'tung-san', vehicle).via, vehicle).not.toContain('tay-con-linh');
      expect(ride('cao-bo', 'tung-san', vehicle).km, vehicle).toBeGreaterThan(100);
    }
    expect(ride('ta-lang', 'cau-xin-cai').offRoadMinutes).toBe(0);
  });

  test('whoever wants the summit, a viewpoint or the canyon is brought there by its path or boat', () => {
    expect(ride('ha-giang', 'tay-con-linh')).toMatchObject({ offRoadMinutes: 480 });
    expect(ride('dong-van', 'don-cao')).toMatchObject({ ridingMinutes: 1, offRoadMinutes: 20 });
    expect(ride('tu-san', 'song-nho-que')).toMatchObject({ minutes: 8, ridingMinutes: 0, roads: [{ name: 'boat' }] });
  });

  test('one comes back to where the motorbike stands, although the other landing would be nearer to Mèo Vạc', () => {
    expect(ride('tu-san', 'meo-vac').via).toContain('ta-lang');
  });
});

describe('no way', () => {
  test('unknown places and positions that are none are said', () => {
    expect(findLeg(graph, 'dong-van', 'atlantis', 'car')).toMatchObject({ reason: 'unknown-place' });
    expect(findLeg(graph, { lat: NaN, lng: 105 }, 'dong-van', 'car')).toMatchObject({ reason: 'bad-position' });
    expect(findLeg(graph, 'dong-van', { lat: 48.1, lng: 11.6 }, 'car')).toMatchObject({ reason: 'too-far-from-roads' });
  });

  test('staying where one is takes no time', () => {
    expect(ride('dong-van', 'dong-van')).toMatchObject({ km: 0, minutes: 0, pieces: [], via: ['dong-van'] });
    expect(ride('tu-san', 'tu-san')).toMatchObject({ km: 0, minutes: 0 });
  });
});
