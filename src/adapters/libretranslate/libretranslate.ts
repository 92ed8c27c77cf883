import * as z from 'zod';
import type { MachineTranslation } from '#src/ports/machine-translation.ts';

const answerSchema = z.object({ translatedText: z.array(z.string()) });
const TIMEOUT_MS = 30_000;

/** A server with the interface of LibreTranslate (`POST /translate`), for instance one run by the department itself. */
export function createLibreTranslate(options: { url: string; key?: string | undefined }): MachineTranslation {
  return {
    async translate(texts, from, to) {
      try {
        const response = await fetch(new URL('translate', options.url.endsWith('/') ? options.url : `${options.url}/`), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ q: texts, source: from, target: to, format: 'text', ...(options.key === undefined ? {} : { api_key: options.key }) }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        }); // prettier-ignore
        if (!response.ok) return { kind: 'failed', reason: `the service answered ${response.status}` };
        const parsed = answerSchema.safeParse(await response.json());
        if (!parsed.success || parsed.data.translatedText.length !== texts.length)
          return { kind: 'failed', reason: 'the service answered in another form' };
        return { kind: 'translated', texts: parsed.data.translatedText };
      } catch (error) {
        return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
