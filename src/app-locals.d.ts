import type { App as TripmapApp } from '#src/composition.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { PageOfRequest } from '#src/ports/page-cache.ts';

declare global {
  namespace App {
    interface Locals {
      app: TripmapApp;
      /** From the first path segment; Vietnamese where there is none. */
      locale: Locale;
      page: PageOfRequest;
      /**
       * Set by the desk while it shows an unpublished draft through the public templates; `back` is the way back from
       * a preview with a screen of its own, absent in the frame beside the form.
       */
      preview?: { app: TripmapApp; back?: string };
    }
  }
}
