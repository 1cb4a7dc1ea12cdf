/**
 * A webhook endpoint in a process of its own, for tests that share one Redis between several or kill one. Driven by its
 * environment: REDIS_PORT, RUNS_KEY (a Redis list that every run of the handler is written to), HANDLER_MS.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { Redis } from 'ioredis';
import { receiveWebhook } from '../../src/webhooks/receive.ts';
import { redisReplayStore } from '../../src/webhooks/redis-replay-store.ts';

const { REDIS_PORT = '', RUNS_KEY = '', HANDLER_MS = '0', HANDLER_TIMEOUT = '1000' } = process.env;
const redis = new Redis({ host: '127.0.0.1', port: Number(REDIS_PORT) });
redis.on('error', () => {});

const options = {
  secret: 'whsec_test_secret_key_1234567890',
  handlerTimeout: Number(HANDLER_TIMEOUT),
  replayStore: redisReplayStore(redis, { timeout: 500 }),
  onEvent: async (event: { readonly id: string }): Promise<void> => {
    await redis.rpush(RUNS_KEY, `${event.id} ${process.pid}`);
    process.send?.({ started: event.id });
    await new Promise((resolve) => setTimeout(resolve, Number(HANDLER_MS)));
  },
};

const server = createServer(async (request, response) => {
  const reply = await receiveWebhook(
    {
      method: request.method ?? '',
      pathname: '/',
      query: '',
      header: (name) => request.headers[name]?.toString(),
      body: () => bytesOf(request),
      request,
    },
    options,
  );
  response.writeHead(reply.status, reply.headers).end(JSON.stringify(reply.body));
});

async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

server.listen(0, '127.0.0.1', () => process.send?.({ address: server.address() }));
