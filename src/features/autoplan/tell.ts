import { valueTypes } from '#src/domain/plan-check/value-types.ts';
import type { Finding, Values } from '#src/domain/plan-check/finding.ts';
import type { Message } from '#src/domain/autoplan/wishes.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import {
  formatClock,
  formatDate,
  formatKm,
  formatMeters,
  formatMinutes,
  formatNumber,
  formatVnd,
} from '#src/i18n/formats.ts';

/** What the words need: the server's translator or the browser's. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** Sentences of the auto-plan and the plan check, with values as the reader's language writes them. */
export type Teller = {
  message(message: Message): string;
  finding(finding: Finding): string;
  fix(fix: Message): string;
};

export function createTeller(say: Say, locale: Locale): Teller {
  const show = (values: Values): Record<string, string | number> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, showValue(name, value)]));
  const showValue = (name: string, value: string | number): string => {
    const type = valueTypes[name];
    const amount = Number(value);
    switch (type) {
      case 'date':
        return formatDate(locale, String(value), 'full');
      case 'seen':
        return formatDate(locale, String(value));
      case 'time':
        return formatClock(amount);
      case 'minutes':
        return formatMinutes(locale, amount);
      case 'km':
        return formatKm(locale, amount);
      case 'metres':
        return formatMeters(locale, amount);
      case 'count':
      case 'day':
        return formatNumber(locale, amount);
      case 'vnd':
        return formatVnd(locale, amount);
      case 'weekday':
        return weekdayName(locale, String(value));
      case 'word':
        return name === 'field' ? fieldName(String(value)) : wordOf(String(value));
      default:
        return String(value).split(' · ').map(wishName).join(' · ');
    }
  };
  /** The parts of a scenario by the labels that the form gives them; which of a list counts from 1. */
  const fieldName = (field: string): string => {
    const [, head = field, place, rest = ''] = /^(\w+)(?:\[(\d+)\])?(.*)$/.exec(field) ?? [];
    const labels = fieldLabels[head + rest] ?? fieldLabels[head] ?? [];
    const text = labels.map((label) => say(`autoplan:form.${label}`)).join(' / ') || field;
    return place === undefined ? text : `${text} (${formatNumber(locale, Number(place) + 1)})`;
  };
  /** What was asked for by a word and not by a name. */
  const wishName = (text: string): string => {
    const [head, tail = ''] = text.split(':');
    if (head === 'market' && tail === 'any') return say('autoplan:form.anyMarket');
    if (head === 'market' && /^[a-z]+day$/.test(tail)) return say('autoplan:wish.market', { weekday: weekdayName(locale, tail.slice(0, 3).toUpperCase()) }); // prettier-ignore
    if (head !== 'kind') return text;
    for (const list of ['placeKinds', 'eventKinds', 'interests']) {
      const key = `facts:${list}.${tail}`;
      const found = say(key);
      if (found !== key && found !== `${list}.${tail}`) return found;
    }
    return tail;
  };
  const wordOf = (word: string): string => {
    const key = `findings:word.${word}`;
    const text = /^[\w-]+$/.test(word) ? say(key) : word;
    return text === key || text === `word.${word}` ? word : text;
  };
  return {
    message: ({ key, values }) => say(`autoplan:${key}`, show(values)),
    finding: ({ key, values }) => say(`findings:rule.${key}`, show(values)),
    fix: ({ key, values }) => say(`findings:fix.${key}`, show(values)),
  };
}

const fieldLabels: Readonly<Record<string, readonly string[]>> = {
  'start.place': ['start'],
  'start.date': ['date'],
  'start.time': ['time'],
  'end.place': ['end'],
  'end.by': ['endDate', 'by'],
  'party.adults': ['adults'],
  'party.children': ['children'],
  vehicle: ['vehicle'],
  licence: ['licence'],
  experience: ['experience'],
  pace: ['pace'],
  must: ['must'],
  wish: ['wish'],
  interests: ['interests'],
  bedNeeds: ['bedNeeds'],
  budget: ['budget'],
  fixedNights: ['fixedNights'],
  closedRoads: ['closedRoads'],
  suspended: ['suspended'],
};

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function weekdayName(locale: Locale, weekday: string): string {
  // 3 January 2027 is a Sunday.
  return formatDate(locale, `2027-01-0${3 + Math.max(0, weekdays.indexOf(weekday))}`, 'weekday');
}
