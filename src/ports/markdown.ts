/** HTML that has passed the one sanitiser. Only the Markdown renderer makes it, only `Prose.astro` prints it. */
export type SafeHtml = string & { readonly __safe: 'html' };

export interface MarkdownRenderer {
  /** Renders and sanitises. Never throws on any text. */
  render(markdown: string): SafeHtml;
}
