import sanitizeHtml from 'sanitize-html';
import { markdownToHtml } from 'satteri';
import type { MarkdownRenderer, SafeHtml } from '#src/ports/markdown.ts';

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: ['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'a', 'em', 'strong', 'del', 'blockquote', 'br', 'hr', 'code', 'pre', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'abbr', 'sup', 'sub'], // prettier-ignore
  allowedAttributes: { a: ['href', 'rel'], abbr: ['title'], th: ['scope'], ol: ['start'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel', 'geo'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    // The page has one h1: its title.
    h1: 'h2',
    a: (tagName, attributes) => {
      const href = attributes['href'] ?? '';
      const outside = /^https?:/i.test(href);
      return { tagName, attribs: { ...(href ? { href } : {}), ...(outside ? { rel: 'noopener nofollow ugc' } : {}) } };
    },
  },
};

/** The one way from Markdown to a page: whoever wrote it, the result passes the same sanitiser. */
export function createMarkdownRenderer(): MarkdownRenderer {
  return {
    render(markdown) {
      let html: string;
      try {
        html = markdownToHtml(withFewerLevels(markdown)).html;
      } catch {
        html = '';
      }
      return sanitizeHtml(html, ALLOWED) as SafeHtml;
    },
  };
}

/** Quotes and lists one within the other, on one line. Nobody writes more; thousands would hold up the whole site. */
const DEEPEST = 24;
const CONTAINER = /[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;

/** Takes away the marks of quotes and lists that go deeper than anybody means to go. */
function withFewerLevels(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => {
      let at = 0;
      for (let depth = 0; depth < DEEPEST; depth++) {
        CONTAINER.lastIndex = at;
        if (!CONTAINER.test(line)) return line;
        at = CONTAINER.lastIndex;
      }
      return `${line.slice(0, at)} ${line.slice(at).replace(/^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/, '')}`;
    })
    .join('\n');
}
