/**
 * The tables as Kysely sees them. Only types that mean the same on SQLite and PostgreSQL: text ids, ISO 8601 text
 * times in UTC, JSON as text, 0/1 for yes and no, whole numbers.
 */
type YesNo = 0 | 1;

export type Tables = {
  accounts: { id: string; name: string; language: string; email: string | null; phone: string | null; duty: YesNo; active: YesNo; created_at: string }; // prettier-ignore
  account_roles: { account_id: string; role: string };
  listing_owners: { account_id: string; entry: string; since: string };
  helper_consents: { id: string; helper_id: string; entry: string; given_by: string; how: string; note: string | null; given_at: string; revoked_at: string | null; revoked_by: string | null }; // prettier-ignore
  invitations: { id: string; code_hash: string; role: string; name: string; language: string; entry: string | null; account_id: string | null; created_by: string; created_at: string; expires_at: string; used_at: string | null; used_by: string | null; cancelled_at: string | null }; // prettier-ignore
  sign_in_codes: { address: string; code_hash: string; expires_at: string; tries: number };
  totp_secrets: { account_id: string; secret: string; confirmed: YesNo; last_step: number; created_at: string };
  recovery_codes: { account_id: string; code_hash: string };
  drafts: { id: string; kind: string; slug: string; state: string; open: YesNo; version: number; base_version: string; base: string; vals: string; marks: string; authors: string; created_by: string; created_at: string; updated_at: string; submitted_at: string | null; reviewer: string | null; reason: string | null; publish_at: string | null; approved_version: number | null; approved_by: string | null }; // prettier-ignore
  draft_saves: { draft_id: string; version: number; by_account: string; at: string; changes: string };
  draft_conflicts: { id: string; draft_id: string; path: string; base: string; kept: string; kept_by: string; kept_at: string; brought: string; brought_by: string; brought_at: string; resolved_at: string | null; resolved_by: string | null; choice: string | null }; // prettier-ignore
  revisions: { id: string; kind: string; slug: string; number: number; version: string; data: string; at: string; by_account: string; paths: string; why: string; draft_id: string | null; note: string | null }; // prettier-ignore
  comments: { id: string; kind: string; slug: string; draft_id: string | null; path: string | null; by_account: string; at: string; text: string }; // prettier-ignore
  live_reviews: { id: string; kind: string; slug: string; revision_id: string; paths: string; by_account: string; at: string; seen_by: string | null; seen_at: string | null }; // prettier-ignore
  publish_intents: { id: string; kind: string; slug: string; at: string; step: string; payload: string };
  schedules: { id: string; kind: string; slug: string; what: string; at: string; by_account: string; draft_id: string | null }; // prettier-ignore
  availability: { entry: string; date: string; state: string; set_at: string; set_by: string };
  calendar_feeds: { id: string; entry: string; name: string; url: string; busy: string; read_at: string | null; read_ok_at: string | null; problem: string | null }; // prettier-ignore
  calendar_secrets: { entry: string; secret: string };
  reports: { id: string; code_hash: string; once_key: string | null; kind: string; entry: string | null; text: string; lat: number | null; lng: number | null; photo: string | null; contact: string | null; language: string; state: string; duplicate_of: string | null; outcome: string | null; created_at: string; answered_at: string | null; closed_at: string | null }; // prettier-ignore
  report_events: { id: string; report_id: string; at: string; by_account: string; state: string; words: string };
  room_requests: { id: string; once_key: string | null; entry: string; from_date: string; nights: number; people: number; name: string; contact: string; language: string; words: string; state: string; answer: string | null; answered_at: string | null; created_at: string }; // prettier-ignore
  counters: { name: string; item: string; language: string; day: string; count: number };
  short_links: { code: string; data: string; created_at: string; expires_at: string };
  audit: { seq: number; at: string; by_account: string; action: string; subject: string; detail: string; previous: string; hash: string }; // prettier-ignore
  throttles: { key: string; window_start: number; window_seconds: number; count: number };
  records: { scope: string; key: string; value: string; updated_at: string };
  jobs: { id: string; name: string; once_key: string | null; payload: string; run_at: string; locked_until: string | null; attempts: number; last_error: string | null; given_up: YesNo }; // prettier-ignore
};

/** In an order in which rows can be copied without meeting a missing parent. Sign-in keeps its own tables besides. */
export const TABLE_NAMES = [
  'accounts', 'account_roles', 'listing_owners', 'helper_consents', 'invitations', 'sign_in_codes', 'totp_secrets',
  'recovery_codes', 'drafts', 'draft_saves', 'draft_conflicts', 'revisions', 'comments', 'live_reviews',
  'publish_intents', 'schedules', 'availability', 'calendar_feeds', 'calendar_secrets', 'reports', 'report_events',
  'room_requests', 'counters', 'short_links', 'audit', 'throttles', 'records', 'jobs',
] as const satisfies readonly (keyof Tables)[]; // prettier-ignore
