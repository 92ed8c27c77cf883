/** Prices within one tap: three steps down, the present one, and four up. Without a price, the usual ones of the region. */
export function priceChips(value: number | undefined): number[] {
  if (value === undefined) return [100_000, 120_000, 150_000, 180_000, 200_000, 250_000, 300_000, 400_000];
  const step = value < 200_000 ? 10_000 : value < 600_000 ? 20_000 : value < 1_500_000 ? 50_000 : 100_000;
  return [-3, -2, -1, 0, 1, 2, 3, 5].map((n) => value + n * step).filter((price) => price >= 10_000);
}
