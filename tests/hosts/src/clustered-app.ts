/**
 * What each process of a cluster runs, at a port that all share. It tells on standard output where it listens and what it
 * has handled, and finishes what it has when it is told to end.
 */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { sqlReplayStore } from '@vortex/core/sql';
import { vortexWebhook } from '@vortex/express';
import express from 'express';
import { SECRET } from './probe.ts';

const { SHARED_STORE = '' } = process.env;
const say = (line: object): void => console.log(JSON.stringify({ ...line, by: process.pid }));

const database = existsSync(SHARED_STORE) ? new DatabaseSync(SHARED_STORE, { timeout: 5000 }) : undefined;
const webhook = vortexWebhook({
  secret: SECRET,
  replayStore:
    database && sqlReplayStore((text, values) => database.prepare(text).all(...values), { dialect: 'sqlite' }),
  async onEvent({ id, data }) {
    say({ began: id });
    await sleep(Number((data as { takes?: number }).takes ?? 0));
    say({ handled: id });
  },
});
const server = express()
  .use(webhook)
  .listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }));

process.once('SIGINT', async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await webhook.drain();
  await closed;
  process.exit();
});
