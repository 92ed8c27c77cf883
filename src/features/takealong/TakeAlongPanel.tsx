import { useEffect, useState } from 'react';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';
import { BringPart } from './BringPart.tsx';
import { FilesPart } from './FilesPart.tsx';
import { loadTakealongWords } from './load-words.ts';
import { PackPart } from './PackPart.tsx';
import { SharePart } from './SharePart.tsx';
import './takealong.css';

export type TakeAlongProps = {
  trip: Trip;
  index: PlannerIndex;
  locale: Locale;
  /** Whether the trip is one of this device: only then it can be kept offline with its pages. */
  own: boolean;
  /** Gets a trip with an id of its own that the traveller has seen and wants. */
  onImport: (trip: Trip) => void;
};

/** Everything about leaving with a trip: offline, sharing, files, and what others bring. */
export function TakeAlongPanel({ trip, index, locale, own, onImport }: TakeAlongProps) {
  const [t, setWords] = useState<BrowserTranslate>();
  useEffect(() => {
    let gone = false;
    loadTakealongWords(locale).then(
      (words) => gone || setWords(() => words),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [locale]);
  if (!t) return null;
  return (
    <div className="ta-panel">
      <p className="soft">{t('takealong:lead')}</p>
      {own && <PackPart trip={trip} index={index} locale={locale} t={t} />}
      <SharePart trip={trip} locale={locale} t={t} />
      <FilesPart trip={trip} index={index} locale={locale} t={t} />
      <BringPart index={index} locale={locale} t={t} onImport={onImport} />
    </div>
  );
}
