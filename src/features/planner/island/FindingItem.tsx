import type { Finding } from '#src/domain/plan-check/finding.ts';
import { sayWith } from '../say.ts';
import { usePlanner } from './planner-context.ts';

const MARKS = { error: '!', warning: '!', notice: 'i' } as const;

/** One thing the check says, with what can be done about it at a tap. */
/** Beside a stop the best are enough; the list of the whole check has them all. */
const FIXES_BESIDE = 2;

export function FindingItem({ finding, where }: { finding: Finding; where?: string | undefined }) {
  const { t, locale, fix, show } = usePlanner();
  const { severity, key, values, fixes, stop, day } = finding;
  return (
    <li className={`pl-finding pl-${severity}`}>
      <span className="pl-mark" aria-hidden="true">
        {MARKS[severity]}
      </span>
      <div>
        <p>
          <span className="visually-hidden">{t(`findings:severity.${severity}`)}: </span>
          {sayWith(t, locale, `findings:rule.${key}`, values)}
          {where !== undefined && day !== undefined && (
            <>
              {' '}
              <button
                type="button"
                className="pl-link small"
                onClick={() => show('days', stop === undefined ? { day } : { stop, day })}
              >
                {where}
              </button>
            </>
          )}
        </p>
        {fixes.length > 0 && (
          <ul className="plain-list pl-fixes no-print">
            {fixes.slice(0, where === undefined ? FIXES_BESIDE : undefined).map((one) => (
              <li key={JSON.stringify(one.actions)}>
                <button type="button" className="pl-fix" onClick={() => fix(one)}>
                  {sayWith(t, locale, `findings:fix.${one.key}`, one.values)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

export function FindingList({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="plain-list pl-findings">
      {findings.map((finding) => (
        <FindingItem key={keyOf(finding)} finding={finding} />
      ))}
    </ul>
  );
}

export const keyOf = ({ key, day, stop, leg, values }: Finding): string => [key, day, stop, leg, values['need'], values['alert'], values['date']].join('|'); // prettier-ignore
