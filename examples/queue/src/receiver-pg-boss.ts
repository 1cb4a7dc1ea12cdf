/** A process that receives webhooks and does all in one transaction: inbox, effect, and the job that follows. */
import { firstTime, sqlReplayStore } from '@vortex/core/sql';
import { addEffect, connect, queryOf, transaction } from './database.ts';
import { QUEUE, startBoss } from './pg-boss.ts';
import { serve } from './serve.ts';
import { settings } from './settings.ts';

const { postgresUrl } = settings();
const pool = connect(postgresUrl);
const boss = await startBoss(postgresUrl);

await serve({
  replayStore: sqlReplayStore(queryOf(pool)),
  onEvent: (event) =>
    transaction(pool, async (client) => {
      if (!(await firstTime(queryOf(client), event))) return;
      await addEffect(client, event.id, 'handled');
      // On the transaction's connection: rolled back, there is no job; committed, there is one.
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
      await boss.send(QUEUE, { eventId: event.id }, { db });
    }),
  async close() {
    await boss.stop({ graceful: true, timeout: 5_000 });
    await pool.end();
  },
});
