/** Goes one way of publishing and dies at a fail point of it. Arguments: the site's folder, the way's name, the point. */
import { writeSync } from 'node:fs';
import { openSite } from './publishing-site.ts';
import { WAYS } from './publishing-ways.ts';

const [folder = '', name = '', dieAt = ''] = process.argv.slice(2);
let armed = false;
const site = await openSite(folder, {
  failpoints: (point) => {
    if (armed && point === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
const way = WAYS.find((one) => one.name === name);
if (way === undefined) throw new Error(`There is no way "${name}".`);
await way.prepare(site);
armed = true;
writeSync(1, `${JSON.stringify(await way.act(site))}\n`);
