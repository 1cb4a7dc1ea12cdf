/** A process that does the follow-up work, with an inbox of its own: a job may come twice. */
import { firstTime } from '@vortex/core/sql';
import { addEffect, connect, queryOf, transaction } from './database.ts';
import { QUEUE, startBoss } from './pg-boss.ts';
import { onTermination, tell } from './process.ts';
import { settings } from './settings.ts';

const { postgresUrl } = settings();
const pool = connect(postgresUrl);
const boss = await startBoss(postgresUrl);

await boss.work<{ eventId: string }>(QUEUE, { batchSize: 100, pollingIntervalSeconds: 0.5 }, async (jobs) => {
  // One transaction for all of them: they are done together, or come again together.
  await transaction(pool, async (client) => {
    for (const { data } of jobs) {
      const event = { id: data.eventId };
      if (await firstTime(queryOf(client), event, { effect: 'follow-up' })) {
        await addEffect(client, data.eventId, 'followed up');
      }
    }
  });
});
tell({ ready: true });
onTermination(async () => {
  await boss.stop({ graceful: true, timeout: 5_000 });
  await pool.end();
});
