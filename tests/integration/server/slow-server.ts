// A program for the process tests: the front server around one slow page.
import { createFrontServer } from '#src/server/front-server.ts';
import { runUntilSignal } from '#src/server/lifecycle.ts';
import { MemoryPageCache } from '#src/server/memory-page-cache.ts';
import { createRequestLog } from '#src/server/request-log.ts';
import { exitWith, settingsOrExit } from '#src/server/settings-or-exit.ts';

const settings = settingsOrExit();
const say = (line: string) => process.stdout.write(`${line}\n`);
const { server } = createFrontServer({
  settings,
  handler: async (_req, res) => {
    say('rendering');
    await new Promise((resolve) => setTimeout(resolve, Number(process.env['PAGE_MS'])));
    res.writeHead(200, { 'content-type': 'text/plain' });
    res.end('whole answer');
  },
  cache: new MemoryPageCache({ maxBytes: 1e6, now: Date.now }),
  health: () => ({}),
  log: createRequestLog('off', () => undefined),
  report: say,
  clientDir: 'none',
  picturesDir: 'none',
  version: '0',
});
await runUntilSignal({
  server,
  host: settings.host,
  port: settings.port,
  close: async () => {
    say('application closed');
  },
  say,
  report: say,
}).catch(exitWith);
