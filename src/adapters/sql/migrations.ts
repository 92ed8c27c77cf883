import type { Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { sql } from 'kysely';

/* eslint-disable @typescript-eslint/no-explicit-any -- a migration speaks of the tables as they were then, not as the types are now */

async function createFirstTables(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);
  const index = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute();
  /** Text compared byte by byte on both engines, so that ISO times and slugs sort alike. */
  const text = engine === 'postgres' ? sql`text collate "C"` : sql`text`;
  const account = (col: any) => col.notNull().references('accounts.id').onDelete('cascade');
  const draft = (col: any) => col.notNull().references('drafts.id').onDelete('cascade');

  await table('accounts')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('email', text, (c) => c.unique())
    .addColumn('phone', text, (c) => c.unique())
    .addColumn('duty', 'integer', (c) => c.notNull())
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .execute();
  await table('account_roles')
    .addColumn('account_id', text, account)
    .addColumn('role', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('account_roles_key', ['account_id', 'role'])
    .execute();
  await table('listing_owners')
    .addColumn('account_id', text, account)
    .addColumn('entry', text, (c) => c.notNull())
    .addColumn('since', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('listing_owners_key', ['account_id', 'entry'])
    .execute();
  await index('listing_owners_entry', 'listing_owners', ['entry']);
  await table('helper_consents')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('helper_id', text, account)
    .addColumn('entry', text, (c) => c.notNull())
    .addColumn('given_by', text, (c) => c.notNull())
    .addColumn('how', text, (c) => c.notNull())
    .addColumn('note', text)
    .addColumn('given_at', text, (c) => c.notNull())
    .addColumn('revoked_at', text)
    .addColumn('revoked_by', text)
    .execute();
  await index('helper_consents_helper', 'helper_consents', ['helper_id']);
  await index('helper_consents_entry', 'helper_consents', ['entry']);
  await table('invitations')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('code_hash', text, (c) => c.notNull().unique())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('entry', text)
    .addColumn('account_id', text)
    .addColumn('created_by', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('expires_at', text, (c) => c.notNull())
    .addColumn('used_at', text)
    .addColumn('used_by', text)
    .addColumn('cancelled_at', text)
    .execute();
  await table('sign_in_codes')
    .addColumn('address', text, (c) => c.primaryKey())
    .addColumn('code_hash', text, (c) => c.notNull())
    .addColumn('expires_at', text, (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .execute();
  await table('totp_secrets')
    .addColumn('account_id', text, (c) => c.primaryKey().references('accounts.id').onDelete('cascade'))
    .addColumn('secret', text, (c) => c.notNull())
    .addColumn('confirmed', 'integer', (c) => c.notNull())
    .addColumn('last_step', 'integer', (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .execute();
  await table('recovery_codes')
    .addColumn('account_id', text, account)
    .addColumn('code_hash', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('recovery_codes_key', ['account_id', 'code_hash'])
    .execute();

  await table('drafts')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('slug', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('open', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('base_version', text, (c) => c.notNull())
    .addColumn('base', text, (c) => c.notNull())
    .addColumn('vals', text, (c) => c.notNull())
    .addColumn('marks', text, (c) => c.notNull())
    .addColumn('authors', text, (c) => c.notNull())
    .addColumn('created_by', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('updated_at', text, (c) => c.notNull())
    .addColumn('submitted_at', text)
    .addColumn('reviewer', text)
    .addColumn('reason', text)
    .addColumn('publish_at', text)
    .addColumn('approved_version', 'integer')
    .addColumn('approved_by', text)
    .execute();
  // At most one open draft an entry: both engines know partial indexes.
  await sql`create unique index drafts_one_open on drafts (kind, slug) where open = 1`.execute(db);
  await index('drafts_state', 'drafts', ['open', 'state', 'updated_at']);
  await table('draft_saves')
    .addColumn('draft_id', text, draft)
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('changes', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('draft_saves_key', ['draft_id', 'version'])
    .execute();
  await table('draft_conflicts')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('draft_id', text, draft)
    .addColumn('path', text, (c) => c.notNull())
    .addColumn('base', text, (c) => c.notNull())
    .addColumn('kept', text, (c) => c.notNull())
    .addColumn('kept_by', text, (c) => c.notNull())
    .addColumn('kept_at', text, (c) => c.notNull())
    .addColumn('brought', text, (c) => c.notNull())
    .addColumn('brought_by', text, (c) => c.notNull())
    .addColumn('brought_at', text, (c) => c.notNull())
    .addColumn('resolved_at', text)
    .addColumn('resolved_by', text)
    .addColumn('choice', text)
    .execute();
  await index('draft_conflicts_draft', 'draft_conflicts', ['draft_id']);

  await table('revisions')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('slug', text, (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('data', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('paths', text, (c) => c.notNull())
    .addColumn('why', text, (c) => c.notNull())
    .addColumn('draft_id', text)
    .addColumn('note', text)
    .addUniqueConstraint('revisions_number', ['kind', 'slug', 'number'])
    .execute();
  await index('revisions_at', 'revisions', ['at']);
  await table('comments')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('slug', text, (c) => c.notNull())
    .addColumn('draft_id', text)
    .addColumn('path', text)
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .execute();
  await index('comments_entry', 'comments', ['kind', 'slug', 'at']);
  await table('live_reviews')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('slug', text, (c) => c.notNull())
    .addColumn('revision_id', text, (c) => c.notNull())
    .addColumn('paths', text, (c) => c.notNull())
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('seen_by', text)
    .addColumn('seen_at', text)
    .execute();
  await table('publish_intents')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('slug', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('step', text, (c) => c.notNull())
    .addColumn('payload', text, (c) => c.notNull())
    .addUniqueConstraint('publish_intents_one', ['kind', 'slug'])
    .execute();
  await table('schedules')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('slug', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('draft_id', text)
    .execute();
  await index('schedules_at', 'schedules', ['at']);

  await table('availability')
    .addColumn('entry', text, (c) => c.notNull())
    .addColumn('date', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('set_at', text, (c) => c.notNull())
    .addColumn('set_by', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('availability_key', ['entry', 'date'])
    .execute();
  await index('availability_date', 'availability', ['date']);
  await table('calendar_feeds')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('entry', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('url', text, (c) => c.notNull())
    .addColumn('busy', text, (c) => c.notNull())
    .addColumn('read_at', text)
    .addColumn('read_ok_at', text)
    .addColumn('problem', text)
    .execute();
  await index('calendar_feeds_entry', 'calendar_feeds', ['entry']);
  await table('calendar_secrets')
    .addColumn('entry', text, (c) => c.primaryKey())
    .addColumn('secret', text, (c) => c.notNull().unique())
    .execute();

  await table('reports')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('code_hash', text, (c) => c.notNull().unique())
    .addColumn('once_key', text, (c) => c.unique())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('entry', text)
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('lat', 'double precision')
    .addColumn('lng', 'double precision')
    .addColumn('photo', text)
    .addColumn('contact', text)
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('duplicate_of', text)
    .addColumn('outcome', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('answered_at', text)
    .addColumn('closed_at', text)
    .execute();
  await index('reports_state', 'reports', ['state', 'created_at']);
  await table('report_events')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('report_id', text, (c) => c.notNull().references('reports.id').onDelete('cascade'))
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('words', text, (c) => c.notNull())
    .execute();
  await index('report_events_report', 'report_events', ['report_id', 'at']);
  await table('room_requests')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('once_key', text, (c) => c.unique())
    .addColumn('entry', text, (c) => c.notNull())
    .addColumn('from_date', text, (c) => c.notNull())
    .addColumn('nights', 'integer', (c) => c.notNull())
    .addColumn('people', 'integer', (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('contact', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('words', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('answer', text)
    .addColumn('answered_at', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .execute();
  await index('room_requests_entry', 'room_requests', ['entry', 'created_at']);

  await table('counters')
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('item', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('counters_key', ['name', 'day', 'item', 'language'])
    .execute();
  await table('short_links')
    .addColumn('code', text, (c) => c.primaryKey())
    .addColumn('data', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('expires_at', text, (c) => c.notNull())
    .execute();
  await table('audit')
    .addColumn('seq', 'integer', (c) => c.primaryKey())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('by_account', text, (c) => c.notNull())
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('detail', text, (c) => c.notNull())
    .addColumn('previous', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .execute();
  await index('audit_subject', 'audit', ['subject']);
  await table('throttles')
    .addColumn('key', text, (c) => c.primaryKey())
    .addColumn('window_start', 'bigint', (c) => c.notNull())
    .addColumn('window_seconds', 'integer', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .execute();
  await table('records')
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addColumn('updated_at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('records_key', ['scope', 'key'])
    .execute();
  await table('jobs')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('once_key', text)
    .addColumn('payload', text, (c) => c.notNull())
    .addColumn('run_at', text, (c) => c.notNull())
    .addColumn('locked_until', text)
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('last_error', text)
    .addColumn('given_up', 'integer', (c) => c.notNull())
    .execute();
  await index('jobs_due', 'jobs', ['given_up', 'run_at']);
  await sql`create unique index jobs_once on jobs (name, once_key) where once_key is not null and given_up = 0`.execute(
    db,
  );
  await refuseAuditEdits(db, engine);
}

/** The chain shows tampering afterwards; this stops the product itself from ever trying. */
async function refuseAuditEdits(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine === 'sqlite') {
    await sql`create trigger audit_no_update before update on audit begin select raise(abort, 'the audit log only grows'); end`.execute(db); // prettier-ignore
    await sql`create trigger audit_no_delete before delete on audit begin select raise(abort, 'the audit log only grows'); end`.execute(db); // prettier-ignore
    return;
  }
  await sql`create function audit_only_grows() returns trigger language plpgsql as $$ begin raise exception 'the audit log only grows'; end $$`.execute(db); // prettier-ignore
  await sql`create trigger audit_no_edit before update or delete or truncate on audit for each statement execute function audit_only_grows()`.execute(db); // prettier-ignore
}

/** Migrations in the order of their names. A published one is never edited: a change is a new one. */
export function migrationsFor(engine: 'sqlite' | 'postgres'): MigrationProvider {
  const migrations: Record<string, Migration> = {
    '001-first-tables': { up: (db) => createFirstTables(db, engine) },
  };
  return { getMigrations: () => Promise.resolve(migrations) };
}
