import type { VortexEvent } from '@vortex/express';
import { Queue, type QueueOptions } from 'bullmq';

const EVENTS = 'vortex-events';
const DEAD = 'vortex-events-dead';

/** How often a job is tried before it goes to the dead-letter list. */
export const ATTEMPTS = Number(process.env.ATTEMPTS ?? 5);

/** What is on the dead-letter list. */
export interface DeadLetter {
  readonly event: VortexEvent;
  readonly reason: string;
}

export const queueName = EVENTS;

/** `bullmq` takes `ioredis` as an optional peer: without it installed, the first use throws. */
export function connection(url: string): QueueOptions['connection'] {
  return { url, maxRetriesPerRequest: 1, enableOfflineQueue: false, retryStrategy: () => 200 };
}

export function eventQueue(url: string): Queue<VortexEvent> {
  return quiet(new Queue<VortexEvent>(EVENTS, { connection: connection(url) }));
}

export function deadLetters(url: string): Queue<DeadLetter> {
  return quiet(new Queue<DeadLetter>(DEAD, { connection: connection(url) }));
}

/**
 * Puts an event on the queue.
 *
 * - `jobId` is the event's id, so that an event which comes again while it waits is one job. A key such as `webhook:evt_1`
 *   would be refused: a colon has a meaning of its own.
 * - `removeOnFail`: a failed job that is kept would swallow the event's next delivery.
 * - The time-out: while Redis is away, `add` waits for as long as that takes, and a delivery must not.
 */
export async function enqueue(queue: Queue<VortexEvent>, event: VortexEvent): Promise<void> {
  const adding = queue.add('event', event, {
    jobId: event.id,
    attempts: ATTEMPTS,
    backoff: { type: 'custom' },
    removeOnComplete: true,
    removeOnFail: true,
  });
  await within(2_000, adding);
}

/** Doubled each time, at most 5 s. */
export function backOff(attemptsMade: number): number {
  return Math.min(200 * 2 ** (attemptsMade - 1), 5_000);
}

/** Without the first error of a connection ending the process. */
function quiet<Data>(queue: Queue<Data>): Queue<Data> {
  queue.on('error', () => {});
  return queue;
}

async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The queue did not answer within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
