import type { ContentKind } from '../content/kinds.ts';
import type { FieldPath } from '../publishing/types.ts';

/**
 * Fields that an owner changes at once: wrong ones are annoying, not dangerous, and waiting would make them stale.
 * Somebody looks at them afterwards. Withdrawing consent for the phone must never wait.
 */
const LOW_RISK: Readonly<Partial<Record<ContentKind, readonly FieldPath[]>>> = {
  homestays: [
    'facts/priceFrom/vnd',
    'facts/priceFrom/per',
    'facts/priceFrom/seen',
    'facts/priceFrom/weekend',
    'facts/priceFrom/festival',
    'facts/phone',
    'facts/phoneConsent',
    'facts/zalo',
    'facts/checkedOn',
  ],
};

export const lowRiskFields = (kind: ContentKind): readonly FieldPath[] => LOW_RISK[kind] ?? [];

export const isLowRisk = (kind: ContentKind, path: FieldPath): boolean => lowRiskFields(kind).includes(path);
