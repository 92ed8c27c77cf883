import { WEEKDAYS, ZODIAC_BRANCHES } from '#src/domain/calendar/calendar-date.ts';
import { parseDateRule } from '#src/domain/calendar/date-rule.ts';

export const RULE_KINDS = ['daily', 'weekday', 'zodiac', 'lunar', 'lunar-monthly', 'season', 'dates'] as const;

/** Opposite animals: a rotating market comes every six days. */
export const ZODIAC_PAIRS: readonly string[] = [
  ...ZODIAC_BRANCHES.slice(0, 6).map((branch, i) => `${branch},${ZODIAC_BRANCHES[i + 6] as string}`),
  ...ZODIAC_BRANCHES,
];

export type RuleParts = { kind: string; weekdays: readonly string[]; zodiac: string; from: string; to: string };

/** A stored rule taken apart for the form. A rule that cannot be read comes back whole in `from`, to be mended. */
export function rulePartsOf(text: string): RuleParts {
  const [kind = '', body = ''] = text.split(':');
  const none: RuleParts = { kind, weekdays: [], zodiac: '', from: '', to: '' };
  if (kind === 'weekday') return { ...none, weekdays: body.split(',') };
  if (kind === 'zodiac') return { ...none, zodiac: body };
  if (kind === 'lunar-monthly') return { ...none, from: body };
  const [from = '', to = ''] = body.split('..');
  return { ...none, from, to };
}

/** Puts a rule together from what was picked. What does not fit stays as written, and the check says so. */
export function readRule(form: FormData, path: string): string | undefined {
  const text = (name: string) => {
    const value = form.get(`${path}/${name}`);
    return typeof value === 'string' ? value.trim() : '';
  };
  const kind = text('kind');
  const [from, to] = [text('from'), text('to')];
  switch (kind) {
    case '':
      return undefined;
    case 'daily':
      return 'daily';
    case 'weekday': {
      const picked = form.getAll(`${path}/weekdays`);
      return `weekday:${WEEKDAYS.filter((day) => picked.includes(day)).join(',')}`;
    }
    case 'zodiac':
      return `zodiac:${text('zodiac')}`;
    case 'lunar-monthly':
      return `lunar-monthly:${from}`;
    default:
      return to === '' || to === from ? `${kind}:${from}` : `${kind}:${from}..${to}`;
  }
}

export const isRule = (text: string): boolean => parseDateRule(text).ok;
