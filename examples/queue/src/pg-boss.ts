import { PgBoss } from 'pg-boss';

/** The queue of follow-up work, in the same database as everything else. */
export const QUEUE = 'vortex-follow-up';
export const DEAD = 'vortex-follow-up-dead';

/**
 * pg-boss on the app's database. A queue must exist before the first `send`: a `send` to one that does not is an error in
 * version 12, and was taken for a duplicate before.
 */
export async function startBoss(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 4 });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(DEAD);
  await boss.createQueue(QUEUE, {
    retryLimit: 20,
    retryDelay: 1,
    retryBackoff: false,
    expireInSeconds: 10,
    deadLetter: DEAD,
  });
  return boss;
}
