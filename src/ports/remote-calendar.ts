export type RemoteCalendarProblem =
  'bad-address' | 'not-allowed' | 'no-answer' | 'too-large' | 'not-a-calendar' | 'too-many-events';

export interface RemoteCalendar {
  /** The address to keep for what somebody typed; undefined for one that may not be read. */
  accepts(url: string): string | undefined;
  /** Fetches an ICS feed. Never throws and never reaches an address inside a private network. */
  read(url: string): Promise<{ kind: 'read'; text: string } | { kind: 'failed'; problem: RemoteCalendarProblem }>;
}
