import { type ReplayStore, type VortexEvent, vortexWebhook } from '@vortex/express';
import express from 'express';
import { onTermination, tell } from './process.ts';
import { settings } from './settings.ts';

/** What a receiver does with events. */
export interface Receiver {
  readonly replayStore: ReplayStore;
  onEvent(event: VortexEvent): Promise<void>;
  close(): Promise<void>;
}

/** Serves a receiver on its port until it is told to end: then it takes no more, and finishes what it has. */
export async function serve({ replayStore, onEvent, close }: Receiver): Promise<void> {
  const { port, secret } = settings();
  const webhook = vortexWebhook({
    secret,
    replayStore,
    handlerTimeout: 3_000,
    // A killed receiver keeps its event from the other one for so long.
    lease: 5_000,
    onEvent,
    onError: (_error, { code }) => tell({ refused: code }),
    // The terminal has a line of progress; what is refused is counted there.
    logger: false,
  });
  const server = express()
    .use(webhook)
    .listen(port, '127.0.0.1', () => tell({ ready: true }));
  onTermination(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await closed;
    await close();
  });
}
