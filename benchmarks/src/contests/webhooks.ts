import { memoryReplayStore } from '@vortex/core';
import { createWebhookEvent } from '@vortex/core/testing';
import { calls } from '../frame/calls.ts';
import type { Case, Contest, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { byHand } from '../peers/by-hand.ts';
import { clerk } from '../peers/clerk.ts';
import { octokit } from '../peers/octokit.ts';
import { official } from '../peers/official.ts';
import { openai } from '../peers/openai.ts';
import { ours } from '../peers/ours.ts';
import type { Peer } from '../peers/peer.ts';
import { polar } from '../peers/polar.ts';
import { standardwebhooks } from '../peers/standardwebhooks.ts';
import { stripe } from '../peers/stripe.ts';
import { svix } from '../peers/svix.ts';

const PEERS = [ours, byHand, official, svix, standardwebhooks, stripe, octokit, clerk, polar, openai];

const SIZES = { '0.2 KB': 205, '1 KB': 1024, '10 KB': 10_240, '100 KB': 102_400, '1 MB': 1_048_576 };

export default {
  title: 'Webhooks',
  about:
    'Verifying a webhook and reading its event. Each gets the same bytes and a fresh signature of its own scheme. By hand is the ' +
    'least that it can cost: an HMAC with a kept key, and JSON.parse. svix and @octokit/webhooks do not parse, so JSON.parse ' +
    'follows; @octokit/webhooks, @clerk/backend, @polar-sh/sdk and openai are asynchronous, so all sides are awaited.',
  peers: [
    '@teamvortexsoftware/vortex-node-22-sdk',
    'svix',
    'standardwebhooks',
    'stripe',
    '@octokit/webhooks',
    '@clerk/backend',
    '@polar-sh/sdk',
    'openai',
  ],
  seconds: 70,
  async cases(tools) {
    const cases = [];
    for (const [size, bytes] of Object.entries(SIZES)) {
      const raw = body(bytes);
      for (const peer of PEERS) await refusesForged(peer, raw);
      cases.push(
        calls(tools, {
          name: `an event of ${size}`,
          awaited: true,
          sides: Object.fromEntries(PEERS.map((peer) => [peer.name, whenCalled(peer, raw)])),
          check: checkEvent(raw),
          targets: {
            [byHand.name]: { atLeast: bytes > 100_000 ? 0.9 : 0.85 },
            ...Object.fromEntries(PEERS.slice(2).map(({ name }) => [name, { atLeast: 1 }])),
          },
          rounds: 11,
          slice: 80,
        }),
      );
    }
    return [...cases, storeMemory(tools)];
  },
} satisfies Contest;

/** Signed at the first call, since most refuse a signature after five minutes. */
function whenCalled(peer: Peer, raw: Buffer): () => unknown {
  let verify: (() => unknown) | undefined;
  return () => {
    verify ??= peer.prepare(raw);
    return verify();
  };
}

/** What verifies nothing would be fast. */
async function refusesForged(peer: Peer, raw: Buffer): Promise<void> {
  const forged = peer.prepare(raw, Buffer.from(raw.toString('utf8').replace('evt_1', 'evt_2')));
  const accepted = await Promise.resolve()
    .then(forged)
    .then(
      () => true,
      () => false,
    );
  if (accepted) throw new Error(`${peer.name} accepts the signature of another body.`);
}

/** Every peer hands on what is in `data`; the rest is of the format of each. */
function checkEvent(raw: Buffer): (event: unknown) => void {
  const data = dataOf(JSON.parse(raw.toString('utf8')));
  return (event) => {
    if (dataOf(event) !== data) throw new Error(`The event is ${JSON.stringify(event)?.slice(0, 200)}.`);
  };
}

function dataOf(event: unknown): string {
  return JSON.stringify((event as { readonly data?: unknown } | undefined)?.data);
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
