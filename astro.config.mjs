import node from '@astrojs/node';
import react from '@astrojs/react';
import { defineConfig, fontProviders } from 'astro/config';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { fingerprintSources, writeBuildFingerprint } from './src/cli/build-fingerprint.mjs';
import { buildServiceWorker } from './src/cli/build-service-worker.mjs';
import { precompress } from './src/cli/precompress.mjs';

/**
 * Islands are written against React and rendered by React on the server; the browser gets Preact's
 * compatible core instead, because react-dom alone (67 KB gz) would eat half of the planner's budget.
 * The two write slightly different HTML, so islands use `client:only="react"` (no hydration to mismatch).
 * Set to false to ship React itself.
 */
const PREACT_IN_BROWSER = true;

const PREACT_FOR_REACT = [
  ['react/jsx-runtime', 'preact/jsx-runtime'],
  ['react/jsx-dev-runtime', 'preact/jsx-dev-runtime'],
  ['react-dom/client', 'preact/compat/client'],
  ['react-dom', 'preact/compat'],
  ['react', 'preact/compat'],
];

/** @returns {import('vite').Plugin} resolves React's names to Preact in the browser bundle only */
function preactInBrowser() {
  const replacements = new Map(PREACT_FOR_REACT);
  return {
    name: 'tripmap:preact-in-browser',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    async resolveId(source, importer, options) {
      const target = replacements.get(source);
      return target === undefined ? null : this.resolve(target, importer, { ...options, skipSelf: true });
    },
  };
}

/**
 * Packs the text files, then tells `npm start` which sources dist/ belongs to, however the build was called:
 * those at its beginning, because an editor may save while it runs.
 */
function finishBuild() {
  const root = new URL('./', import.meta.url);
  let fingerprint = '';
  return {
    name: 'tripmap:finish-build',
    hooks: {
      'astro:build:start': () => {
        fingerprint = fingerprintSources(root);
      },
      'astro:build:done': async ({ dir }) => {
        await buildServiceWorker(fileURLToPath(dir));
        await precompress(fileURLToPath(dir));
        writeBuildFingerprint(root, fingerprint);
      },
    },
  };
}

/** In `astro dev` there is no front server, so the made pictures are served here. */
function picturesInDevelopment() {
  return {
    name: 'tripmap:pictures-in-development',
    hooks: {
      'astro:server:setup': ({ server }) => {
        const folder = process.env.PICTURES_DIR || `${process.env.DATA_DIR || 'var'}/pictures`;
        server.middlewares.use('/pictures', sirv(folder, { dev: true }));
      },
    },
  };
}

/**
 * The ranges of Google Fonts, as @fontsource cuts its files. Where ranges overlap the later face wins, so
 * Vietnamese comes after Latin Extended: a Vietnamese page then needs two files and not three.
 */
const SUBSETS = {
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
};

/**
 * Astro's local provider, plus the name of the subset: without it `<Font preload>` cannot choose
 * the Vietnamese file and would preload every one.
 */
function fontsourceFiles() {
  const local = fontProviders.local();
  return {
    name: 'fontsource-files',
    init: (context) => local.init(context),
    resolveFont(request) {
      const { fonts } = local.resolveFont(request);
      return {
        fonts: fonts.map((font, index) => ({ ...font, meta: { subset: request.options.variants[index].subset } })),
      };
    },
  };
}

function variants(family, cuts) {
  return cuts.flatMap(({ weight, style }) =>
    Object.entries(SUBSETS).map(([subset, range]) => ({
      src: [`@fontsource/${family}/files/${family}-${subset}-${weight}-${style}.woff2`],
      weight,
      style,
      subset,
      unicodeRange: range.split(','),
      display: 'swap',
    })),
  );
}

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware', bodySizeLimit: 0 }),
  integrations: [react(), picturesInDevelopment(), finishBuild()],
  trailingSlash: 'never',
  compressHTML: true,
  devToolbar: { enabled: false },
  // Our Markdown has its own renderer; Astro's highlighter would bring inline styles.
  markdown: { syntaxHighlight: false },
  // Sign-in keeps its own sessions in the database.
  session: false,
  // The front server checks hosts, origins and body sizes before Astro sees a request, behind a proxy too.
  security: { checkOrigin: false, csp: { algorithm: 'SHA-256' } },
  build: { assets: '_astro' },
  // Sizes are made once by the picture pipeline; nothing is scaled on request.
  image: {
    service: { entrypoint: 'astro/assets/services/noop' },
    endpoint: { entrypoint: './src/server/no-image-endpoint.ts' },
  },
  fonts: [
    {
      name: 'Be Vietnam Pro',
      cssVariable: '--font-text',
      provider: fontsourceFiles(),
      fallbacks: ['system-ui', 'sans-serif'],
      options: {
        variants: variants('be-vietnam-pro', [
          { weight: 400, style: 'normal' },
          { weight: 400, style: 'italic' },
          { weight: 600, style: 'normal' },
        ]),
      },
    },
    {
      name: 'Literata',
      cssVariable: '--font-display',
      provider: fontsourceFiles(),
      fallbacks: ['Georgia', 'serif'],
      options: { variants: variants('literata', [{ weight: 600, style: 'normal' }]) },
    },
  ],
  vite: {
    plugins: PREACT_IN_BROWSER ? [preactInBrowser()] : [],
    build: { assetsInlineLimit: 2048 },
  },
});
