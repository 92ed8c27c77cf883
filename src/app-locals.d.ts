declare namespace App {
  interface Locals {
    app: import('#src/composition.ts').App;
    /** From the first path segment; Vietnamese where there is none. */
    locale: import('#src/domain/locale/languages.ts').Locale;
    page: import('#src/ports/page-cache.ts').PageOfRequest;
  }
}
