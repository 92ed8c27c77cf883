import type { Locale } from '#src/domain/locale/languages.ts';
import { tagOf } from '#src/domain/locale/languages.ts';
import type { WordTree } from '#src/i18n/translator.ts';
import { browserTranslate, type BrowserTranslate } from '../planner/browser-words.ts';

/** The words of this feature: loaded with it, because most visits to the planner never open it. */
export async function loadTakealongWords(locale: Locale): Promise<BrowserTranslate> {
  const response = await fetch(`/api/offline/words/${locale}`);
  if (!response.ok) throw new Error(`the words answered ${response.status}`);
  return browserTranslate((await response.json()) as Record<string, WordTree>, tagOf(locale));
}
