/**
 * What a month usually is like on the plateau at 1,000 to 1,500 m. Rounded monthly means of low and
 * high in °C, from general climate knowledge of the region: planning values, told as such on the page.
 */
export type MonthClimate = {
  plateau: readonly [low: number, high: number];
  weather: 'cold' | 'blossom' | 'spring' | 'water' | 'rain' | 'harvest' | 'buckwheat' | 'dry';
  clothes: 'warm' | 'layers' | 'rain' | 'light';
  roads: 'fog' | 'good' | 'landslides';
};

const MONTHS: readonly MonthClimate[] = [
  { plateau: [7, 14], weather: 'cold', clothes: 'warm', roads: 'fog' },
  { plateau: [9, 16], weather: 'blossom', clothes: 'warm', roads: 'fog' },
  { plateau: [12, 20], weather: 'blossom', clothes: 'layers', roads: 'fog' },
  { plateau: [16, 24], weather: 'spring', clothes: 'layers', roads: 'good' },
  { plateau: [19, 27], weather: 'water', clothes: 'light', roads: 'good' },
  { plateau: [21, 28], weather: 'rain', clothes: 'rain', roads: 'landslides' },
  { plateau: [21, 28], weather: 'rain', clothes: 'rain', roads: 'landslides' },
  { plateau: [21, 28], weather: 'rain', clothes: 'rain', roads: 'landslides' },
  { plateau: [19, 27], weather: 'harvest', clothes: 'layers', roads: 'landslides' },
  { plateau: [16, 23], weather: 'buckwheat', clothes: 'layers', roads: 'good' },
  { plateau: [12, 19], weather: 'buckwheat', clothes: 'layers', roads: 'good' },
  { plateau: [8, 15], weather: 'dry', clothes: 'warm', roads: 'fog' },
];

/** @param month 1 to 12 */
export function monthClimate(month: number): MonthClimate {
  const climate = MONTHS[month - 1];
  if (!climate) throw new RangeError(`There is no month ${month}.`);
  return climate;
}
