import type { DraftState } from './types.ts';

export const DRAFT_EVENTS = ['edit', 'submit', 'withdraw', 'ask-changes', 'approve', 'approve-part', 'schedule', 'discard', 'publish-due'] as const; // prettier-ignore
export type DraftEvent = (typeof DRAFT_EVENTS)[number];

/**
 * What a draft becomes. Absent: the event cannot happen in that state. An edit never keeps an approval: a scheduled
 * draft goes back to review, and one in review gets a new version, to which an approval of the old one does not apply.
 */
const NEXT: Readonly<Record<DraftState, Readonly<Partial<Record<DraftEvent, DraftState>>>>> = {
  draft: { edit: 'draft', submit: 'in-review', discard: 'discarded' },
  'in-review': {
    edit: 'in-review',
    withdraw: 'draft',
    'ask-changes': 'changes-asked',
    approve: 'published',
    'approve-part': 'in-review',
    schedule: 'scheduled',
    discard: 'discarded',
  },
  'changes-asked': { edit: 'changes-asked', submit: 'in-review', discard: 'discarded' },
  scheduled: {
    edit: 'in-review',
    withdraw: 'in-review',
    'ask-changes': 'changes-asked',
    'publish-due': 'published',
    discard: 'discarded',
  },
  published: {},
  discarded: {},
};

export function nextDraftState(state: DraftState, event: DraftEvent): DraftState | undefined {
  return NEXT[state][event];
}
