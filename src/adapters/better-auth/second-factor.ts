import type { Kysely } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import type { Tables } from '#src/adapters/sql/tables.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Keys } from './codes.ts';
import { newRecoveryCode, readInvitationCode } from './codes.ts';

const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 10;

/** Authenticator apps (TOTP, RFC 6238) and recovery codes. A code that was taken once is never taken again. */
export function createSecondFactor(parts: { db: Kysely<Tables>; keys: Keys; clock: Clock; issuer: string }) {
  const { db, keys, clock } = parts;
  const totpOf = (secret: string, label: string) =>
    new TOTP({
      issuer: parts.issuer,
      label,
      secret: Secret.fromBase32(secret),
      algorithm: 'SHA1',
      digits: 6,
      period: PERIOD_SECONDS,
    });

  /** The time step for which the code is right, one step to either side allowed for slow fingers and wrong clocks. */
  function stepOf(secret: string, code: string): number | undefined {
    const timestamp = clock.now().getTime();
    const delta = totpOf(secret, '').validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 });
    return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  }

  async function renewRecoveryCodes(accountId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await db.transaction().execute(async (inside) => {
      await inside.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
      await inside
        .insertInto('recovery_codes')
        .values(codes.map((code) => ({ account_id: accountId, code_hash: hashOf(code) })))
        .execute();
    });
    return codes;
  }
  const hashOf = (code: string) => keys.hash('recovery', readInvitationCode(code));

  return {
    /** A new secret, to be confirmed by a first code. The present one, if any, stays until then. */
    async start(accountId: string, label: string) {
      const secret = new Secret({ size: 20 }).base32;
      const row = {
        scope: 'totp-pending',
        key: accountId,
        value: JSON.stringify(keys.seal(secret)),
        updated_at: clock.now().toISOString(),
      };
      await db
        .insertInto('records')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['scope', 'key']).doUpdateSet({ value: row.value, updated_at: row.updated_at }),
        )
        .execute();
      return { secret, uri: totpOf(secret, label).toString() };
    },
    async confirm(accountId: string, code: string): Promise<string[] | undefined> {
      const pending = await db.selectFrom('records').select('value').where('scope', '=', 'totp-pending').where('key', '=', accountId).executeTakeFirst(); // prettier-ignore
      if (pending === undefined) return undefined;
      const sealed = JSON.parse(pending.value) as string;
      const step = stepOf(keys.unseal(sealed), code);
      if (step === undefined) return undefined;
      const row = {
        account_id: accountId,
        secret: sealed,
        confirmed: 1 as const,
        last_step: step,
        created_at: clock.now().toISOString(),
      };
      await db.transaction().execute(async (inside) => {
        await inside
          .insertInto('totp_secrets')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .column('account_id')
              .doUpdateSet({ secret: row.secret, confirmed: 1, last_step: step, created_at: row.created_at }),
          ) // prettier-ignore
          .execute();
        await inside.deleteFrom('records').where('scope', '=', 'totp-pending').where('key', '=', accountId).execute();
      });
      return renewRecoveryCodes(accountId);
    },
    async prove(accountId: string, code: string): Promise<boolean> {
      if (!/^\s*(?:\d\s*){6}$/.test(code)) {
        const used = await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).where('code_hash', '=', hashOf(code)).executeTakeFirst(); // prettier-ignore
        return Number(used.numDeletedRows) > 0;
      }
      const row = await db.selectFrom('totp_secrets').select('secret').where('account_id', '=', accountId).where('confirmed', '=', 1).executeTakeFirst(); // prettier-ignore
      const step = row && stepOf(keys.unseal(row.secret), code);
      if (step === undefined) return false;
      const taken = await db.updateTable('totp_secrets').set({ last_step: step }).where('account_id', '=', accountId).where('last_step', '<', step).executeTakeFirst(); // prettier-ignore
      return Number(taken.numUpdatedRows) > 0;
    },
    renewRecoveryCodes,
    async state(accountId: string): Promise<{ totp: boolean; recoveryCodesLeft: number }> {
      const totp = await db.selectFrom('totp_secrets').select('account_id').where('account_id', '=', accountId).where('confirmed', '=', 1).executeTakeFirst(); // prettier-ignore
      const codes = await db
        .selectFrom('recovery_codes')
        .select('code_hash')
        .where('account_id', '=', accountId)
        .execute();
      return { totp: totp !== undefined, recoveryCodesLeft: codes.length };
    },
    async removeAll(accountId: string): Promise<void> {
      await db.deleteFrom('totp_secrets').where('account_id', '=', accountId).execute();
      await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
      await db.deleteFrom('records').where('scope', '=', 'totp-pending').where('key', '=', accountId).execute();
    },
  };
}
