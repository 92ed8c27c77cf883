import { basename, dirname } from 'node:path';
import { DATA_POLICY } from '#src/server/security-headers.ts';
import { StaticFolder, type StaticFile } from '#src/server/static-files.ts';
import type { FlatHeaders } from '#src/server/stored-page.ts';

export type SiteFolders = {
  /** What the build made. */
  client: string;
  /** Renditions, which may appear while the site runs. */
  pictures: string;
  /** The operator's PMTiles file. */
  tileFile: string | undefined;
};

export type SiteFiles = {
  /** Lists the folders, so that most requests for pages never touch the disk. */
  list(): Promise<void>;
  /** By the URL as it came, from memory only. */
  findLoaded(url: string): StaticFile | undefined;
  find(decodedPath: string): Promise<StaticFile | undefined>;
};

const STATIC_MEMORY = 48 * 1024 * 1024;

/** Every file the site gives out as it is: the build's, the pictures, and the map's tiles. */
export function createSiteFiles(folders: SiteFolders, common: FlatHeaders, scriptPolicy: string): SiteFiles {
  const headersFor = (type: string): FlatHeaders => [
    ...common,
    'Content-Security-Policy',
    policyOf(type, scriptPolicy),
  ];
  const client = new StaticFolder({
    folder: folders.client,
    prefix: '',
    immutable: ['/_astro/'],
    listed: true,
    maxBytes: STATIC_MEMORY,
    headersFor,
  });
  const pictures = new StaticFolder({
    folder: folders.pictures,
    prefix: '/pictures',
    immutable: ['/pictures/'],
    listed: false,
    maxBytes: STATIC_MEMORY,
    headersFor,
  });
  const { tileFile } = folders;
  const tiles = new StaticFolder({
    folder: dirname(tileFile ?? '.'),
    prefix: '/tiles',
    immutable: [],
    listed: false,
    maxBytes: STATIC_MEMORY,
    headersFor,
  });
  const tilePath = tileFile === undefined ? undefined : `/tiles/${basename(tileFile)}`;
  return {
    async list() {
      await Promise.all([client.list(), pictures.list()]);
    },
    findLoaded: (url) => client.findLoaded(url) ?? pictures.findLoaded(url),
    async find(path) {
      return (
        (await pictures.find(path)) ?? (await client.find(path)) ?? (path === tilePath ? tiles.find(path) : undefined)
      );
    },
  };
}

function policyOf(type: string, scriptPolicy: string): string {
  if (type.startsWith('text/javascript') || type.startsWith('text/html')) return scriptPolicy;
  return type.startsWith('image/svg') ? `${DATA_POLICY}; style-src 'unsafe-inline'; sandbox` : DATA_POLICY;
}
