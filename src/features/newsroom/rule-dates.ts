import { nextDates } from '#src/domain/calendar/opening-hours.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { formatDate } from '#src/i18n/formats.ts';
import { isRule, readRule } from './rule-form.ts';

const SHOWN = 10;

/** Shows the next dates of a rule while it is picked, reckoned as the server reckons them after saving. */
export function showNextDates(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLElement>('[data-rules]')) {
    const { rules: locale = 'vi', today = '', next = '', never = '', wrong = '' } = field.dataset;
    field.addEventListener('change', (event) => {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-rule]');
      const line = row?.querySelector<HTMLElement>('[data-dates]');
      if (!row || !line) return;
      const rule = readRule(new FormData(form), row.dataset['rule'] ?? '');
      if (rule === undefined || /:$/.test(rule)) line.textContent = '';
      else if (!isRule(rule)) line.textContent = wrong.replace('{rule}', rule);
      else {
        const dates = nextDates({ open: [{ rule }] }, today, SHOWN);
        line.textContent = `${next} ${dates.map((date) => formatDate(locale as Locale, date, 'medium')).join(' · ') || never}`;
      }
    });
  }
}
