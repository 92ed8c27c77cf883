import { openStateStore } from '#src/adapters/sql/sql-store.ts';

/** A process of its own that writes in the state's file beside others: `audit-writer.ts FILE NAME TIMES`. */
const [url = '', name = '', times = '0'] = process.argv.slice(2);
const store = await openStateStore({ url, clock: { now: () => new Date() } });
for (let i = 0; i < Number(times); i++)
  await store.transaction((inside) => inside.audit.append({ by: name, action: 'test', subject: `${i}`, detail: {} }));
await store.close();
