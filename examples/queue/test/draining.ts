import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTermination, tell } from '../src/process.ts';

/** A process that takes a moment to finish what it has. */
onTermination(async () => {
  await sleep(200);
  writeFileSync(process.env.FINISHED ?? '', 'finished');
});
setInterval(() => {}, 60_000);
tell({ ready: true });
