/**
 * A server that does nothing but publish, until it is killed. It says on stdout what it has been told was done:
 * `saved n` and `approved n`. Arguments: the site's folder, the first n, and optionally a fail point to die at.
 */
import { writeSync } from 'node:fs';
import { actor, openSite } from './publishing-site.ts';

const [folder = '', first = '1', dieAt = '', dieOn = '1'] = process.argv.slice(2);
let passed = 0;
const site = await openSite(folder, {
  failpoints: (point) => {
    if (point === dieAt && ++passed >= Number(dieOn)) process.kill(process.pid, 'SIGKILL');
  },
});
const say = (text: string) => writeSync(1, `${text}\n`);
const owner = actor('owner', ['owner'], { owns: ['homestays/nha-co'] });
const reviewer = actor('reviewer', ['reviewer']);

await site.publishing.recoverPublishing(true);
say('ready');
for (let n = Number(first); ; n++) {
  const status = await site.publishing.status('homestays', 'nha-co');
  const seen = status.draft ? { draft: status.draft.id, version: status.draft.version } : { published: status.version };
  const saved = await site.publishing.saveDraft(owner, 'homestays', 'nha-co', seen, {
    'words/vi/body': `Bản ${n}.`,
    'facts/rooms': (n % 90) + 1,
    'words/en/body': `Version ${n}.`,
  });
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  say(`saved ${n}`);
  const state = (await site.publishing.status('homestays', 'nha-co')).draft?.state;
  const sent = state === 'in-review' ? saved : await site.publishing.submit(owner, saved.draftId, saved.version);
  if (sent.kind === 'refused') throw new Error(JSON.stringify(sent));
  const approved = await site.publishing.approve(reviewer, saved.draftId, sent.version);
  if (approved.kind !== 'published') throw new Error(JSON.stringify(approved));
  say(`approved ${n}`);
}
