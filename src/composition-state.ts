import { resolve } from 'node:path';
import { createIdentity } from '#src/adapters/better-auth/identity.ts';
import { findSecret } from '#src/adapters/better-auth/secret.ts';
import { createContentCommand } from '#src/adapters/content-command/content-command.ts';
import { createDiskMedia } from '#src/adapters/disk-media/disk-media.ts';
import { createOutbox, type OutboxItem } from '#src/adapters/mail-outbox/mail-outbox.ts';
import { createRemoteCalendar } from '#src/adapters/remote-calendar/remote-calendar.ts';
import { createSmtp } from '#src/adapters/smtp/smtp.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { createAccountManaging, type AccountManaging } from '#src/features/accounts/managing.ts';
import { readDueFeeds } from '#src/features/owner/calendars.ts';
import { createPublishing, type Publishing } from '#src/features/publishing/publishing.ts';
import type { Translator } from '#src/i18n/translator.ts';
import type { Identity } from '#src/ports/accounts.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { MailSender } from '#src/ports/mail.ts';
import type { MediaStore } from '#src/ports/media.ts';
import type { PageCache } from '#src/ports/page-cache.ts';
import type { RemoteCalendar } from '#src/ports/remote-calendar.ts';
import type { SmsSender } from '#src/ports/sms.ts';
import type { StateStore } from '#src/ports/state-store.ts';
import type { Settings } from '#src/settings.ts';

/** Accounts, drafts and publishing: the part of the product behind sign-in. */
export type StatePart = {
  readonly store: StateStore;
  readonly identity: Identity;
  readonly accounts: AccountManaging;
  readonly publishing: Publishing;
  readonly media: MediaStore;
  readonly mail: MailSender;
  readonly sms: SmsSender;
  /** Feeds of booking sites. */
  readonly remoteCalendar: RemoteCalendar;
  /** Pages to be made anew because a row changed that they show. */
  forgetPages(tags: readonly string[]): void;
  /** Present only where mail goes nowhere and the site is a developer's machine. */
  readonly outbox?: { items(): Promise<OutboxItem[]> };
  close(): Promise<void>;
};

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
/** How often due publications, expiries and interrupted work are looked for. */
const TICK_MS = 5_000;
const CALENDAR_TICK_MS = 60_000;
const ROOM_REQUEST_DAYS = 60;
const DAY_MS = 86_400_000;

/** Where the state lives: PostgreSQL when it is set, else one file. */
export const stateUrl = (settings: Pick<Settings, 'databaseUrl' | 'dataDir'>): string =>
  settings.databaseUrl ?? resolve(settings.dataDir, 'state.sqlite');
export const mediaFolder = (settings: Pick<Settings, 'dataDir'>): string => resolve(settings.dataDir, 'media');

/** Opens everything, finishes what a crash interrupted, and begins to look after what is due. */
export async function openState(parts: {
  settings: Settings;
  clock: Clock;
  content: ContentStore;
  translator: Translator;
  pageCache: Pick<PageCache, 'invalidate'>;
}): Promise<StatePart> {
  const { settings, clock, content } = parts;
  const warn = (message: string) => console.warn(message);
  const store = await openStateStore({ url: stateUrl(settings), clock });
  const { secret, made } = findSecret(settings.secret, resolve(settings.dataDir, 'secret'));
  if (made) warn(`A new secret was made in ${settings.dataDir}/secret. Keep it: without it all sign-ins end.`);

  const outbox = createOutbox(store.records, clock);
  const { smtpUrl, from } = settings.mail;
  const smtp = smtpUrl === undefined ? undefined : createSmtp({ url: smtpUrl, from: from ?? `Tripmap <no-reply@${settings.siteUrl.hostname}>`, onFailure: (reason) => warn(`A mail could not be sent: ${reason}`) }); // prettier-ignore
  const mail = smtp ?? outbox.mail;
  const sms = outbox.sms;

  const identity = await createIdentity({
    store,
    clock,
    secret,
    siteUrl: settings.siteUrl,
    mail,
    sms,
    translate: (language) => parts.translator.t(language),
  });
  const media = createDiskMedia({ folder: mediaFolder(settings) });
  const contentCommand = createContentCommand(settings.contentOnPublish, {
    folder: resolve(settings.contentDir),
    onFailure: warn,
  });
  const publishing = createPublishing({
    store,
    content,
    clock,
    contentRoot: resolve(settings.contentDir),
    pageCache: parts.pageCache,
    photos: media,
    onTrouble: warn,
    onPublished: (published) => contentCommand.run(published),
  });
  await publishing.recoverPublishing(true);

  let busy = false;
  let day = '';
  const tick = async () => {
    if (busy) return;
    busy = true;
    try {
      await publishing.runDue();
      const today = clock.now().toISOString().slice(0, 10);
      if (today !== day) await forgetOld(store, clock);
      day = today;
    } catch (error) {
      warn(`Looking after publications failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void tick(), TICK_MS);
  timer.unref();

  const remoteCalendar = createRemoteCalendar();
  let reading: Promise<void> | undefined;
  const readCalendars = () => {
    reading ??= readDueFeeds({ store, clock, remoteCalendar })
      .then((changed) => parts.pageCache.invalidate(changed))
      .catch((error: unknown) =>
        warn(`Reading calendars failed: ${error instanceof Error ? error.message : String(error)}`),
      )
      .finally(() => (reading = undefined));
  };
  const calendarTimer = setInterval(readCalendars, CALENDAR_TICK_MS);
  calendarTimer.unref();

  return {
    store,
    identity,
    accounts: createAccountManaging({ store, content, identity }),
    publishing,
    media,
    mail,
    sms,
    remoteCalendar,
    forgetPages: (tags) => parts.pageCache.invalidate(tags),
    ...(smtp === undefined && LOCAL_HOSTS.has(settings.siteUrl.hostname) ? { outbox } : {}),
    async close() {
      clearInterval(timer);
      clearInterval(calendarTimer);
      await reading;
      while (busy) await new Promise((done) => setTimeout(done, 20));
      await contentCommand.close();
      smtp?.close();
      await store.close();
    },
  };
}

/** Once a day: what must not be kept goes. */
async function forgetOld(store: StateStore, clock: Clock): Promise<void> {
  const now = clock.now();
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  await store.requests.removeBefore(before(ROOM_REQUEST_DAYS));
  await store.availability.removeBefore(before(7).slice(0, 10));
  await store.shortLinks.removeExpired(now.toISOString());
  await store.throttle.removeOld();
  await store.reports.forgetPersons(before(14));
}
