import { isLanguage, LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { COLLECTIONS, type Collection } from './schemas.ts';

export const DEFAULT_PER_PAGE = 100;
export const MOST_PER_PAGE = 500;
export const DEFAULT_DAYS = 60;
export const MOST_DAYS = 366;

export type ApiRequest = {
  collection: Collection;
  format: 'json' | 'geojson';
  language: Language;
  page: number;
  perPage: number;
  /** Only what changed at or after this instant. */
  changedSince?: Date;
  /** Days from today for which events say their dates. */
  days: number;
};

export type ReadRequest =
  { kind: 'ok'; request: ApiRequest } | { kind: 'wrong'; problems: { parameter: string; expected: string }[] };

/** `2026-07-01` means the day's beginning in Vietnam; a time needs its offset. */
const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** A program that asks for something we do not have should learn it at once, so nothing is guessed. All problems are told. */
export function readApiRequest(collection: Collection, params: URLSearchParams): ReadRequest {
  const problems: { parameter: string; expected: string }[] = [];
  const wrong = (parameter: string, expected: string) => void problems.push({ parameter, expected });

  const format = params.get('format') ?? 'json';
  if (format !== 'json' && format !== 'geojson') wrong('format', 'json or geojson');
  const language = params.get('lang') ?? 'vi';
  if (!isLanguage(language)) wrong('lang', LOCALES.join(', '));
  const whole = (parameter: string, usual: number, most: number) => {
    const text = params.get(parameter) ?? String(usual);
    const value = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
    if (value === 0 || value > most) wrong(parameter, `a whole number from 1 to ${most}`);
    return value;
  };
  const page = whole('page', 1, 100_000);
  const perPage = whole('per-page', DEFAULT_PER_PAGE, MOST_PER_PAGE);
  const days = whole('days', DEFAULT_DAYS, MOST_DAYS);
  const since = params.get('changed-since');
  const changedSince = since === null ? undefined : readInstant(since);
  if (since !== null && changedSince === undefined) wrong('changed-since', '2026-07-01 or 2026-07-01T06:00:00+07:00');
  if (since !== null && collection === 'roads') wrong('changed-since', 'nothing: roads change as a whole');

  if (problems.length > 0) return { kind: 'wrong', problems };
  return {
    kind: 'ok',
    request: {
      collection,
      format: format as ApiRequest['format'],
      language: language as Language,
      page,
      perPage,
      days,
      ...(changedSince ? { changedSince } : {}),
    },
  };
}

function readInstant(text: string): Date | undefined {
  if (!INSTANT.test(text)) return undefined;
  const date = new Date(text.includes('T') ? text : `${text}T00:00:00+07:00`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function isCollection(name: string): name is Collection {
  return (COLLECTIONS as readonly string[]).includes(name);
}
