/**
 * Fines for riding without a licence that is valid in Vietnam, in đồng, with the day from which they hold
 * and where they stand: government decree 168/2024/NĐ-CP, article 18, in force since 1 January 2025.
 * Classes by the law on road traffic order and safety (36/2024/QH15): A1 up to 125 cm³ or 11 kW, A above.
 */
export const licenceFines = {
  'up-to-125': { low: 2_000_000, high: 4_000_000 },
  'over-125': { low: 6_000_000, high: 8_000_000 },
  unknown: { low: 2_000_000, high: 8_000_000 },
} as const;

export const licenceSource = { source: '168/2024/NĐ-CP', seen: '2025-01-01' } as const;
