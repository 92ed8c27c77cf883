import * as z from 'zod';
import type { App } from '#src/composition.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { languageOf, type Locale } from '#src/domain/locale/languages.ts';
import { isMailAddress } from '#src/domain/contact/mail-address.ts';
import { can } from '#src/domain/rights/can.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';
import { formatDate } from '#src/i18n/formats.ts';
import type { RoomRequest } from '#src/ports/state-store.ts';
import type { Doing, Said } from './actions.ts';
import { readPhone } from './phone-number.ts';
import { textOf } from './visitor.ts';

const MOST_NIGHTS = 60;
const FARTHEST_DAYS = 500;

const formSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  people: z.coerce.number().int().min(1).max(60),
  name: z.string().trim().max(80),
  contact: z.string().trim().min(3).max(190),
  words: z.string().trim().max(500),
});

export type AskProblem = 'dates' | 'people' | 'contact' | 'words' | 'too-many' | 'nobody';
export type Asked = { kind: 'asked' } | { kind: 'refused'; problems: readonly AskProblem[] };

/**
 * A ready message in Vietnamese with the traveller's dates and people, for houses that are called or written to
 * directly. Nothing is kept of it.
 */
export function messageFor(app: App, house: string, form: FormData): { kind: 'written'; text: string } | { kind: 'refused'; problems: readonly AskProblem[] } {
  const read = formSchema.pick({ from: true, to: true, people: true }).safeParse(Object.fromEntries(['from', 'to', 'people'].map((name) => [name, textOf(form, name)])));
  const isPeople = (path: PropertyKey | undefined) => path === 'people';
  if (!read.success) return { kind: 'refused', problems: [...new Set(read.error.issues.map(({ path }): AskProblem => (isPeople(path[0]) ? 'people' : 'dates')))] };
  const { from, to, people } = read.data;
  if (!areDatesAhead(app, from, to)) return { kind: 'refused', problems: ['dates'] };
  const day = (date: string) => formatDate('vi', date, 'short');
  return { kind: 'written', text: app.translator.t('vi')('owner:ask.message', { house, from: day(from), to: day(to), people }) };
} // prettier-ignore

const nightsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function areDatesAhead(app: App, from: string, to: string): boolean {
  const today = dayInVietnam(app.clock.now());
  const nights = nightsBetween(from, to);
  return from >= today && nights >= 1 && nights <= MOST_NIGHTS && from <= addDays(today, FARTHEST_DAYS);
}

/** Who asks for a room gets an answer only where somebody reads it. */
export async function takesRequests(app: App, entry: EntryId): Promise<boolean> {
  return (await app.state.store.accounts.ownersOf(entry)).some((owner) => owner.active);
}

/** A traveller's question for a room. Throttled for each address and for each house; kept for 60 days. */
export async function askForRoom(
  app: App,
  entry: EntryId,
  form: FormData,
  who: { ip: string; locale: Locale },
): Promise<Asked> {
  if (!can({ kind: 'anonymous' }, 'request-send')) return { kind: 'refused', problems: ['nobody'] };
  const read = formSchema.safeParse(Object.fromEntries(['from', 'to', 'people', 'name', 'contact', 'words'].map((name) => [name, textOf(form, name)]))); // prettier-ignore
  const problems = new Set<AskProblem>();
  if (!read.success) {
    for (const { path } of read.error.issues) {
      const field = String(path[0]);
      problems.add(field === 'from' || field === 'to' ? 'dates' : field === 'people' || field === 'contact' ? field : 'words'); // prettier-ignore
    }
    return { kind: 'refused', problems: [...problems] };
  }
  const { from, to, people, name, words } = read.data;
  const nights = nightsBetween(from, to);
  if (!areDatesAhead(app, from, to)) problems.add('dates');
  const contact = readContact(read.data.contact);
  if (contact === undefined) problems.add('contact');
  if (problems.size > 0 || contact === undefined) return { kind: 'refused', problems: [...problems] };
  if (!(await takesRequests(app, entry))) return { kind: 'refused', problems: ['nobody'] };
  const { throttle, requests, audit } = app.state.store;
  const byAddress = await throttle.hit(`ask-room:${who.ip}`, 5, 3600);
  const byHouse = await throttle.hit(`ask-room:${entry}`, 60, 86_400);
  if (!byAddress.allowed || !byHouse.allowed) return { kind: 'refused', problems: ['too-many'] };
  const key = textOf(form, 'key');
  await requests.add(
    { entry, from, nights, people, name, contact, language: languageOf(who.locale), words, createdAt: app.clock.now().toISOString() },
    /^[0-9a-f-]{36}$/.test(key) ? `${entry}:${key}` : undefined,
  ); // prettier-ignore
  await audit.append({ by: 'visitor', action: 'room-request', subject: entry });
  return { kind: 'asked' };
}

export function readContact(text: string): string | undefined {
  if (text.includes('@')) return isMailAddress(text) ? text : undefined;
  return readPhone(text);
}

/** The reply in the traveller's language, ready to be sent as it is. */
export function replyFor(app: App, request: RoomRequest, state: 'free' | 'full' | 'ask', house: string): string {
  const t = app.translator.t(request.language);
  return t(`owner:reply.${state}`, {
    name: request.name || t('owner:reply.guest'),
    house,
    from: formatDate(request.language, request.from),
    nights: t('owner:requests.nights', { count: request.nights }),
    people: t('owner:requests.people', { count: request.people }),
  });
}

export async function answerRequest({ app, actor, listing, form }: Doing): Promise<Said> {
  if (!can(actor, 'request-answer', listing.status.subject)) return { ok: false, said: 'not-found' };
  const state = textOf(form, 'state');
  const request = await app.state.store.requests.find(textOf(form, 'request'));
  if (request === undefined || request.entry !== listing.id) return { ok: false, said: 'not-found' };
  if (state !== 'free' && state !== 'full' && state !== 'ask') return { ok: false, said: 'bad-fields' };
  const answer = replyFor(app, request, state, listing.name);
  const at = app.clock.now().toISOString();
  const changed = request.state !== state;
  await app.state.store.requests.answer(request.id, state, answer, at);
  await app.state.store.audit.append({ by: actor.id, action: 'room-answer', subject: listing.id, detail: { state } });
  if (!request.contact.includes('@')) return { ok: true, said: 'answered-phone' };
  if (!changed) return { ok: true, said: 'answered-mail' };
  const subject = app.translator.t(request.language)('owner:reply.subject', { house: listing.name });
  const sent = await app.state.mail.send({ to: request.contact, subject, text: answer });
  return sent.kind === 'sent' ? { ok: true, said: 'answered-mail' } : { ok: false, said: 'mail-failed' };
}
