import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Webhooks as Octokit } from '@octokit/webhooks';
import { VortexWebhooks as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import { memoryReplayStore, VortexWebhooks } from '@vortex/core';
import { createWebhookEvent, signWebhook } from '@vortex/core/testing';
import { Webhook as Standard } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as Svix } from 'svix';
import { calls } from '../frame/calls.ts';
import type { Case, Contest, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';

const SECRET = 'whsec_test_secret_key_1234567890';

export default {
  title: 'Webhooks',
  about:
    'Verifying a webhook and reading its event, beside the official package, the least that it costs by hand (an HMAC with a ' +
    'kept key and JSON.parse), and what other libraries do for their own format.',
  peers: ['@teamvortexsoftware/vortex-node-22-sdk', 'svix', 'standardwebhooks', 'stripe', '@octokit/webhooks'],
  seconds: 45,
  cases(tools) {
    const sizes = { '0.2 KB': 205, '1 KB': 1024, '10 KB': 10_240, '100 KB': 102_400, '1 MB': 1_048_576 };
    const small = body(1024);
    const ours = { '@vortex/core': verifyOurs(small) };
    return [
      ...Object.entries(sizes).map(([size, bytes]) => {
        const raw = body(bytes);
        return calls(tools, {
          name: `constructEvent, ${size}`,
          sides: { '@vortex/core': verifyOurs(raw), 'by hand': verifyByHand(raw), official: verifyOfficial(raw) },
          check: checkEvent(raw),
          targets: { 'by hand': { atLeast: bytes > 100_000 ? 0.9 : 0.85 }, official: { atLeast: 1 } },
        });
      }),
      calls(tools, {
        name: '1 KB in the format of each, synchronous',
        sides: { ...ours, ...verifyOthers(small) },
        check: checkEvent(small),
        targets: { svix: { atLeast: 1 }, standardwebhooks: { atLeast: 1 }, stripe: { atLeast: 1 } },
      }),
      calls(tools, {
        name: '1 KB in the format of each, awaited',
        awaited: true,
        sides: { ...ours, octokit: verifyOctokit(small) },
        check: checkEvent(small),
        targets: { octokit: { atLeast: 1 } },
      }),
      storeMemory(tools),
    ];
  },
} satisfies Contest;

function checkEvent(raw: Buffer): (event: unknown) => void {
  const { id } = JSON.parse(raw.toString('utf8'));
  return (event) => {
    if ((event as { id?: unknown } | null)?.id !== id) throw new Error(`The event is ${JSON.stringify(event)}.`);
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
function verifyByHand(raw: Buffer): () => unknown {
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
    // It verifies and returns nothing.
    svix() {
      svix.verify(raw, svixHeaders);
      return JSON.parse(raw.toString('utf8'));
    },
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

/** What the memory store holds after a million events, beyond what it holds after its bound of ten thousand. */
function storeMemory(tools: Tools): Case {
  const store = memoryReplayStore();
  const events = async (from: number, to: number): Promise<number> => {
    for (let i = from; i < to; i++) {
      const claim = await store.claim(`webhook:evt_${i}`, { leaseMs: 60_000 });
      if (claim.state !== 'claimed') throw new Error(claim.state);
      await store.complete(`webhook:evt_${i}`, claim.token, { retainMs: 24 * 60 * 60 * 1000 });
    }
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const last = tools.quick ? 30_000 : 1_000_000;
  return samples(tools, {
    name: `memory store, heap growth from 20,000 to ${last.toLocaleString('en-US')} ids`,
    measures: [{ name: 'heap', unit: 'KB' }],
    bound: 1024,
    rounds: 1,
    sides: {
      async '@vortex/core'() {
        const start = await events(0, 20_000);
        return { heap: Math.max(0, (await events(20_000, last)) - start) / 1024 };
      },
    },
  });
}
