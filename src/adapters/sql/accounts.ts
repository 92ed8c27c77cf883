import type { EntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { Account, Accounts, Consent, GivenRole, Invitation } from '#src/ports/accounts.ts';
import type { Selectable } from 'kysely';
import type { SqlContext } from './context.ts';
import { changed, present } from './context.ts';
import type { Tables } from './tables.ts';

export function sqlAccounts(context: SqlContext): Accounts {
  const { db } = context;

  async function withRoles(rows: Selectable<Tables['accounts']>[]): Promise<Account[]> {
    if (rows.length === 0) return [];
    const roles = await db
      .selectFrom('account_roles')
      .selectAll()
      .where('account_id', 'in', rows.map((row) => row.id))
      .orderBy('role')
      .execute(); // prettier-ignore
    return rows.map((row) =>
      toAccount(
        row,
        roles.filter((role) => role.account_id === row.id).map((role) => role.role as GivenRole),
      ),
    );
  }
  async function one(column: 'id' | 'email' | 'phone', value: string): Promise<Account | undefined> {
    return (await withRoles(await db.selectFrom('accounts').selectAll().where(column, '=', value).execute()))[0];
  }
  async function writeRoles(within: SqlContext, id: string, roles: readonly GivenRole[]): Promise<void> {
    await within.db.deleteFrom('account_roles').where('account_id', '=', id).execute();
    if (roles.length > 0) {
      await within.db.insertInto('account_roles').values([...new Set(roles)].map((role) => ({ account_id: id, role }))).execute(); // prettier-ignore
    }
  }

  return {
    create: (account) =>
      context.atomically(async (within) => {
        const id = account.id ?? within.newId();
        const created_at = within.now();
        const row = {
          id,
          name: account.name,
          language: account.language,
          email: account.email === undefined ? null : normalEmail(account.email),
          phone: account.phone ?? null,
          duty: account.duty ? 1 : 0,
          active: 1,
          created_at,
        } as const;
        await within.db.insertInto('accounts').values(row).execute();
        await writeRoles(within, id, account.roles);
        return toAccount(row, [...account.roles].sort());
      }),
    find: (id) => one('id', id),
    findByEmail: (email) => one('email', normalEmail(email)),
    findByPhone: (phone) => one('phone', phone),
    async list(filter = {}) {
      let query = db.selectFrom('accounts').selectAll().orderBy('name').orderBy('id');
      if (filter.active !== undefined) query = query.where('active', '=', filter.active ? 1 : 0);
      if (filter.role !== undefined) {
        const role = filter.role;
        query = query.where('id', 'in', (q) =>
          q.selectFrom('account_roles').select('account_id').where('role', '=', role),
        );
      }
      return withRoles(await query.execute());
    },
    async update(id, patch) {
      const set = {
        ...(patch.name === undefined ? {} : { name: patch.name }),
        ...(patch.language === undefined ? {} : { language: patch.language }),
        ...(patch.email === undefined ? {} : { email: normalEmail(patch.email) }),
        ...(patch.phone === undefined ? {} : { phone: patch.phone }),
      };
      if (Object.keys(set).length > 0) await db.updateTable('accounts').set(set).where('id', '=', id).execute();
    },
    setRoles: (id, roles, duty) =>
      context.atomically(async (within) => {
        await within.db
          .updateTable('accounts')
          .set({ duty: duty ? 1 : 0 })
          .where('id', '=', id)
          .execute();
        await writeRoles(within, id, roles);
      }),
    async setActive(id, active) {
      await db
        .updateTable('accounts')
        .set({ active: active ? 1 : 0 })
        .where('id', '=', id)
        .execute();
    },

    async giveListing(accountId, entry) {
      await db
        .insertInto('listing_owners')
        .values({ account_id: accountId, entry, since: context.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async takeListing(accountId, entry) {
      await db.deleteFrom('listing_owners').where('account_id', '=', accountId).where('entry', '=', entry).execute();
    },
    async listingsOf(accountId) {
      const rows = await db.selectFrom('listing_owners').select('entry').where('account_id', '=', accountId).orderBy('entry').execute(); // prettier-ignore
      return rows.map((row) => row.entry as EntryId);
    },
    async ownersOf(entry) {
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .where('id', 'in', (q) => q.selectFrom('listing_owners').select('account_id').where('entry', '=', entry))
        .orderBy('name')
        .execute();
      return withRoles(rows);
    },

    async giveConsent(consent) {
      const row = {
        id: context.newId(),
        helper_id: consent.helperId,
        entry: consent.entry,
        given_by: consent.givenBy,
        how: consent.how,
        note: consent.note ?? null,
        given_at: context.now(),
        revoked_at: null,
        revoked_by: null,
      };
      await db.insertInto('helper_consents').values(row).execute();
      return toConsent(row);
    },
    async revokeConsent(id, by) {
      const result = await db
        .updateTable('helper_consents')
        .set({ revoked_at: context.now(), revoked_by: by })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return changed(result);
    },
    async consentsFor(entry) {
      return (await db.selectFrom('helper_consents').selectAll().where('entry', '=', entry).orderBy('given_at', 'desc').execute()).map(toConsent); // prettier-ignore
    },
    async consentsOf(helperId) {
      return (await db.selectFrom('helper_consents').selectAll().where('helper_id', '=', helperId).orderBy('given_at', 'desc').execute()).map(toConsent); // prettier-ignore
    },
    async householdsOf(helperId) {
      const rows = await db
        .selectFrom('helper_consents')
        .select('entry')
        .distinct()
        .where('helper_id', '=', helperId)
        .where('revoked_at', 'is', null)
        .orderBy('entry')
        .execute();
      return rows.map((row) => row.entry as EntryId);
    },

    async addInvitation(wish) {
      const row = {
        id: context.newId(),
        code_hash: wish.codeHash,
        role: wish.role,
        name: wish.name,
        language: wish.language,
        entry: wish.entry ?? null,
        account_id: wish.accountId ?? null,
        created_by: wish.createdBy,
        created_at: context.now(),
        expires_at: wish.expiresAt,
        used_at: null,
        used_by: null,
        cancelled_at: null,
      };
      await db.insertInto('invitations').values(row).execute();
      return toInvitation(row);
    },
    async findInvitation(codeHash) {
      const row = await db.selectFrom('invitations').selectAll().where('code_hash', '=', codeHash).executeTakeFirst();
      return row && toInvitation(row);
    },
    async useInvitation(id, now) {
      const result = await db
        .updateTable('invitations')
        .set({ used_at: now })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return changed(result);
    },
    async recordInvitee(id, accountId) {
      await db.updateTable('invitations').set({ used_by: accountId }).where('id', '=', id).execute();
    },
    async cancelInvitation(id) {
      const result = await db
        .updateTable('invitations')
        .set({ cancelled_at: context.now() })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .executeTakeFirst();
      return changed(result);
    },
    async listInvitations(filter = {}) {
      let query = db.selectFrom('invitations').selectAll().orderBy('created_at', 'desc');
      if (filter.createdBy !== undefined) query = query.where('created_by', '=', filter.createdBy);
      if (filter.entry !== undefined) query = query.where('entry', '=', filter.entry);
      if (filter.open === true) {
        query = query
          .where('used_at', 'is', null)
          .where('cancelled_at', 'is', null)
          .where('expires_at', '>', context.now());
      }
      return (await query.execute()).map(toInvitation);
    },
  };
}

const normalEmail = (email: string): string => email.trim().toLowerCase().normalize('NFC');

function toAccount(row: Selectable<Tables['accounts']>, roles: readonly GivenRole[]): Account {
  return {
    id: row.id,
    name: row.name,
    language: row.language as Language,
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.phone === null ? {} : { phone: row.phone }),
    roles,
    duty: row.duty === 1,
    active: row.active === 1,
    createdAt: row.created_at,
  };
}

function toConsent(row: Selectable<Tables['helper_consents']>): Consent {
  return present({
    id: row.id,
    helperId: row.helper_id,
    entry: row.entry as EntryId,
    givenBy: row.given_by,
    how: row.how as Consent['how'],
    note: row.note,
    givenAt: row.given_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  });
}

function toInvitation(row: Selectable<Tables['invitations']>): Invitation {
  return present({
    id: row.id,
    role: row.role as GivenRole,
    name: row.name,
    language: row.language as Language,
    entry: row.entry as EntryId | null,
    accountId: row.account_id,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    usedBy: row.used_by,
    cancelledAt: row.cancelled_at,
  });
}
