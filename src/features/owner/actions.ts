import type { App } from '#src/composition.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { FieldChanges } from '#src/domain/publishing/types.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';
import type { RefusalReason } from '#src/features/publishing/answers.ts';
import { addFeed, readFeedsNow } from './calendars.ts';
import type { Listing } from './listing.ts';
import { settleLiveConflict } from './live-conflicts.ts';
import { readPhone } from './phone-number.ts';
import { addPhoto, changePhoto, isPhotoChange } from './photos.ts';
import { changesFor, isQuestion, nextQuestion } from './questions.ts';
import { answerRequest } from './requests.ts';
import { saveFields, type Saved } from './save.ts';
import { addVoiceNote, removeVoiceNote } from './voice-notes.ts';
import { textOf } from './visitor.ts';

/** A key of `owner:said` (done) or `owner:problems` (refused). */
export type Said = { ok: boolean; said: string; /** Where to go next, if not back. */ next?: string };

export type Doing = { app: App; actor: SignedIn; listing: Listing; form: FormData; locale: Locale };
type Act = (doing: Doing) => Promise<Said>;

const done = (said: string, next?: string): Said => ({ ok: true, said, ...(next === undefined ? {} : { next }) });
const problem = (said: RefusalReason | (string & {})): Said => ({ ok: false, said });

function fromSaved(saved: Saved, listing: Listing, locale: Locale, next?: string): Said {
  if (saved.kind === 'refused') return problem(saved.reason);
  if (saved.kind === 'conflicts')
    return { ok: true, said: 'conflict', next: `/${locale}/my/${listing.slug}/conflicts` };
  return done(saved.live ? 'live' : 'drafted', next);
}

async function save({ app, actor, listing, form, locale }: Doing, changes: FieldChanges, next?: string): Promise<Said> {
  const saved = await saveFields(app, actor, listing.slug, textOf(form, 'seen') || listing.seen, changes);
  return fromSaved(saved, listing, locale, next);
}

const answerNights = (result: Awaited<ReturnType<App['state']['publishing']['setNights']>>): Said =>
  result.kind === 'done' ? done('live') : problem(result.reason);

const PRICES = ['vnd', 'weekend', 'festival'];
const MOST_VND = 20_000_000;

/** Everything a form of the owner's screens can ask for. Each use case asks for its own right again. */
export const ACTS: Readonly<Record<string, Act>> = {
  /** `night` is `2026-11-22:free`, as many as there are. */
  async nights({ app, actor, listing, form }) {
    const nights = form.getAll('night').map((value) => {
      const [date = '', state = ''] = String(value).split(':');
      return { date, state };
    });
    if (listing.status.published === null) return nightsOfDraft(app, actor, listing, nights);
    const tappedAt = textOf(form, 'tappedAt');
    if (tappedAt === '') return answerNights(await app.state.publishing.setNights(actor, listing.slug, nights));
    // What waited over midnight for signal speaks for nights that are over too; the others count all the same.
    const today = dayInVietnam(app.clock.now());
    const ahead = nights.filter(({ date }) => date >= today);
    return answerNights(await app.state.publishing.setNights(actor, listing.slug, ahead.length > 0 ? ahead : nights, tappedAt)); // prettier-ignore
  },

  async price(doing) {
    const which = textOf(doing.form, 'which') || 'vnd';
    const value = textOf(doing.form, 'value').replace(/[\s.,₫đ]/g, '');
    if (!PRICES.includes(which)) return problem('bad-fields');
    const changes: Record<string, number | string | null> = {};
    if (value === '' && which !== 'vnd') changes[`facts/priceFrom/${which}`] = null;
    else {
      const vnd = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (!(vnd >= 10_000 && vnd <= MOST_VND)) return problem('bad-price');
      changes[`facts/priceFrom/${which}`] = vnd;
    }
    if (doing.listing.fields['facts/priceFrom/per'] === undefined) changes['facts/priceFrom/per'] = 'person';
    return save(doing, changes);
  },
  async per(doing) {
    const per = textOf(doing.form, 'per');
    return per === 'person' || per === 'room' ? save(doing, { 'facts/priceFrom/per': per }) : problem('bad-fields');
  },

  async contact(doing) {
    const phone = readPhone(textOf(doing.form, 'phone'));
    if (phone === undefined) return problem('bad-phone');
    return save(doing, {
      'facts/phone': phone,
      'facts/zalo': doing.form.has('zalo'),
      'facts/phoneConsent': doing.form.has('phoneConsent'),
    });
  },

  async answer(doing) {
    const question = textOf(doing.form, 'question');
    if (!isQuestion(question)) return problem('bad-fields');
    const values = doing.form.getAll('value').filter((value) => typeof value === 'string');
    const changes = changesFor(question, values, doing.listing.fields);
    if (changes === undefined) return problem('bad-answer');
    if (question === 'village' && doing.app.content.find('places', values[0] ?? '') === undefined) return problem('bad-answer'); // prettier-ignore
    const next = nextQuestion(question);
    const base = `/${doing.locale}/my/${doing.listing.slug}`;
    return save(doing, changes, next === undefined ? base : `${base}/questions/${next}`);
  },

  async words(doing) {
    const summary = textOf(doing.form, 'summary').trim();
    const body = textOf(doing.form, 'body').trim();
    if (summary.length > 320) return problem('too-long');
    return save(doing, { 'words/vi/summary': summary, 'words/vi/body': body });
  },

  'photo-add': addPhoto(save),
  async photo(doing) {
    const what = textOf(doing.form, 'what');
    if (!isPhotoChange(what)) return problem('bad-fields');
    const changes = changePhoto(doing.listing, what, textOf(doing.form, 'file'), textOf(doing.form, 'words'));
    return changes === undefined ? problem('bad-fields') : save(doing, changes);
  },

  'voice-add': addVoiceNote,
  'voice-remove': removeVoiceNote,

  async fresh({ app, actor, listing }) {
    const result = await app.state.publishing.confirmFresh(actor, 'homestays', listing.slug);
    return result.kind === 'published' || (result.kind === 'refused' && result.reason === 'nothing-to-do')
      ? done('fresh')
      : problem(result.kind === 'refused' ? result.reason : 'busy');
  },
  async undo({ app, actor, listing }) {
    const result = await app.state.publishing.undoLive(actor, 'homestays', listing.slug);
    return result.kind === 'published' ? done('undone') : problem(result.kind === 'refused' ? result.reason : 'busy');
  },

  async submit({ app, actor, listing }) {
    const { draft } = listing.status;
    if (draft === undefined) return problem('nothing-to-do');
    if (listing.training) return done('training-sent');
    const result = await app.state.publishing.submit(actor, draft.id, draft.version);
    return result.kind === 'done' ? done('submitted') : problem(result.reason);
  },
  async withdraw({ app, actor, listing }) {
    const { draft } = listing.status;
    if (draft === undefined) return problem('nothing-to-do');
    const result = await app.state.publishing.withdraw(actor, draft.id, draft.version);
    return result.kind === 'done' ? done('withdrawn') : problem(result.reason);
  },
  async discard({ app, actor, listing }) {
    const { draft } = listing.status;
    if (draft === undefined) return problem('nothing-to-do');
    const result = await app.state.publishing.discard(actor, draft.id, draft.version);
    return result.kind === 'done' ? done('discarded') : problem(result.reason);
  },

  async resolve({ app, actor, listing, form }) {
    const take = textOf(form, 'take');
    const id = textOf(form, 'conflict');
    if (take !== 'kept' && take !== 'brought') return problem('bad-fields');
    if (textOf(form, 'where') === 'live') {
      if (!can(actor, 'edit-live', listing.status.liveSubject)) return problem('not-found');
      return (await settleLiveConflict(app, actor, listing.slug, id, take))
        ? done('resolved')
        : problem('nothing-to-do');
    }
    const conflict = await app.state.store.drafts.findConflict(id);
    if (conflict === undefined || conflict.draftId !== listing.status.draft?.id) return problem('not-found');
    const result = await app.state.publishing.resolveConflict(actor, id, { take });
    return result.kind === 'saved' ? done('resolved') : problem(result.reason);
  },

  'request-answer': answerRequest,

  async 'feed-add'({ app, actor, listing, form }) {
    if (!can(actor, 'calendar-edit', listing.status.subject)) return problem('not-found');
    const result = await addFeed(app, listing.id, textOf(form, 'name'), textOf(form, 'url'));
    return result === 'added' ? done('feed-added') : problem(result);
  },
  async 'feed-remove'({ app, actor, listing, form }) {
    if (!can(actor, 'calendar-edit', listing.status.subject)) return problem('not-found');
    const removed = await app.state.store.calendars.removeFeed(listing.id, textOf(form, 'feed'));
    return removed ? done('feed-removed') : problem('not-found');
  },
  async 'feed-read'({ app, actor, listing }) {
    if (!can(actor, 'calendar-edit', listing.status.subject)) return problem('not-found');
    const turn = await app.state.store.throttle.hit(`feed-read:${listing.id}`, 6, 600);
    if (!turn.allowed) return problem('too-many');
    await readFeedsNow(app, await app.state.store.calendars.feeds(listing.id));
    return done('feed-read');
  },
  async 'feed-renew'({ app, actor, listing }) {
    if (!can(actor, 'calendar-edit', listing.status.subject)) return problem('not-found');
    await app.state.store.calendars.renewSecret(listing.id);
    return done('feed-renewed');
  },

  async 'consent-give'({ app, actor, listing, form }) {
    if (!can(actor, 'consent-give', listing.status.subject)) return problem('not-found');
    const turn = await app.state.store.throttle.hit(`consent:${actor.id}`, 10, 3600);
    if (!turn.allowed) return problem('too-many');
    const address = textOf(form, 'helper').trim();
    const phone = readPhone(address);
    const { accounts } = app.state.store;
    const helper = phone === undefined ? await accounts.findByEmail(address) : await accounts.findByPhone(phone);
    const result = await app.state.accounts.giveConsent(actor, listing.id, helper?.id ?? '');
    return result.kind === 'given' ? done('consent-given') : problem('no-such-helper');
  },
  async 'consent-revoke'({ app, actor, listing, form }) {
    const result = await app.state.accounts.revokeConsent(actor, listing.id, textOf(form, 'consent'));
    return result.kind === 'done' ? done('consent-revoked') : problem('not-found');
  },
};

/** A house that is not published yet may already say when it is full; nobody sees it before. */
async function nightsOfDraft(
  app: App,
  actor: SignedIn,
  listing: Listing,
  nights: readonly { date: string; state: string }[],
): Promise<Said> {
  if (!can(actor, 'draft-edit', listing.status.subject)) return problem('not-found');
  const known = nights.flatMap(({ date, state }) =>
    /^\d{4}-\d{2}-\d{2}$/.test(date) && (state === 'free' || state === 'few' || state === 'full' || state === 'ask')
      ? [{ date, state } as const]
      : [],
  );
  if (known.length === 0 || known.length !== nights.length || known.length > 60) return problem('bad-fields');
  const at = app.clock.now().toISOString();
  await app.state.store.availability.set(listing.id, known, actor.id, at);
  await app.state.store.audit.append({ by: actor.id, action: 'nights', subject: listing.id, detail: { nights: known.length } }); // prettier-ignore
  return done('drafted');
}
