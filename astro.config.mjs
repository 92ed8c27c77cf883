import node from '@astrojs/node';
import react from '@astrojs/react';
import { defineConfig, fontProviders } from 'astro/config';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { fingerprintSources, writeBuildFingerprint } from './src/cli/build-fingerprint.mjs';
import { buildServiceWorker } from './src/cli/build-service-worker.mjs';
import { precompress } from './src/cli/precompress.mjs';
import { SUBSETS, subsetFontFile } from './src/cli/subset-fonts.mjs';

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

async function variants(family, cuts) {
  const faces = cuts.flatMap(({ weight, style }) =>
    Object.entries(SUBSETS).map(async ([subset, { unicodeRange }]) => ({
      src: [await subsetFontFile(family, subset, weight, style)],
      weight,
      style,
      subset,
      unicodeRange: unicodeRange.split(','),
      display: 'swap',
    })),
  );
  return Promise.all(faces);
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
        variants: await variants('be-vietnam-pro', [
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
      options: { variants: await variants('literata', [{ weight: 600, style: 'normal' }]) },
    },
  ],
  vite: {
    plugins: PREACT_IN_BROWSER ? [preactInBrowser()] : [],
    // The notices that go with the libraries in the browser's files: /licences.txt
    build: { assetsInlineLimit: 2048, license: { fileName: 'licences.txt' } },
  },
});
