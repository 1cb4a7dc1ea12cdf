import { createHmac, createSecretKey } from 'node:crypto';
import { Vortex as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import { Vortex } from '@vortex/core';
import { atLeast, type Benchmark, compare, type Row } from './measure.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const KID = '00000000-0000-4000-8000-000000000001';
const MONTH = 30 * 24 * 60 * 60;

const user = { id: 'user-123', email: 'peter@example.com', name: 'Peter', avatarUrl: 'https://example.com/p.png' };
const payload = { component: 'widget-abc', user, scope: 'workspace_456', vars: { company_name: 'Acme' } };

/** `generateToken`, `generateJwt` and `sign` beside the official package and a hand-written loop. */
export function tokensBenchmark(): Benchmark {
  const ours = new Vortex(API_KEY);
  const official = new Official(API_KEY);
  const major = Number(process.versions.node.split('.')[0]);
  const target = major >= 24 ? 5 : 2;

  const token = compare({
    ours: () => ours.generateToken(payload),
    official: () => official.generateToken(payload),
    byHand: handWritten(),
  });
  const jwt = compare({ ours: () => ours.generateJwt({ user }), official: () => official.generateJwt({ user }) });
  const sign = compare({ ours: () => ours.sign(user), official: () => official.sign(user) });
  return {
    title: `Tokens, Node ${process.versions.node}`,
    rows: [
      atLeast('generateToken, official package', token, 'ours', 'official', target),
      atLeast('generateToken, by hand with a kept key', token, 'ours', 'byHand', 0.8),
      atLeast('generateJwt, official package', jwt, 'ours', 'official', 1),
      atLeast('sign, official package', sign, 'ours', 'official', 1),
      memory(ours),
    ],
  };
}

/** The least a token costs: one JSON.stringify, base64url, one HMAC with a key object and a header kept from before. */
function handWritten(): () => string {
  const key = createSecretKey(createHmac('sha256', 'test-secret-key-for-signing').update(KID).digest());
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: KID })).toString('base64url');
  return () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = Buffer.from(JSON.stringify({ ...payload, iat: now, exp: now + MONTH })).toString('base64url');
    const signed = `${header}.${claims}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
}

/** Heap in use before and after two million tokens. */
function memory(vortex: Vortex): Row {
  const { gc } = globalThis;
  for (let i = 0; i < 10_000; i++) vortex.generateToken(payload);
  gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 2_000_000; i++) vortex.generateToken(payload);
  gc?.();
  const grown = (process.memoryUsage().heapUsed - before) / 1024;
  return {
    name: 'heap growth over 2,000,000 tokens',
    ours: `${grown.toFixed(0)} KiB`,
    reference: '',
    ratio: '',
    target: gc ? '< 512 KiB' : 'run with --expose-gc',
    pass: gc !== undefined && grown < 512,
  };
}
