import type { Language } from '#src/domain/locale/languages.ts';

/** Rough drafts by a machine. Off unless the operator names a service; what it makes is always marked and never published unread. */
export interface MachineTranslation {
  /** In the order of the texts. The reason of a failure is for the operator. */
  translate(texts: readonly string[], from: Language, to: Language): Promise<{ kind: 'translated'; texts: readonly string[] } | { kind: 'failed'; reason: string }>;
} // prettier-ignore
