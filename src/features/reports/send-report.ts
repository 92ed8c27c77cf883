import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { App } from '#src/composition.ts';
import { parseEntryId, type EntryId } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { isPosition } from '#src/domain/geo/position.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { cleanText } from '#src/domain/publishing/check-change.ts';
import { ANONYMOUS, can, type Actor } from '#src/domain/rights/can.ts';
import { REPORT_KINDS, type Report } from '#src/ports/state-store.ts';

export type ReportRefusal =
  'empty' | 'too-long' | 'bad-kind' | 'bad-position' | 'bad-photo' | 'too-many' | 'not-stored';
export type SentReport = { kind: 'stored'; code: string } | { kind: 'refused'; reason: ReportRefusal };

const PER_HOUR = 12;
const formSchema = z.object({
  kind: z.enum(REPORT_KINDS),
  text: z.string().trim().min(1).max(4000),
  contact: z.string().trim().max(200),
  /** Made with the form: the same report sent twice, after a lost answer or from the queue, is stored once. */
  key: z.string().regex(/^[0-9a-f-]{32,36}$/),
});

/** The ticket's secret follows from the key of the form, so that a repeated sending leads to the same ticket. */
export const ticketCode = (key: string): string => createHash('sha256').update(`ticket ${key}`).digest('base64url').slice(0, 24); // prettier-ignore
export const hashOfCode = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Takes a report from anyone. `stored` is said only after the database has it. */
export async function sendReport(
  app: App,
  form: FormData,
  from: { ip: string; language: Language; actor?: Actor },
): Promise<SentReport> {
  if (!can(from.actor ?? ANONYMOUS, 'report-send')) return refused('not-stored');
  const text = (name: string) => (typeof form.get(name) === 'string' ? (form.get(name) as string) : '');
  const parsed = formSchema.safeParse({ kind: text('kind'), text: cleanText(text('text')), contact: cleanText(text('contact')), key: text('key') }); // prettier-ignore
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.path[0] === 'kind') return refused('bad-kind');
    return refused(issue?.code === 'too_big' ? 'too-long' : 'empty');
  }
  const { kind, contact, key } = parsed.data;
  const position = readPosition(text('lat'), text('lng'));
  if (position === 'bad') return refused('bad-position');
  const { store, media } = app.state;
  const code = ticketCode(key);
  if ((await store.reports.findByCode(hashOfCode(code))) !== undefined) return { kind: 'stored', code };
  const day = app.clock.now().toISOString().slice(0, 10);
  const who = createHash('sha256').update(`${day} ${from.ip}`).digest('hex').slice(0, 24);
  if (!(await store.throttle.hit(`report:${who}`, PER_HOUR, 3600)).allowed) return refused('too-many');
  const file = form.get('photo');
  let photo: string | undefined;
  if (file instanceof File && file.size > 0) {
    const taken = await media.take(new Uint8Array(await file.arrayBuffer()));
    if (taken.kind === 'refused') return refused('bad-photo');
    photo = taken.photo.file;
  }
  const entry = entryNamed(app, text('about'));
  const createdAt = app.clock.now().toISOString();
  const report: Omit<Report, 'id' | 'state'> = {
    kind,
    text: parsed.data.text,
    language: from.language,
    createdAt,
    ...(entry === undefined ? {} : { entry }),
    ...(position ?? {}),
    ...(photo === undefined ? {} : { photo }),
    ...(contact === '' ? {} : { contact }),
  };
  try {
    await store.transaction(async (inside) => {
      const added = await inside.reports.add(report, hashOfCode(code), key);
      if (added.known) return;
      await inside.reports.addEvent(added.report.id, { at: createdAt, by: 'visitor', state: 'new', words: '' });
      await inside.audit.append({ by: 'visitor', action: 'report', subject: `reports/${added.report.id}`, detail: { kind } }); // prettier-ignore
    });
  } catch {
    return refused('not-stored');
  }
  return { kind: 'stored', code };
}

const refused = (reason: ReportRefusal): SentReport => ({ kind: 'refused', reason });

function readPosition(lat: string, lng: string): { lat: number; lng: number } | undefined | 'bad' {
  if (lat.trim() === '' && lng.trim() === '') return undefined;
  const position = { lat: Number(lat.replace(',', '.')), lng: Number(lng.replace(',', '.')) };
  return isPosition(position) ? position : 'bad';
}

/** The entry a report is about, when it is a published one; anything else is left out. */
export function entryNamed(app: App, text: string): EntryId | undefined {
  const parsed = parseEntryId(text);
  if (parsed === undefined || app.content.find(parsed.kind as ContentKind, parsed.slug) === undefined) return undefined;
  return `${parsed.kind as ContentKind}/${parsed.slug}`;
}
