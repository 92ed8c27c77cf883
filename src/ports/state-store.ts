import type { EntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { Json } from '#src/domain/publishing/types.ts';
import type { Accounts } from './accounts.ts';
import type { Comments, Drafts, LiveReviews, PublishIntents, Revisions, Schedules } from './drafts.ts';
import type { JobQueue } from './job-queue.ts';

/** What an owner said about one night. */
export type NightState = 'free' | 'few' | 'full';
export type Night = { /** `2026-11-21` */ date: string; state: NightState; setAt: string; setBy: string };

export interface Availability {
  /** Nights from `from` to `to` (both counted), only those that somebody set. */
  nights(entry: EntryId, from: string, to: string): Promise<Night[]>;
  set(
    entry: EntryId,
    nights: readonly { date: string; state: NightState | 'ask' }[],
    by: string,
    at: string,
  ): Promise<void>;
  /** For many listings at once, for pages and search. */
  nightsOfAll(from: string, to: string): Promise<Map<EntryId, Night[]>>;
  removeBefore(date: string): Promise<number>;
}

/** A calendar of a booking site that is read for its busy nights, and the secret of the listing's own feed. */
export type CalendarFeed = {
  id: string;
  entry: EntryId;
  name: string;
  url: string;
  /** Nights that the other calendar calls taken. */
  busy: readonly string[];
  readAt?: string;
  readOkAt?: string;
  problem?: string;
};
export interface Calendars {
  feeds(entry: EntryId): Promise<CalendarFeed[]>;
  allFeeds(): Promise<CalendarFeed[]>;
  addFeed(feed: Pick<CalendarFeed, 'entry' | 'name' | 'url'>): Promise<CalendarFeed>;
  recordRead(
    id: string,
    read: { at: string; busy: readonly string[] } | { at: string; problem: string },
  ): Promise<void>;
  removeFeed(entry: EntryId, id: string): Promise<boolean>;
  /** The secret part of the listing's own feed address; made on first use. */
  secretOf(entry: EntryId): Promise<string>;
  renewSecret(entry: EntryId): Promise<string>;
  findBySecret(secret: string): Promise<EntryId | undefined>;
}

export const REPORT_STATES = ['new', 'looking', 'fixed', 'no-fault', 'duplicate'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export const REPORT_KINDS = ['wrong-fact', 'unsafe-road', 'rubbish', 'overcharging', 'other'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export type Report = {
  id: string;
  kind: ReportKind;
  entry?: EntryId;
  text: string;
  lat?: number;
  lng?: number;
  /** File of a stored photo. */
  photo?: string;
  contact?: string;
  language: Language;
  state: ReportState;
  duplicateOf?: string;
  /** What came of it: `drafts/<id>` or `alerts/<slug>`. */
  outcome?: string;
  createdAt: string;
  answeredAt?: string;
  closedAt?: string;
};
export type ReportEvent = {
  at: string;
  by: string;
  state: ReportState;
  /** Shown on the public ticket page. */ words: string;
};

export interface Reports {
  /** `codeHash` is the hash of the ticket's secret; `key` makes a queued report that is sent twice arrive once. */
  add(
    report: Omit<Report, 'id' | 'state'>,
    codeHash: string,
    key?: string,
  ): Promise<{ report: Report; known: boolean }>;
  find(id: string): Promise<Report | undefined>;
  findByCode(codeHash: string): Promise<Report | undefined>;
  list(filter?: {
    states?: readonly ReportState[];
    kind?: ReportKind;
    entry?: EntryId;
    limit?: number;
  }): Promise<Report[]>;
  addEvent(id: string, event: ReportEvent): Promise<void>;
  events(id: string): Promise<ReportEvent[]>;
  update(
    id: string,
    patch: Partial<Pick<Report, 'state' | 'duplicateOf' | 'outcome' | 'answeredAt' | 'closedAt'>>,
  ): Promise<void>;
  /** Contact, exact position and photo of reports closed before then; the text stays. Returns how many. */
  forgetPersons(closedBefore: string): Promise<number>;
  /** Minutes from report to first answer, unsorted, for those answered since. */
  answerMinutes(since: string): Promise<number[]>;
}

export type RoomRequestState = 'new' | 'free' | 'full' | 'ask';
export type RoomRequest = {
  id: string;
  entry: EntryId;
  from: string;
  nights: number;
  people: number;
  name: string;
  contact: string;
  language: Language;
  words: string;
  state: RoomRequestState;
  answer?: string;
  answeredAt?: string;
  createdAt: string;
};
export interface RoomRequests {
  add(request: Omit<RoomRequest, 'id' | 'state' | 'answer' | 'answeredAt'>, key?: string): Promise<RoomRequest>;
  find(id: string): Promise<RoomRequest | undefined>;
  list(entry: EntryId, limit?: number): Promise<RoomRequest[]>;
  answer(id: string, state: Exclude<RoomRequestState, 'new'>, answer: string, at: string): Promise<boolean>;
  removeBefore(createdBefore: string): Promise<number>;
}

/** Numbers without anyone behind them: how often, of what, in which language, on which day. */
export interface Counters {
  add(count: { name: string; key: string; language: string; day: string; by?: number }): Promise<void>;
  sum(filter: { name: string; from: string; to: string; key?: string; language?: string }): Promise<number>;
  /** Grouped rows, largest first. */
  top(filter: {
    name: string;
    from: string;
    to: string;
    by: 'key' | 'language' | 'day';
    key?: string;
    limit?: number;
  }): Promise<{ group: string; count: number }[]>;
  /** What was counted of each key in each language, by key and language. */
  cells(filter: { name: string; from: string; to: string }): Promise<CountCell[]>;
}
export type CountCell = { key: string; language: string; count: number };

export type ShortLink = { code: string; data: string; createdAt: string; expiresAt: string };
export interface ShortLinks {
  /** False when the code is taken. */
  add(link: ShortLink): Promise<boolean>;
  find(code: string, now: string): Promise<ShortLink | undefined>;
  /** False when there was none. */
  remove(code: string): Promise<boolean>;
  removeExpired(now: string): Promise<number>;
}

export type AuditRow = {
  seq: number;
  at: string;
  /** Account id, `system`, or `visitor`. */
  by: string;
  action: string;
  /** What it was about: `homestays/nha-co`, `accounts/<id>`, `invitations/<id>`. Never words of a person. */
  subject: string;
  detail: Json;
  previous: string;
  hash: string;
};
export type AuditWish = Pick<AuditRow, 'by' | 'action' | 'subject'> & { at?: string; detail?: Json };
export type AuditVerdict =
  { kind: 'whole'; rows: number; head: string } | { kind: 'broken'; seq: number; reason: 'gap' | 'changed' | 'order' };

/** Append only: the product has no way to change or remove a row, and the database refuses it too. */
export interface Audit {
  append(row: AuditWish): Promise<void>;
  list(filter?: {
    subject?: string;
    by?: string;
    action?: string;
    before?: number;
    limit?: number;
  }): Promise<AuditRow[]>;
  /** Recounts the whole chain. */
  verify(): Promise<AuditVerdict>;
}

export interface Throttle {
  /** Counts one try and says whether it is within the limit. */
  hit(key: string, limit: number, windowSeconds: number): Promise<{ allowed: boolean; retryAfterSeconds: number }>;
  reset(key: string): Promise<void>;
  removeOld(): Promise<number>;
}

/**
 * Small keyed records whose shape belongs to one feature: glossary terms, official visitor series, "still true?"
 * answers. The feature parses what it reads.
 */
export interface Records {
  get(scope: string, key: string): Promise<Json | undefined>;
  put(scope: string, key: string, value: Json): Promise<void>;
  remove(scope: string, key: string): Promise<boolean>;
  list(scope: string): Promise<{ key: string; value: Json; updatedAt: string }[]>;
}

export type StateRepositories = {
  accounts: Accounts;
  drafts: Drafts;
  revisions: Revisions;
  comments: Comments;
  liveReviews: LiveReviews;
  intents: PublishIntents;
  schedules: Schedules;
  availability: Availability;
  calendars: Calendars;
  reports: Reports;
  requests: RoomRequests;
  counters: Counters;
  shortLinks: ShortLinks;
  audit: Audit;
  throttle: Throttle;
  records: Records;
  jobs: JobQueue;
};

/** What people are doing. Every method may reject when the database is down; none leaves half a change. */
export interface StateStore extends StateRepositories {
  readonly engine: 'sqlite' | 'postgres';
  /** All or nothing. Use only the store that is handed in: the outer one waits for this to end. */
  transaction<T>(work: (store: StateRepositories) => Promise<T>): Promise<T>;
  /** A consistent copy while work goes on: a file for SQLite, an SQL-free row dump for PostgreSQL. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
