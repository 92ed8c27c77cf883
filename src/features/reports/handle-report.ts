import type { App } from '#src/composition.ts';
import { isMailAddress } from '#src/domain/contact/mail-address.ts';
import { cleanText } from '#src/domain/publishing/check-change.ts';
import { can, type Actor } from '#src/domain/rights/can.ts';
import { REPORT_STATES, type Report, type ReportState } from '#src/ports/state-store.ts';

export type Handled = { kind: 'done' } | { kind: 'refused'; reason: 'not-found' | 'bad-fields' | 'too-long' | 'nothing-to-do' }; // prettier-ignore

const CLOSED: readonly ReportState[] = ['fixed', 'no-fault', 'duplicate'];
const NINETY_DAYS_MS = 90 * 86_400_000;

/** Answers a report in words the reporter reads on the ticket page. */
export async function answerReport(
  app: App,
  actor: Actor,
  id: string,
  wish: { state: string; words: string; duplicateOf?: string; outcome?: string },
): Promise<Handled> {
  const { reports } = app.state.store;
  const report = await reports.find(id);
  if (actor.kind === 'anonymous' || !can(actor, 'report-answer') || report === undefined)
    return { kind: 'refused', reason: 'not-found' };
  const state = REPORT_STATES.find((each) => each === wish.state && each !== 'new');
  if (state === undefined) return { kind: 'refused', reason: 'bad-fields' };
  const words = cleanText(wish.words).trim();
  if (words.length > 2000) return { kind: 'refused', reason: 'too-long' };
  if (state === 'duplicate') {
    const first = wish.duplicateOf === undefined ? undefined : await reports.find(wish.duplicateOf);
    if (first === undefined || first.id === id || first.duplicateOf !== undefined) return { kind: 'refused', reason: 'bad-fields' }; // prettier-ignore
  }
  const at = app.clock.now().toISOString();
  const closes = CLOSED.includes(state);
  await app.state.store.transaction(async (inside) => {
    await inside.reports.addEvent(id, { at, by: actor.id, state, words });
    await inside.reports.update(id, {
      state,
      ...(report.answeredAt === undefined ? { answeredAt: at } : {}),
      ...(closes ? { closedAt: at } : {}),
      ...(state === 'duplicate' && wish.duplicateOf !== undefined ? { duplicateOf: wish.duplicateOf } : {}),
      ...(wish.outcome === undefined ? {} : { outcome: wish.outcome }),
    });
    await inside.audit.append({ by: actor.id, action: 'report-answer', subject: `reports/${id}`, detail: { state } });
  });
  // Whoever is on a traveller's photo did not ask to be kept: it goes as soon as the matter is closed.
  if (closes && report.photo !== undefined) await app.state.media.remove(report.photo);
  if (words !== '' && report.contact !== undefined) await tellReporter(app, report, state, words);
  return { kind: 'done' };
}

/**
 * Whoever left a mail address reads the answer there too, as plain text in their language. The ticket has it in any
 * case, so a mail that does not go out is no failure of the answer.
 */
async function tellReporter(app: App, report: Report, state: ReportState, words: string): Promise<void> {
  if (report.contact === undefined || !isMailAddress(report.contact)) return;
  const t = app.translator.t(report.language);
  await app.state.mail.send({
    to: report.contact,
    subject: t('reports:mail.subject', { kind: t(`reports:kinds.${report.kind}`) }),
    text: t('reports:mail.text', { state: t(`reports:states.${state}`), words, text: report.text }),
  });
}

/** A report that became an alert or an edit says so on its ticket. */
export const closeFromReport = (app: App, actor: Actor, id: string, outcome: string): Promise<Handled> =>
  answerReport(app, actor, id, { state: outcome.startsWith('alerts/') ? 'fixed' : 'looking', words: '', outcome });

/** Reports that may be about the same thing: same entry or within two kilometres, in the last month. */
export async function likelyDuplicates(app: App, report: Report): Promise<Report[]> {
  const since = app.clock.now().getTime() - 30 * 86_400_000;
  const near = (other: Report) =>
    report.lat !== undefined && report.lng !== undefined && other.lat !== undefined && other.lng !== undefined &&
    Math.hypot(report.lat - other.lat, report.lng - other.lng) < 0.02; // prettier-ignore
  return (await app.state.store.reports.list({ limit: 300 })).filter(
    (other) =>
      other.id !== report.id &&
      other.duplicateOf === undefined &&
      Date.parse(other.createdAt) > since &&
      ((report.entry !== undefined && other.entry === report.entry) || near(other)),
  );
}

/** The middle of the minutes to a first answer over ninety days; undefined while nothing was answered. */
export async function medianAnswerMinutes(app: App): Promise<number | undefined> {
  const since = new Date(app.clock.now().getTime() - NINETY_DAYS_MS).toISOString();
  return median(await app.state.store.reports.answerMinutes(since));
}

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return undefined;
  return Number.isInteger(middle) ? ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2 : sorted[Math.floor(middle)]; // prettier-ignore
}
