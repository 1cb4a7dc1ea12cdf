import { createHmac, createSecretKey } from 'node:crypto';
import { Vortex as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import { Vortex } from '@vortex/core';
import { API_KEY } from '../adapters/app.ts';
import { calls } from '../frame/calls.ts';
import type { Case, Contest, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';

const KID = '00000000-0000-4000-8000-000000000001';
const MONTH = 30 * 24 * 60 * 60;

const user = { id: 'user-123', email: 'peter@example.com', name: 'Peter', avatarUrl: 'https://example.com/p.png' };
const payload = { component: 'widget-abc', user, scope: 'workspace:456', vars: { company_name: 'Acme' } };

export default {
  title: 'Tokens',
  about: 'Signing a token, a JWT and a signature, beside the official package and the least that it costs by hand.',
  peers: ['@teamvortexsoftware/vortex-node-22-sdk'],
  seconds: 30,
  cases(tools) {
    const ours = new Vortex(API_KEY);
    const official = new Official(API_KEY);
    const newest = Number(process.versions.node.split('.')[0]) >= 24;
    return [
      calls(tools, {
        name: 'generateToken',
        sides: {
          '@vortex/core': () => ours.generateToken(payload),
          'by hand': byHand(),
          official: () => official.generateToken(payload),
        },
        check: (token) => checkClaims(token, { ...payload }),
        targets: { 'by hand': { atLeast: 1 }, official: { atLeast: newest ? 6 : 2 } },
      }),
      calls(tools, {
        name: 'generateJwt',
        sides: {
          '@vortex/core': () => ours.generateJwt({ user }),
          official: () => official.generateJwt({ user }),
        },
        check: (jwt) => checkClaims(jwt, { userId: user.id }),
        targets: { official: { atLeast: 1 } },
      }),
      calls(tools, {
        name: 'sign',
        sides: { '@vortex/core': () => ours.sign(user), official: () => official.sign(user) },
        check(signature) {
          if (signature !== official.sign(user)) throw new Error(`The signature is ${signature}.`);
        },
        targets: { official: { atLeast: 1 } },
      }),
      memory(tools, ours),
    ];
  },
} satisfies Contest;

/** The least a token costs: one JSON.stringify, base64url, one HMAC with a key object and a header kept from before. */
function byHand(): () => string {
  const key = createSecretKey(createHmac('sha256', 'test-secret-key-for-signing').update(KID).digest());
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: KID })).toString('base64url');
  return () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = Buffer.from(JSON.stringify({ ...payload, iat: now, exp: now + MONTH })).toString('base64url');
    const signed = `${header}.${claims}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
}

/** The token says what it was asked to say. */
function checkClaims(token: unknown, expected: Readonly<Record<string, unknown>>): void {
  const claims = JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8'));
  for (const [name, value] of Object.entries(expected)) {
    if (JSON.stringify(claims[name]) !== JSON.stringify(value)) throw new Error(`${name} is ${claims[name]}.`);
  }
}

function memory(tools: Tools, vortex: Vortex): Case {
  const [first, all] = tools.quick ? [1_000, 20_000] : [10_000, 2_000_000];
  return samples(tools, {
    name: `heap growth over ${all.toLocaleString('en-US')} tokens`,
    measures: [{ name: 'heap', unit: 'KB' }],
    bound: 512,
    rounds: 1,
    sides: {
      '@vortex/core'() {
        for (let i = 0; i < first; i++) vortex.generateToken(payload);
        globalThis.gc?.();
        const before = process.memoryUsage().heapUsed;
        for (let i = 0; i < all; i++) vortex.generateToken(payload);
        globalThis.gc?.();
        return { heap: Math.max(0, process.memoryUsage().heapUsed - before) / 1024 };
      },
    },
  });
}
