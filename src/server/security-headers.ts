import { createHash } from 'node:crypto';
import { isDraftFrame } from '#src/server/route-policy.ts';
import type { FlatHeaders } from '#src/server/stored-page.ts';
import type { Settings } from '#src/settings.ts';

export type SecurityOptions = {
  /** Whether readers reach us by https, directly or through a proxy. */
  secure: boolean;
  /** Origins that map tiles come from, as the operator set them. */
  tileOrigins: readonly string[];
  widgetFrameAncestors: string;
};

export function securityOptions({ siteUrl, tiles, widgetFrameAncestors }: Settings): SecurityOptions {
  return {
    secure: siteUrl.protocol === 'https:',
    tileOrigins: tiles.url === undefined || tiles.file !== undefined ? [] : [tileOrigin(tiles.url)],
    widgetFrameAncestors,
  };
}

function tileOrigin(template: string): string {
  // `{s}` stands for one of several subdomains, which CSP writes as a star.
  const { protocol, host } = new URL(template.replace('{s}', 'subdomain-of'));
  return `${protocol}//${host.replace('subdomain-of', '*')}`;
}

/** Pages below this segment may be framed by other sites; they show nothing personal and take no writes. */
const WIDGET_PATH = /^\/(?:[a-z-]+\/)?widget(?:\/|$)/;

/** On every answer. */
export function commonSecurityHeaders({ secure }: SecurityOptions): FlatHeaders {
  return [
    'X-Content-Type-Options',
    'nosniff',
    'Referrer-Policy',
    'strict-origin-when-cross-origin',
    'Permissions-Policy',
    'geolocation=(self), camera=(self), microphone=(self), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy',
    'same-origin',
    ...(secure ? ['Strict-Transport-Security', 'max-age=31536000'] : []),
  ];
}

/** For answers that are not pages: data, pictures, feeds. Nothing in them may run or load anything. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * The policy of a page. Astro's own policy brings the hashes of every script and style of the whole build;
 * only those of inline elements that are really in this page are passed on, which keeps the header short.
 * A script that someone smuggled into the page is not among Astro's hashes and stays blocked.
 */
export function pagePolicy(
  astroPolicy: string | undefined,
  html: string,
  pathname: string,
  options: SecurityOptions,
): string {
  const inline = inlineElements(html);
  if (isDraftFrame(pathname)) return draftFramePolicy(inline.style.filter((hash) => astroPolicy?.includes(hash)), options); // prettier-ignore
  const script = inline.script.filter((hash) => astroPolicy?.includes(hash));
  const style = inline.style.filter((hash) => astroPolicy?.includes(hash));
  return policy(script, style, WIDGET_PATH.test(pathname) ? options.widgetFrameAncestors : "'none'", options);
}

/**
 * For the frame in which the desk shows a draft: our own page may frame it, nothing in it may run, send or ask for
 * data, and its links open beside it. Its origin stays ours, so that fonts and photos of drafts load.
 */
function draftFramePolicy(style: readonly string[], options: SecurityOptions): string {
  return [
    "default-src 'none'",
    ["style-src 'self'", ...style].join(' '),
    `img-src 'self' data:${tileSources(options)}`,
    "font-src 'self'",
    "media-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    ...(options.secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** For scripts as files: a worker takes its policy from its own file, not from the page. */
export function scriptFilePolicy(options: SecurityOptions): string {
  return policy([], [], "'none'", options);
}

function policy(script: string[], style: string[], frameAncestors: string, options: SecurityOptions): string {
  const tiles = tileSources(options);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...script].join(' '),
    ["style-src 'self'", ...style].join(' '),
    `img-src 'self' data: blob:${tiles}`,
    `connect-src 'self'${tiles}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
    "base-uri 'none'",
    "object-src 'none'",
    ...(options.secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

const tileSources = ({ tileOrigins }: SecurityOptions) => tileOrigins.map((origin) => ` ${origin}`).join('');

const INLINE = /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1\s*>/gi;

function inlineElements(html: string): { script: string[]; style: string[] } {
  const script = new Set<string>();
  const style = new Set<string>();
  for (const [, name = '', attributes = '', text = ''] of html.matchAll(INLINE)) {
    if (text === '') continue;
    const hash = `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    if (name.toLowerCase() === 'style') style.add(hash);
    else if (!/\ssrc\s*=/i.test(attributes)) script.add(hash);
  }
  return { script: [...script], style: [...style] };
}
