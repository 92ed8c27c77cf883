import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { getMigrations } from 'better-auth/db/migration';
import type { BetterAuthOptions } from 'better-auth';
import * as z from 'zod';
import type { OpenDatabase } from '#src/adapters/sql/open-database.ts';
import type { Proof } from '#src/ports/accounts.ts';

const DAY_SECONDS = 86_400;

/**
 * The kept library's part: sessions, their signed cookies, and passkeys. It knows accounts only by their id; who they
 * are and what they may do is ours. Its tables live in the same database and are migrated by itself.
 */
export async function openAuthSessions(parts: {
  database: OpenDatabase;
  siteUrl: URL;
  secret: string;
  isActive(accountId: string): Promise<boolean>;
}) {
  const { database, siteUrl } = parts;
  const options = {
    appName: 'Tripmap',
    baseURL: siteUrl.origin,
    basePath: '/api/auth',
    secret: parts.secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: database.db, type: database.engine, transaction: true },
    // We throttle by ourselves, at the same doors as all others.
    rateLimit: { enabled: false },
    session: {
      // An owner's phone stays signed in through a low season; every visit renews it.
      expiresIn: 180 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      freshAge: DAY_SECONDS,
      additionalFields: { proof: { type: 'string', required: true, defaultValue: 'code', input: false } },
    },
    advanced: {
      useSecureCookies: siteUrl.protocol === 'https:',
      cookiePrefix: 'tripmap',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: {
        create: {
          async before(session: { userId: string } & Record<string, unknown>, context: { path?: string } | null) {
            if (!(await parts.isActive(session.userId))) return false;
            return {
              data: context?.path === '/passkey/verify-authentication' ? { ...session, proof: 'passkey' } : session,
            };
          },
        },
      },
    },
    plugins: [
      passkey({
        rpID: siteUrl.hostname,
        rpName: 'Tripmap',
        origin: siteUrl.origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // The library lets a passkey through that nobody unlocked; ours must be two factors in one.
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified)
              throw new APIError('UNAUTHORIZED', { message: 'user verification needed' });
          },
        },
      }),
      serverSessions(),
    ],
  } satisfies BetterAuthOptions;

  const { runMigrations } = await getMigrations(options as unknown as BetterAuthOptions);
  await runMigrations();
  const auth = betterAuth(options);
  const context = await auth.$context;
  const inside = context.internalAdapter;

  return {
    handle: (request: Request): Promise<Response> => auth.handler(request),
    async ensureUser(accountId: string, name: string): Promise<void> {
      if ((await inside.findUserById(accountId)) !== null) return;
      // It wants an address for everyone; this one can never receive or sign in.
      await context.adapter.create({
        model: 'user',
        forceAllowId: true,
        data: {
          id: accountId,
          name,
          email: `${accountId}@accounts.invalid`,
          emailVerified: false,
          createdAt: new Date(),
          updatedAt: new Date(),
        },
      });
    },
    /** `Set-Cookie` values of a new session. */
    async open(accountId: string, proof: Proof, headers: Headers): Promise<string[]> {
      const answer = await auth.api.openSession({ body: { accountId, proof }, headers, returnHeaders: true });
      return answer.headers.getSetCookie();
    },
    async close(headers: Headers): Promise<string[]> {
      const answer = await auth.api.closeSession({ headers, returnHeaders: true });
      return answer.headers.getSetCookie();
    },
    async find(headers: Headers) {
      const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true });
      return response && { session: response.session, renewal: answer.getSetCookie() };
    },
    async setProof(token: string, proof: Proof): Promise<void> {
      await inside.updateSession(token, { proof });
    },
    list: (accountId: string) => inside.listSessions(accountId, { onlyActiveSessions: true }),
    end: (tokens: string[]) => inside.deleteSessions(tokens),
    countPasskeys: (accountId: string) =>
      context.adapter.count({ model: 'passkey', where: [{ field: 'userId', value: accountId }] }),
    removePasskeys: (accountId: string) =>
      context.adapter.deleteMany({ model: 'passkey', where: [{ field: 'userId', value: accountId }] }),
  };
}

/** Endpoints that no URL reaches: our own ways in (invitation, code) end in the library's session and cookie. */
function serverSessions() {
  return {
    id: 'server-sessions',
    endpoints: {
      openSession: createAuthEndpoint.serverOnly(
        {
          method: 'POST',
          requireHeaders: true,
          body: z.object({ accountId: z.string(), proof: z.enum(['invitation', 'code', 'passkey', 'totp']) }),
        },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId);
          const session =
            user && (await ctx.context.internalAdapter.createSession(user.id, false, { proof: ctx.body.proof }, true));
          if (!user || !session) throw new APIError('UNAUTHORIZED');
          await setSessionCookie(ctx, { session, user });
          return { ok: true };
        },
      ),
      closeSession: createAuthEndpoint.serverOnly({ method: 'POST', requireHeaders: true }, async (ctx) => {
        const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
        if (token) await ctx.context.internalAdapter.deleteSession(token);
        deleteSessionCookie(ctx);
        return { ok: true };
      }),
    },
  };
}
