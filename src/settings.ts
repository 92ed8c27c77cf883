import { basename } from 'node:path';
import * as z from 'zod';

// Messages finish the sentence "PORT must be …", so that a wrong setting reads as one plain sentence.
const wholeNumber = (from: number, to: number) => {
  const message = `be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .pipe(z.number().min(from, message).max(to, message));
};

const url = (...protocols: string[]) => {
  const names = protocols.map((p) => `${p}//`).join(' or ');
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `be a complete address starting with ${names}`,
  });
};

const siteUrl = url('http:', 'https:')
  .transform((text) => new URL(text))
  .refine((site) => site.pathname === '/' && site.search === '' && site.hash === '' && site.username === '', {
    error: 'be a bare origin such as https://tripmap.example, without a path',
  });

const hostList = z
  .string()
  .transform((text) =>
    text
      .split(/[\s,]+/)
      .filter((host) => host !== '')
      .map((host) => host.toLowerCase()),
  )
  .refine((hosts) => hosts.every((host) => /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d+)?$/.test(host)), {
    error: 'be host names separated by commas, such as tripmap.example,www.tripmap.example',
  });

const flag = z.enum(['0', '1'], 'be 0 or 1').transform((text) => text === '1');
const folder = z.string().min(1);

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** `https://…/{z}/{x}/{y}.png`, or a PMTiles file: an address or a path. */
const tileSource = z
  .string()
  .refine(
    (text) => text.endsWith('.pmtiles') || isWebAddress(text),
    'be an http or https address of tiles, or a .pmtiles file',
  ) // prettier-ignore
  .transform((text) =>
    isWebAddress(text) ? { url: text } : { url: `/tiles/${encodeURIComponent(basename(text))}`, file: text },
  );

const schema = z.object({
  HOST: z.string().min(1).default('localhost'),
  PORT: wholeNumber(0, 65535).default(4321),
  SITE_URL: siteUrl.optional(),
  ALLOWED_HOSTS: hostList.default([]),
  /** How many proxies in front of us write X-Forwarded-For; 0 means the header is ignored. */
  TRUST_PROXY: wholeNumber(0, 5).default(0),
  CDN_MAX_AGE: wholeNumber(0, 31_536_000).default(0),
  PAGE_CACHE_MB: wholeNumber(1, 4096).default(64),
  REQUEST_LOG: z.enum(['text', 'json', 'errors', 'off'], 'be text, json, errors or off').default('text'),
  WRITES_PER_MINUTE: wholeNumber(1, 100_000).default(60),
  FRAME_ANCESTORS: z
    .string()
    .regex(/^[^;\r\n]*$/, 'be a list of sites, or *')
    .default('*'),
  CONTENT_DIR: folder.default('content'),
  DATA_DIR: folder.default('var'),
  PICTURES_DIR: folder.optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  MEILI_URL: url('http:', 'https:').optional(),
  MEILI_MASTER_KEY: z.string().min(1).optional(),
  TILE_URL: tileSource.optional(),
  TILE_CREDIT: z.string().min(1).optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.string().min(3).optional(),
  /** Run after each publication, in the content folder, for instance a git commit. */
  CONTENT_ON_PUBLISH: z.string().min(1).optional(),
  /** A server with LibreTranslate's interface for machine drafts; without it there are none. */
  TRANSLATE_URL: url('http:', 'https:').optional(),
  TRANSLATE_KEY: z.string().min(1).optional(),
  SECRET: z.string().min(32, 'have at least 32 characters').optional(),
  TEST_LOCALE: flag.default(false),
});

const SECRET_NAMES = new Set(['SECRET', 'MEILI_MASTER_KEY', 'DATABASE_URL', 'SMTP_URL', 'TRANSLATE_KEY']);

/** What the operator set, checked and with every default filled in. Folders are as given, relative to the project. */
export type Settings = {
  host: string;
  port: number;
  /** Where readers reach the site: canonical addresses, feeds and mails use it. */
  siteUrl: URL;
  /** Further host names (with port where it is not the default one) that are answered. */
  allowedHosts: readonly string[];
  trustedProxies: number;
  cdnMaxAgeSeconds: number;
  pageCacheBytes: number;
  requestLog: 'text' | 'json' | 'errors' | 'off';
  writesPerMinute: number;
  /** Sites that may show pages below `/widget/` in a frame, as CSP sources. */
  widgetFrameAncestors: string;
  contentDir: string;
  dataDir: string;
  picturesDir: string;
  databaseUrl?: string;
  search?: { url: string; key?: string };
  /** Tiles below the map's drawing; `file` is one on this machine, which we serve under `url`. */
  tiles: { url?: string; file?: string; credit?: string };
  mail: { smtpUrl?: string; from?: string };
  contentOnPublish?: string;
  machineTranslation?: { url: string; key?: string };
  secret?: string;
  testLocale: boolean;
};

export type ParsedSettings = { kind: 'ok'; settings: Settings } | { kind: 'wrong'; problems: string[] };

/**
 * Reads the settings from the environment. An empty variable counts as not set.
 * All problems are told at once, one sentence each; secret values are never repeated.
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): ParsedSettings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const result = schema.safeParse(given);
  if (!result.success) return { kind: 'wrong', problems: result.error.issues.map((issue) => describe(issue, given)) };
  const read = result.data;
  return {
    kind: 'ok',
    settings: {
      host: read.HOST,
      port: read.PORT,
      siteUrl: read.SITE_URL ?? new URL(`http://localhost:${read.PORT}`),
      allowedHosts: read.ALLOWED_HOSTS,
      trustedProxies: read.TRUST_PROXY,
      cdnMaxAgeSeconds: read.CDN_MAX_AGE,
      pageCacheBytes: read.PAGE_CACHE_MB * 1024 * 1024,
      requestLog: read.REQUEST_LOG,
      writesPerMinute: read.WRITES_PER_MINUTE,
      widgetFrameAncestors: read.FRAME_ANCESTORS,
      contentDir: read.CONTENT_DIR,
      dataDir: read.DATA_DIR,
      picturesDir: read.PICTURES_DIR ?? `${read.DATA_DIR}/pictures`,
      ...some('databaseUrl', read.DATABASE_URL),
      ...(read.MEILI_URL === undefined
        ? {}
        : { search: { url: read.MEILI_URL, ...some('key', read.MEILI_MASTER_KEY) } }),
      tiles: {
        ...read.TILE_URL,
        ...some('credit', read.TILE_CREDIT),
      },
      mail: { ...some('smtpUrl', read.SMTP_URL), ...some('from', read.MAIL_FROM) },
      ...some('contentOnPublish', read.CONTENT_ON_PUBLISH),
      ...some(
        'machineTranslation',
        read.TRANSLATE_URL === undefined ? undefined : { url: read.TRANSLATE_URL, ...some('key', read.TRANSLATE_KEY) },
      ),
      ...some('secret', read.SECRET),
      testLocale: read.TEST_LOCALE,
    },
  };
}

function describe(issue: z.core.$ZodIssue, given: Record<string, string>): string {
  const name = String(issue.path[0]);
  const but = SECRET_NAMES.has(name) ? '' : `, but is "${given[name]}"`;
  return `${name} must ${issue.message}${but}.`;
}

function some<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
