const TRAINING = 'tap-lam-';

/** A copy on which a helper practises: never published, in no list of the office, in no feed. */
export const isTraining = (slug: string): boolean => slug.startsWith(TRAINING);

export const trainingSlug = (accountId: string): string =>
  `${TRAINING}${accountId.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 24)}`; // prettier-ignore
