/** A process that handles the events on the queue, each in a transaction of its own. */
import { firstTime } from '@vortex/core/sql';
import type { VortexEvent } from '@vortex/express';
import { Worker } from 'bullmq';
import { ATTEMPTS, backOff, connection, deadLetters, queueName } from './bullmq.ts';
import { addEffect, connect, queryOf, transaction } from './database.ts';
import { onTermination, tell } from './process.ts';
import { settings } from './settings.ts';

const { redisUrl, postgresUrl } = settings();
const pool = connect(postgresUrl);
const dead = deadLetters(redisUrl);

/** Exact: the inbox row and the effect are committed together, or not at all. */
async function handle(event: VortexEvent): Promise<void> {
  await transaction(pool, async (client) => {
    if (!(await firstTime(queryOf(client), event))) return;
    if (event.type === 'invitation.email.bounced') throw new Error('There is no mailbox to write to.');
    await addEffect(client, event.id, 'handled');
  });
}

const worker = new Worker<VortexEvent>(
  queueName,
  async (job) => {
    try {
      await handle(job.data);
    } catch (error) {
      if (job.attemptsMade + 1 < ATTEMPTS) throw error;
      // Here, and not where the job has failed: a process that ends in between would lose the event from both lists.
      const reason = error instanceof Error ? error.message : String(error);
      await dead.add('event', { event: job.data, reason }, { jobId: job.data.id });
      tell({ dead: reason });
    }
  },
  {
    // A worker waits for Redis as long as it takes.
    connection: { ...connection(redisUrl), maxRetriesPerRequest: null, enableOfflineQueue: true },
    concurrency: 16,
    settings: { backoffStrategy: backOff },
    // A job whose worker was killed is taken up again after this, and counts as failed when that has happened more than
    // `maxStalledCount` times: 1 by default, which loses events whose worker is killed twice.
    lockDuration: 5_000,
    stalledInterval: 2_000,
    maxStalledCount: 1_000,
  },
);
worker.on('error', () => {});
await worker.waitUntilReady();
tell({ ready: true });
// Finishes the jobs it has, and takes no more.
onTermination(async () => {
  await worker.close();
  await dead.close();
  await pool.end();
});
