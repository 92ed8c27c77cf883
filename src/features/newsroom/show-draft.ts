import type { APIContext } from 'astro';
import { DEFAULT_LOCALE, isLanguage, type Language } from '#src/domain/locale/languages.ts';
import type { FieldProblem } from '#src/domain/publishing/check-change.ts';
import { withoutScripts, type DraftPage } from './draft-preview.ts';

/** The language a preview is asked for: by its form, else by its address. */
export function previewLanguage(url: URL, form?: FormData): Language {
  const wanted = form?.get('_lang') ?? url.searchParams.get('lang');
  return isLanguage(wanted) ? wanted : DEFAULT_LOCALE;
}

/**
 * Draws a draft with the public templates, for the frame beside its form. Answers the finished page, or what keeps it
 * from being drawn. A page that the templates could not finish lacks `data-live`, and the frame is not shown.
 */
export async function showInFrame(
  { locals, rewrite, url }: Pick<APIContext, 'locals' | 'rewrite' | 'url'>,
  draft: DraftPage,
): Promise<Response | readonly FieldProblem[]> {
  if (draft.kind === 'incomplete') return draft.problems;
  locals.preview = { app: draft.app };
  // Readers send nothing: the page is drawn as for one of them, and what the form said stays here.
  const answer = await rewrite(new Request(new URL(draft.path, url)));
  const headers = new Headers(answer.headers);
  headers.set('cache-control', 'private, no-store');
  headers.set('x-robots-tag', 'noindex');
  headers.delete('content-length');
  return new Response(withoutScripts(await answer.text()), { status: answer.status, headers });
}
