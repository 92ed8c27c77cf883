/**
 * How the caller shows a value of a finding or fix, by its name, so that one formatter serves all words:
 *
 * - `name`: a name in the reader's language, as it is · `date`: `YYYY-MM-DD` · `seen`: a day, month or year
 * - `time`: minutes after midnight (1440 and more: after midnight) · `minutes`: a length of time
 * - `km`, `metres`, `count`, `vnd`: numbers · `day`: which day of the trip, from 1
 * - `weekday`: `SUN` … `SAT` · `word`: a key under `findings:word`
 */
export type ValueType =
  | 'name' | 'date' | 'seen' | 'time' | 'minutes' | 'km' | 'metres' | 'count' | 'vnd' | 'day' | 'weekday' | 'word'; // prettier-ignore

export const valueTypes: Readonly<Record<string, ValueType>> = {
  place: 'name',
  other: 'name',
  alert: 'name',
  source: 'name',
  date: 'date',
  nextDate: 'date',
  untilDate: 'date',
  seen: 'seen',
  time: 'time',
  limitTime: 'time',
  minutes: 'minutes',
  capMinutes: 'minutes',
  km: 'km',
  metres: 'metres',
  number: 'count',
  cap: 'count',
  low: 'vnd',
  high: 'vnd',
  day: 'day',
  weekday: 'weekday',
  startWeekday: 'weekday',
  need: 'word',
  vehicle: 'word',
  pace: 'word',
  field: 'word',
};
