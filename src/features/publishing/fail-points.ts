/** Every moment of a publication at which the machine may stop. Tests stop it there; the product passes by. */
export const FAIL_POINTS = [
  'before-intent',
  'after-intent',
  'temporary-written',
  'first-renamed',
  'all-renamed',
  'folder-synced',
  'before-record',
  'after-record',
  'refreshed',
  'invalidated',
  'intent-removed',
] as const;
export type FailPoint = (typeof FAIL_POINTS)[number];
export type AtFailPoint = (point: FailPoint) => void | Promise<void>;
