import { useMemo, useState } from 'react';
import { dayLinks, pointLinks } from '#src/domain/exchange/hand-off.ts';
import { onlyDay, outlineTrip } from '#src/domain/exchange/outline.ts';
import { encodeTripLink } from '#src/domain/exchange/trip-link.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';
import { dayTitle, download, exportText, exportWords, FILE_KINDS, fileName, type ExportKind } from './export-file.ts';

type Props = { trip: Trip; index: PlannerIndex; locale: Locale; t: BrowserTranslate };

export function FilesPart({ trip, index, locale, t }: Props) {
  const [only, setOnly] = useState(0);
  const [said, setSaid] = useState('');
  const whole = useMemo(() => outlineTrip(trip, index, t('takealong:untitled')), [trip, index, t]);
  const outline = only === 0 ? whole : onlyDay(whole, only);

  function take(kind: ExportKind) {
    const text = exportText(kind, trip, outline, exportWords(t, locale, location.origin), new Date());
    setSaid(text === undefined ? t('takealong:files.needsDate') : '');
    if (text !== undefined)
      download(text, kind, fileName(whole.name, kind, kind === 'own' || only === 0 ? undefined : only));
  }

  return (
    <>
      <section aria-labelledby="ta-files">
        <h3 id="ta-files">{t('takealong:files.title')}</h3>
        <label>
          {t('takealong:files.scope')}
          <select className="input" value={only} onChange={(event) => setOnly(Number(event.currentTarget.value))}>
            <option value={0}>{t('takealong:files.whole')}</option>
            {whole.days.map((day) => (
              <option key={day.id} value={day.number}>
                {dayTitle(t, locale, day)}
              </option>
            ))}
          </select>
        </label>
        <p className="cluster">
          {FILE_KINDS.map((kind) => (
            <button key={kind} type="button" className="button" onClick={() => take(kind)}>
              {t(`takealong:files.${kind}`)}
            </button>
          ))}
          <a className="button" href={`/${locale}/open#${encodeTripLink(trip)}`} target="_blank" rel="noopener">
            {t('takealong:files.print')}
          </a>
        </p>
        {whole.missing.length > 0 && <p className="small">{t('takealong:files.missing')}</p>}
        <p role="status">{said}</p>
      </section>
      <section aria-labelledby="ta-navigate">
        <h3 id="ta-navigate">{t('takealong:navigate.title')}</h3>
        {outline.days.map((day) => (
          <details key={day.id}>
            <summary>{dayTitle(t, locale, day)}</summary>
            <p className="cluster">
              {dayLinks(day).map(({ app, url }, i, all) => (
                <a key={url} className="button" href={url} target="_blank" rel="noreferrer">
                  {app} {all.length > 1 && t('takealong:navigate.part', { part: i + 1 })}
                </a>
              ))}
            </p>
            <ul className="plain-list">
              {day.points.map((point) => (
                <li key={point.id}>
                  {point.name}
                  <span className="cluster small">
                    {pointLinks(point).map(({ app, url }) => (
                      <a key={app} href={url} rel="noreferrer" {...(app !== 'geo' && { target: '_blank' })}>
                        {app === 'geo' ? t('takealong:navigate.phone') : app}
                      </a>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </section>
    </>
  );
}
