import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Webhooks as Octokit } from '@octokit/webhooks';
import { VortexWebhooks as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import { memoryReplayStore, VortexWebhooks } from '@vortex/core';
import { createWebhookEvent, signWebhook } from '@vortex/core/testing';
import { Webhook as Standard } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as Svix } from 'svix';
import { atLeast, type Benchmark, type Comparison, compare, median, type Row } from './measure.ts';

const SECRET = 'whsec_test_secret_key_1234567890';

/** `constructEvent` beside the official package, the bare minimum, and what others do for their own format. */
export async function webhooksBenchmark(): Promise<Benchmark> {
  const small = body(1024);
  const large = body(1024 * 1024);
  const kilobyte = compare({ ours: verifyOurs(small), official: verifyOfficial(small), bare: verifyBare(small) });
  const megabyte = compare({ ours: verifyOurs(large), bare: verifyBare(large) }, { slice: 250 });
  const others = compare({ ours: verifyOurs(small), ...verifyOthers(small) });
  const octokit = await compareAwaited(verifyOurs(small), verifyOctokit(small));
  return {
    title: `Webhooks, Node ${process.versions.node}`,
    rows: [
      atLeast('constructEvent 1 KB, official package', kilobyte, 'ours', 'official', 1),
      atLeast('constructEvent 1 KB, createHmac with a kept key + JSON.parse', kilobyte, 'ours', 'bare', 0.85),
      atLeast('constructEvent 1 MB, createHmac with a kept key + JSON.parse', megabyte, 'ours', 'bare', 0.9),
      atLeast('constructEvent 1 KB, svix on its own format', others, 'ours', 'svix', 1),
      atLeast('constructEvent 1 KB, standardwebhooks on its own format', others, 'ours', 'standardwebhooks', 1),
      atLeast('constructEvent 1 KB, stripe on its own format', others, 'ours', 'stripe', 1),
      atLeast('constructEvent 1 KB, @octokit/webhooks on its own format', octokit, 'ours', 'octokit', 1),
      await storeMemory(),
    ],
  };
}

/** An event of that many bytes, as it comes off the wire. */
function body(bytes: number): Buffer {
  const rows: object[] = [];
  const make = (): string => JSON.stringify(createWebhookEvent('invitation.accepted', { id: 'evt_1', data: { rows } }));
  while (make().length < bytes - 120) {
    const missing = bytes - make().length;
    for (let i = 0; i <= missing / 150; i++) {
      rows.push({
        type: 'email',
        value: `person-${rows.length}@example.com`,
        name: 'Zoë Ünal',
        acceptedAt: null,
        views: 3,
      });
    }
  }
  return Buffer.from(make());
}

function verifyOurs(raw: Buffer): () => unknown {
  const webhooks = new VortexWebhooks({ secret: SECRET });
  const signature = signWebhook(raw, SECRET);
  return () => webhooks.constructEvent(raw, signature);
}

function verifyOfficial(raw: Buffer): () => unknown {
  const webhooks = new Official({ secret: SECRET });
  const signature = signWebhook(raw, SECRET);
  return () => webhooks.constructEvent(raw, signature);
}

/** The least that verifying and reading costs by hand. */
function verifyBare(raw: Buffer): () => unknown {
  const key: KeyObject = createSecretKey(SECRET, 'utf8');
  const signature = signWebhook(raw, SECRET);
  return () => {
    const expected = createHmac('sha256', key).update(raw).digest();
    if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) throw new Error('wrong signature');
    return JSON.parse(raw.toString('utf8'));
  };
}

function verifyOthers(raw: Buffer): Record<'svix' | 'standardwebhooks' | 'stripe', () => unknown> {
  const secret = Buffer.from(SECRET).toString('base64');
  const text = raw.toString('utf8');
  const now = new Date();
  const seconds = Math.floor(now.getTime() / 1000).toString();
  const svix = new Svix(secret);
  const svixHeaders = {
    'svix-id': 'msg_1',
    'svix-timestamp': seconds,
    'svix-signature': svix.sign('msg_1', now, text),
  };
  const standard = new Standard(secret);
  const standardHeaders = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': seconds,
    'webhook-signature': standard.sign('msg_1', now, text),
  };
  const { webhooks } = Stripe;
  const stripeHeader = webhooks.generateTestHeaderString({ payload: text, secret: SECRET });
  return {
    svix: () => svix.verify(raw, svixHeaders),
    standardwebhooks: () => standard.verify(raw, standardHeaders),
    stripe: () => webhooks.constructEvent(raw, stripeHeader, SECRET),
  };
}

/** Its `verify` is asynchronous, takes text and does not read it. */
function verifyOctokit(raw: Buffer): () => Promise<unknown> {
  const webhooks = new Octokit({ secret: SECRET });
  const signature = `sha256=${signWebhook(raw, SECRET)}`;
  return async () => {
    const text = raw.toString('utf8');
    if (!(await webhooks.verify(text, signature))) throw new Error('wrong signature');
    return JSON.parse(text);
  };
}

/** The same alternation as `compare`, with every result awaited on both sides. */
async function compareAwaited(ours: () => unknown, octokit: () => Promise<unknown>): Promise<Comparison> {
  const contestants = { ours, octokit };
  const rates = { ours: [] as number[], octokit: [] as number[] };
  for (let round = 0; round <= 15; round++) {
    const order = round % 2 === 0 ? (['ours', 'octokit'] as const) : (['octokit', 'ours'] as const);
    for (const name of order) {
      const start = performance.now();
      let calls = 0;
      while (performance.now() - start < 120) {
        for (let i = 0; i < 50; i++) await contestants[name]();
        calls += 50;
      }
      // The first round warms up.
      if (round > 0) rates[name].push((calls * 1000) / (performance.now() - start));
    }
  }
  return {
    rate: { ours: median(rates.ours), octokit: median(rates.octokit) },
    ratio: () => median(rates.ours.map((rate, round) => rate / (rates.octokit[round] ?? 1))),
  };
}

/** What the memory store holds after a million events, beyond what it holds after its bound of ten thousand. */
async function storeMemory(): Promise<Row> {
  const { gc } = globalThis;
  const store = memoryReplayStore();
  const handle = async (from: number, to: number): Promise<number> => {
    for (let i = from; i < to; i++) {
      const claim = await store.claim(`webhook:evt_${i}`, { leaseMs: 60_000 });
      if (claim.state === 'claimed') {
        await store.complete(`webhook:evt_${i}`, claim.token, { retainMs: 24 * 60 * 60 * 1000 });
      }
    }
    gc?.();
    return process.memoryUsage().heapUsed;
  };
  const start = await handle(0, 20_000);
  const grown = ((await handle(20_000, 1_000_000)) - start) / 1024;
  return {
    name: 'memory store, heap growth from 20,000 to 1,000,000 ids',
    ours: `${grown.toFixed(0)} KiB`,
    reference: '',
    ratio: '',
    target: gc ? '< 1024 KiB' : 'run with --expose-gc',
    pass: gc !== undefined && grown < 1024,
  };
}
