import { useEffect, useState } from 'react';
import { indexPlannerData, type PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { intlTagOf, type Locale } from '#src/domain/locale/languages.ts';
import { browserTranslate, type BrowserTranslate } from '../browser-words.ts';
import { loadCore, loadWords } from '../load-planner.ts';
import { openSession, type OpenedSession } from '../open-session.ts';
import { PlannerScreen } from './PlannerScreen.tsx';

export type PlannerProps = {
  locale: Locale;
  tiles?: { url: string; credit: string } | undefined;
  /** Said before any word is loaded. */
  words: { loading: string; failed: string; retry: string; untitled: string };
};

type Ready = { t: BrowserTranslate; index: PlannerIndex; opened: OpenedSession };

/** The planner's island: loads words, data and trips at the same time, then hands over to the screen. */
export function Planner({ locale, tiles, words }: PlannerProps) {
  const [ready, setReady] = useState<Ready | 'failed'>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let gone = false;
    let mine: OpenedSession | undefined;
    void (async () => {
      try {
        const opening = openSession(words.untitled);
        const [tree, core] = await Promise.all([loadWords(locale), loadCore(locale)]);
        mine = await opening;
        const index = indexPlannerData(core);
        await nextTask();
        if (gone) return;
        setReady({ t: browserTranslate(tree, intlTagOf(locale)), index, opened: mine });
      } catch {
        if (!gone) setReady('failed');
      }
    })();
    return () => {
      gone = true;
      mine?.session.close();
    };
  }, [locale, attempt]);

  if (ready === 'failed') {
    return (
      <div className="wrap pl-wait" role="alert">
        <p>{words.failed}</p>
        <button
          type="button"
          className="button"
          onClick={() => {
            setReady(undefined);
            setAttempt(attempt + 1);
          }}
        >
          {words.retry}
        </button>
      </div>
    );
  }
  if (!ready)
    return (
      <p className="wrap pl-wait" role="status">
        {words.loading}
      </p>
    );
  return <PlannerScreen locale={locale} tiles={tiles} t={ready.t} loaded={ready.index} opened={ready.opened} />;
}

/** Reading the data and drawing the screen are a task each: between them a tap is heard. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
