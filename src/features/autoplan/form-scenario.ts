/** What the form of the plan page sends, in the names of its fields. */
export type PlanForm = Pick<URLSearchParams, 'get' | 'getAll'>;

/** The form as a scenario; checking is the parser's business, so that both say the same about a fault. */
export function scenarioOfForm(form: PlanForm): Record<string, unknown> {
  const text = (name: string): string | undefined => form.get(name)?.trim() || undefined;
  const start = text('start');
  const nightBus = form.get('night-bus') === 'on';
  const by = text('by') ?? '17:30';
  const ages = (text('ages') ?? '').split(/[\s,;]+/).filter(Boolean).map(Number); // prettier-ignore
  return {
    start: { place: start, date: text('date'), time: text('time') ?? (nightBus ? '04:30' : '08:00'), arrival: nightBus ? 'night-bus' : 'there' },
    end: { place: text('end') ?? start, by: `${text('end-date') ?? ''}T${by}`, departure: form.get('bus-home') === 'on' ? 'bus' : 'none' },
    vehicle: text('vehicle'),
    licence: text('licence'),
    experience: text('experience'),
    pace: text('pace'),
    party: { adults: Number(text('adults') ?? 2), children: ages, ...(form.get('limited') === 'on' && { mobility: 'limited' }) },
    must: form.getAll('must').filter(Boolean),
    wish: form.getAll('wish').filter(Boolean),
    interests: form.getAll('interest'),
    bedNeeds: form.getAll('need'),
    ...(text('budget') !== undefined && { budget: Number(text('budget')) }),
  };
} // prettier-ignore

/** The fields of the form behind a field of the scenario, to be marked where it is refused. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'start.place': ['start'],
  'start.date': ['date'],
  'start.time': ['time'],
  'end.place': ['end'],
  'end.by': ['end-date', 'by'],
  'party.adults': ['adults'],
  'party.children': ['ages'],
  budget: ['budget'],
};

/** Names of the form's fields that problems are about. */
export const faultyFields = (problems: readonly { field: string }[]): Set<string> =>
  new Set(problems.flatMap(({ field }) => FIELDS[field.replace(/\[.*$/, '')] ?? []));

/** Whether the form was sent at all, or the page only opened. */
export const isSent = (form: PlanForm): boolean => form.get('date') !== null;
