import { type ChildProcess, fork } from 'node:child_process';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type RedisServer, redisIsHere, redisServer } from '@vortex/test-support/redis-server';
import { replayStoreCases } from '@vortex/test-support/replay-store-cases';
import { type Cluster, Redis } from 'ioredis';
import { createClient, type createClientPool, type createCluster } from 'redis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  expectTypeOf,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { bodyOf, request, SECRET, sleep } from '../../test/webhooks/input.ts';
import { type RedisClientLike, type ReplayStore, redisReplayStore } from '../redis.ts';
import { signedWebhook } from '../testing.ts';
import { receiveWebhook } from './receive.ts';

const here = redisIsHere();
let server: RedisServer;
let ioredis: Redis;
let nodeRedis: ReturnType<typeof createClient>;

beforeAll(async () => {
  if (!here) return;
  server = await redisServer();
  await server.start();
  ioredis = new Redis(server.url, { retryStrategy: () => 50 });
  ioredis.on('error', () => {});
  nodeRedis = createClient({ url: server.url, socket: { reconnectStrategy: 50 } });
  nodeRedis.on('error', () => {});
  await nodeRedis.connect();
});
afterAll(async () => {
  ioredis?.disconnect();
  nodeRedis?.destroy();
  await server?.stop();
});
beforeEach(async () => {
  await ioredis?.flushall();
});

const CLIENTS: Readonly<Record<string, () => RedisClientLike>> = {
  ioredis: () => ioredis,
  redis: () => nodeRedis,
  'one shaped like @upstash/redis': () => ({
    // Its REST replies are parsed as JSON, so that a number comes back as a number and a text of digits too.
    eval: async (script: string, keys: string[], args: string[]) =>
      JSON.parse(JSON.stringify(await ioredis.eval(script, keys.length, ...keys, ...args))),
  }),
  'one shaped like Bun.RedisClient': () => ({
    send: (command: string, args: string[]) => ioredis.call(command, ...args),
    // It has one too, with arguments of its own.
    eval: () => Promise.reject(new TypeError('Expected additional arguments to be a string or buffer')),
  }),
  'one shaped like valkey-glide': () => ({
    customCommand: ([command = '', ...args]: string[]) => ioredis.call(command, ...args),
  }),
  'one that keeps numbers as strings': () => ({
    eval: async (script: string, keys: string[], args: string[]) =>
      String(await ioredis.eval(script, keys.length, ...keys, ...args)),
  }),
};

describe.skipIf(!here)('the Redis store', () => {
  describe.each(Object.entries(CLIENTS))('with a client of %s', (_, client) => {
    replayStoreCases(() => redisReplayStore(client()));
  });

  test('keeps its keys under a prefix and lets all of them expire', async () => {
    const store = redisReplayStore(ioredis, { keyPrefix: 'app:' });
    await store.claim('webhook:a', { leaseMs: 10_000 });
    const claim = await store.claim('webhook:b', { leaseMs: 10_000 });
    if (claim.state === 'claimed') await store.complete('webhook:b', claim.token, { retainMs: 86_400_000 });
    expect((await ioredis.keys('*')).sort()).toEqual(['app:webhook:a', 'app:webhook:b']);
    expect(await ioredis.pttl('app:webhook:a')).toBeGreaterThan(9_000);
    expect(await ioredis.pttl('app:webhook:b')).toBeGreaterThan(86_000_000);
  });

  test.each([
    ['ioredis', 3],
    ['redis', 3],
    ['one shaped like Bun.RedisClient', 3],
    ['one shaped like valkey-glide', 3],
    // Over HTTP a request must not wait for what another one has sent.
    ['one shaped like @upstash/redis', 101],
  ])('101 events that come at once are claimed with as few commands as may be (%s: %i)', async (name, commands) => {
    const store = redisReplayStore(CLIENTS[name]?.() ?? ioredis);
    const keys = Array.from({ length: 101 }, (_, i) => `webhook:evt_${i}`);
    await ioredis.config('RESETSTAT');
    // The first one goes at once, the others together, a hundred at the most.
    const claims = await Promise.all([...keys, 'webhook:evt_5'].map((key) => store.claim(key, { leaseMs: 60_000 })));
    expect(claims.map(({ state }) => state)).toEqual([...keys.map(() => 'claimed'), 'busy']);
    expect(await ioredis.info('commandstats')).toContain(`cmdstat_eval:calls=${commands === 101 ? 102 : commands},`);
    const settled = claims.map((claim, i) => {
      if (claim.state !== 'claimed') return undefined;
      const key = keys[i] ?? '';
      return i % 2 ? store.release(key, claim.token) : store.complete(key, claim.token, { retainMs: 60_000 });
    });
    expect(new Set(await Promise.all(settled))).toEqual(new Set([true, undefined]));
    for (const [i, key] of keys.entries())
      expect((await store.claim(key, { leaseMs: 60_000 })).state).toBe(i % 2 ? 'claimed' : 'done');
  });

  test('takes clusters and pools too, as far as their types go', () => {
    expectTypeOf<Cluster>().toExtend<RedisClientLike>();
    expectTypeOf<ReturnType<typeof createCluster>>().toExtend<RedisClientLike>();
    expectTypeOf<ReturnType<typeof createClientPool>>().toExtend<RedisClientLike>();
  });

  test('refuses what is no Redis client', () => {
    for (const client of [undefined, null, {}, 'redis://127.0.0.1']) {
      expect(() => redisReplayStore(client as RedisClientLike)).toThrow(
        expect.objectContaining({ code: 'invalid_option' }),
      );
    }
  });
});

describe('a reply that no script gives', () => {
  test.each([[null], [undefined], [false], [[]], [{}], ['OK'], ['QUEUED'], [''], [1.5], [-2], [Number.NaN]])(
    '%o is store_unavailable, with what came',
    async (reply) => {
      const store = redisReplayStore({ eval: async () => reply });
      await expect(store.claim('k', { leaseMs: 1000 })).rejects.toMatchObject({
        code: 'store_unavailable',
        message: expect.stringContaining(
          Array.isArray(reply) ? 'Array' : reply === '' ? '""' : String(Object(reply) === reply ? 'Object' : reply),
        ),
      });
      const onEvent = vi.fn();
      expect(await receiveWebhook(request(), { secret: SECRET, replayStore: store, onEvent })).toMatchObject({
        status: 503,
      });
      expect(onEvent).not.toHaveBeenCalled();
    },
  );
});

describe.skipIf(!here)('a connection that is cut', () => {
  test.each(['ioredis', 'redis'])(
    'after the claim and before its reply: the claim is given back (%s)',
    async (name) => {
      const proxy = await cuttingProxy(server.port);
      onTestFinished(() => proxy.close());
      const { client, close } = await clientOf(name, proxy.port);
      onTestFinished(close);
      const store = redisReplayStore(client);
      await store.claim('warm', { leaseMs: 1000 });
      proxy.cutNextReply();
      const claim = await store.claim('k', { leaseMs: 60_000 }).catch(() => undefined);
      // ioredis sends it again, and has it.
      if (claim?.state === 'claimed') await store.release('k', claim.token);
      expect(proxy.cuts()).toBe(1);
      await vi.waitFor(
        async () => expect(await store.claim('k', { leaseMs: 60_000 })).toMatchObject({ state: 'claimed' }),
        { timeout: 10_000, interval: 50 },
      );
    },
  );

  test('before the reply to complete: the event is done, and nobody hears of a lost claim (ioredis)', async () => {
    const proxy = await cuttingProxy(server.port);
    onTestFinished(() => proxy.close());
    const { client, close } = await clientOf('ioredis', proxy.port);
    onTestFinished(close);
    const onError = vi.fn();
    const onEvent = vi.fn(() => proxy.cutNextReply());
    const options = { secret: SECRET, replayStore: redisReplayStore(client), onEvent, onError };
    expect(await receiveWebhook(request(), options)).toMatchObject({ status: 200, body: { received: true } });
    expect(proxy.cuts()).toBe(1);
    expect(onError).not.toHaveBeenCalled();
    expect((await receiveWebhook(request(), options)).body).toMatchObject({ duplicate: true });
  });
});

describe.skipIf(!here)('several receivers that share one Redis', () => {
  const receivers: Receiver[] = [];

  afterEach(async () => {
    await Promise.all(receivers.splice(0).map((receiver) => receiver.kill()));
  });

  async function start(env: Record<string, string>): Promise<Receiver> {
    const receiver = await startReceiver({ REDIS_PORT: String(server.port), RUNS_KEY: 'runs', ...env });
    receivers.push(receiver);
    return receiver;
  }

  test('1,000 deliveries of one event, 50 at a time: the handler ran once', async () => {
    const [a, b] = await Promise.all([start({ HANDLER_MS: '150' }), start({ HANDLER_MS: '150' })]);
    const delivery = signedWebhook('invitation.accepted', { secret: SECRET });
    const statuses: Record<string, number> = {};
    let sent = 0;
    const sender = async (): Promise<void> => {
      while (sent < 1000) {
        const { status, body } = await deliver(++sent % 2 ? a : b, delivery);
        const kind = `${status}${body.duplicate ? ' duplicate' : ''}${body.code ? ` ${body.code}` : ''}`;
        statuses[kind] = (statuses[kind] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: 50 }, sender));
    expect(await ioredis.lrange('runs', 0, -1)).toHaveLength(1);
    expect(statuses['200']).toBe(1);
    const {
      '200': first = 0,
      '200 duplicate': duplicates = 0,
      '503 event_in_progress': busy = 0,
      ...others
    } = statuses;
    expect(others).toEqual({});
    expect(first + duplicates + busy).toBe(1000);
    expect(duplicates).toBeGreaterThan(0);
    expect(busy).toBeGreaterThan(0);
  });

  // The lease is 30 s longer than the handler may take; here it is shortened in Redis, as if that time had passed.
  test('a receiver killed in mid-handler: another one handles the event after the lease has ended', async () => {
    const [a, b] = await Promise.all([start({ HANDLER_MS: '60000', HANDLER_TIMEOUT: '60000' }), start({})]);
    const delivery = signedWebhook('invitation.accepted', { secret: SECRET });
    const broken = deliver(a, delivery).catch(() => 'connection lost');
    await a.started;
    await a.kill();
    expect(await broken).toBe('connection lost');
    const early = await deliver(b, delivery);
    expect(early).toMatchObject({ status: 503, body: { code: 'event_in_progress' } });
    expect(Number(early.retryAfter)).toBeGreaterThan(80);
    expect(Number(early.retryAfter)).toBeLessThanOrEqual(90);
    const [key = ''] = await ioredis.keys(`vortex:#*:webhook:${delivery.event.id}`);
    await ioredis.pexpire(key, 300);
    expect(await deliver(b, delivery)).toMatchObject({ status: 503, retryAfter: '1' });
    await sleep(400);
    expect(await deliver(b, delivery)).toMatchObject({ status: 200, body: { received: true } });
    const runs = await ioredis.lrange('runs', 0, -1);
    expect(runs.map((run) => run.split(' ')[1])).toEqual([String(a.pid), String(b.pid)]);
    expect(await deliver(b, delivery)).toMatchObject({ status: 200, body: { duplicate: true } });
  });
});

describe.skipIf(!here)('Redis stopped and started again', () => {
  test.each(['ioredis', 'redis'])('is 503 meanwhile, soon, and nothing is lost (%s)', async (name) => {
    const client = CLIENTS[name]?.();
    if (!client) throw new Error(name);
    const onEvent = vi.fn();
    const onError = vi.fn();
    const options = { secret: SECRET, replayStore: redisReplayStore(client, { timeout: 300 }), onEvent, onError };
    const deliveries = Array.from({ length: 10 }, (_, i) => bodyOf({ id: `evt_${name}_${i}` }));
    const send = (body: string): ReturnType<typeof receiveWebhook> => receiveWebhook(request({ body }), options);
    await server.stop();
    const before = Date.now();
    for (const reply of await Promise.all(deliveries.map(send))) {
      expect(reply).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    }
    expect(Date.now() - before).toBeLessThan(2_000);
    expect(onEvent).not.toHaveBeenCalled();
    expect(onError).toHaveBeenCalledTimes(10);
    await server.start();
    // As the Cloud does: whatever was not answered with 2xx comes again.
    let open = deliveries;
    for (let round = 0; open.length > 0 && round < 40; round++) {
      const replies = await Promise.all(open.map(send));
      open = open.filter((_, i) => replies[i]?.status !== 200);
      await sleep(100);
    }
    expect(open).toEqual([]);
    expect(onEvent).toHaveBeenCalledTimes(10);
  });

  test('while a handler runs is still 200, onError hears of it, and the event is handled again at worst', async () => {
    const onError = vi.fn();
    const onEvent = vi.fn(() => server.stop());
    const options = { secret: SECRET, replayStore: redisReplayStore(ioredis, { timeout: 300 }), onEvent, onError };
    expect(await receiveWebhook(request(), options)).toMatchObject({ status: 200 });
    expect(onError.mock.calls[0]?.[1]).toMatchObject({ code: 'store_unavailable', event: { id: 'evt_1' } });
    await server.start();
  });

  test.each(['ioredis', 'redis'])('is a 503 within 50 ms once it is known to be away (%s)', async (name) => {
    const client = CLIENTS[name]?.();
    if (!client) throw new Error(name);
    const options = { secret: SECRET, replayStore: redisReplayStore(client, { timeout: 500 }) };
    expect(await receiveWebhook(request({ body: bodyOf({ id: `evt_up_${name}` }) }), options)).toMatchObject({
      status: 200,
    });
    await server.stop();
    await receiveWebhook(request(), options);
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const before = performance.now();
      expect(await receiveWebhook(request(), options)).toMatchObject({ status: 503 });
      times.push(performance.now() - before);
      await sleep(20);
    }
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(50);
    await server.start();
    await vi.waitFor(async () => expect(await receiveWebhook(request(), options)).toMatchObject({ status: 200 }), {
      timeout: 10_000,
      interval: 50,
    });
  });

  test('empty while a handler runs: its claim is lost, and onError and the logger hear of it', async () => {
    const [onError, error] = [vi.fn(), vi.fn()];
    const onEvent = vi.fn(async () => {
      await server.stop();
      await server.start();
    });
    const options = { secret: SECRET, replayStore: redisReplayStore(ioredis), onEvent, onError, logger: { error } };
    expect(await receiveWebhook(request(), options)).toMatchObject({ status: 200, body: { received: true } });
    expect(onError.mock.calls.map(([, { code, event }]) => [code, event.id])).toEqual([['claim_lost', 'evt_1']]);
    expect(error).toHaveBeenCalledOnce();
  });

  test('a claim that was queued while it was away is given back when it comes through', async () => {
    const store: ReplayStore = redisReplayStore(ioredis, { timeout: 100 });
    await server.stop();
    await sleep(50);
    await expect(store.claim('k', { leaseMs: 60_000 })).rejects.toThrow();
    await server.start();
    await vi.waitFor(
      async () => expect(await store.claim('k', { leaseMs: 60_000 })).toMatchObject({ state: 'claimed' }),
      {
        timeout: 5_000,
      },
    );
  });
});

/** A client of its own, by way of a proxy. */
async function clientOf(name: string, port: number): Promise<{ client: RedisClientLike; close: () => void }> {
  if (name === 'ioredis') {
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 });
    client.on('error', () => {});
    return { client, close: () => client.disconnect() };
  }
  const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: 50 } });
  client.on('error', () => {});
  await client.connect();
  return { client, close: () => client.destroy() };
}

interface CuttingProxy {
  readonly port: number;
  /** Lets the next command through, and closes the connection in place of its reply. */
  cutNextReply(): void;
  cuts(): number;
  close(): void;
}

async function cuttingProxy(target: number): Promise<CuttingProxy> {
  let armed = false;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (reply) => {
      if (!armed) {
        client.write(reply);
        return;
      }
      armed = false;
      cuts += 1;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    cutNextReply: () => {
      armed = true;
    },
    cuts: () => cuts,
    close: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface Receiver {
  readonly url: string;
  readonly pid: number | undefined;
  /** Settles when its handler has begun. */
  readonly started: Promise<void>;
  kill(): Promise<void>;
}

async function startReceiver(env: Record<string, string>): Promise<Receiver> {
  const child: ChildProcess = fork(new URL('../../test/webhooks/receiver.ts', import.meta.url), {
    env: { ...process.env, ...env },
  });
  const message = (key: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      child.on('message', (value: Record<string, unknown>) => key in value && resolve(value));
      child.once('exit', (code) => reject(new Error(`The receiver ended with ${code}.`)));
    });
  const started = message('started').then(() => {});
  started.catch(() => {});
  const { address } = await message('address');
  return {
    url: `http://127.0.0.1:${(address as { port: number }).port}/`,
    pid: child.pid,
    started,
    async kill(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function deliver(
  { url }: Receiver,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): Promise<{ status: number; body: { code?: string; duplicate?: boolean }; retryAfter: string | null }> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
}
