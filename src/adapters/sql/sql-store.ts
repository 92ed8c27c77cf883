import { randomUUID } from 'node:crypto';
import { backup } from 'node:sqlite';
import type { Clock } from '#src/ports/clock.ts';
import type { StateRepositories, StateStore } from '#src/ports/state-store.ts';
import { sqlAccounts } from './accounts.ts';
import { sqlAudit } from './audit.ts';
import type { SqlContext } from './context.ts';
import { sqlCounters, sqlRecords, sqlShortLinks, sqlThrottle } from './counts.ts';
import { sqlDrafts } from './drafts.ts';
import { sqlJobs } from './jobs.ts';
import { sqlAvailability, sqlCalendars, sqlRequests } from './listings.ts';
import type { OpenDatabase } from './open-database.ts';
import { openDatabase } from './open-database.ts';
import { sqlComments, sqlIntents, sqlLiveReviews, sqlRevisions, sqlSchedules } from './publications.ts';
import { sqlReports } from './reports.ts';
import { dumpRows } from './row-dump.ts';

export type SqlStateStore = StateStore & {
  /** For sign-in, which keeps its own tables in the same database. */
  readonly database: OpenDatabase;
};

/**
 * Opens the state store. `url` is `postgres://…` or the path of a SQLite file; tables are made or brought up to date.
 */
export async function openStateStore(options: { url: string; clock: Clock }): Promise<SqlStateStore> {
  const database = await openDatabase(options.url);
  const { db, engine } = database;
  const now = () => options.clock.now().toISOString();

  const outside: SqlContext = {
    db,
    engine,
    now,
    newId: randomUUID,
    atomically: (work) =>
      db.transaction().execute((transaction) => {
        const inside: SqlContext = {
          db: transaction,
          engine,
          now,
          newId: randomUUID,
          atomically: (more) => more(inside),
        };
        return work(inside);
      }),
  };

  return {
    ...repositories(outside),
    engine,
    database,
    transaction: (work) => outside.atomically((inside) => work(repositories(inside))),
    async backup(file) {
      if (database.raw !== undefined) await backup(database.raw, file);
      else await dumpRows(database, file);
    },
    close: () => db.destroy(),
  };
}

function repositories(context: SqlContext): StateRepositories {
  return {
    accounts: sqlAccounts(context),
    drafts: sqlDrafts(context),
    revisions: sqlRevisions(context),
    comments: sqlComments(context),
    liveReviews: sqlLiveReviews(context),
    intents: sqlIntents(context),
    schedules: sqlSchedules(context),
    availability: sqlAvailability(context),
    calendars: sqlCalendars(context),
    reports: sqlReports(context),
    requests: sqlRequests(context),
    counters: sqlCounters(context),
    shortLinks: sqlShortLinks(context),
    audit: sqlAudit(context),
    throttle: sqlThrottle(context),
    records: sqlRecords(context),
    jobs: sqlJobs(context),
  };
}
