import { Vortex } from '@vortex/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';

let emulator: Emulator;
const logged: string[] = [];

beforeAll(async () => {
  emulator = await createEmulator({ log: (line) => logged.push(line) });
});
afterAll(() => emulator.close());

/** The same numbers each time, so that a failure can be looked at. */
let seed = 42;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * below);
}

function pick<T>(from: readonly T[]): T {
  return from[random(from.length)] as T;
}

const ODD = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'é',
  'x'.repeat(5_000),
  {},
  [],
  [null],
];
const RIGHT = [
  'a@x.test',
  '+15551234567',
  ['x.test'],
  'accepted',
  { type: 'email', value: 'a@x.test' },
  { type: 'internal', value: 'u' },
  { userId: 'u' },
  { email: 'a@x.test' },
  [{ type: 'team', groupId: 'g' }],
];
const FIELDS =
  'widgetConfigurationId target inviter groups group source subtype templateVariables metadata unfurlConfig invitationIds invitationId user scope scopeType domains componentId scopeName creatorId targetValue action payload isExisting fingerprint __proto__ constructor'.split(
    ' ',
  );
const POSTS =
  '/invitations /invitations/accept /invitations/autojoin /invitations/sync-internal-invitation /invitations/ID/reinvite /invitations/generate-shareable-link-invite /deferred-links/match'.split(
    ' ',
  );
const OTHERS =
  '/invitations?targetType=X&targetValue=X /invitations/X /invitations/by-scope/X/X?start=X /invitations/by-scope/X/X/autojoin /invitations/autojoin/X /invitations/autojoin/by-domain/X /invitations?cursor=X /widgets/X /nowhere/X'.split(
    ' ',
  );

function oddBody(): string {
  if (random(20) === 0) return pick(['', '{', 'null', '[]', '"x"', '1']);
  const fields = Array.from({ length: random(9) }, () => {
    const value = random(2) === 0 ? pick(ODD) : pick(RIGHT);
    return `${JSON.stringify(pick(FIELDS))}:${JSON.stringify(value)}`;
  });
  return `{${fields.join()}}`;
}

const CALLS = process.env.VORTEX_TEST_ALL === '1' ? 1_500 : 600;

it('answers nonsense with a reason and never with a failure of its own, to keys and to tokens', async () => {
  const token = new Vortex(emulator.apiKey).generateToken({ user: { id: 'u', email: 'a@x.test' }, component: 'c' });
  const seen = new Map<number, number>();
  let known = 'unknown';
  for (let i = 0; i < CALLS; i++) {
    const post = random(2) === 0;
    const odd = () =>
      encodeURIComponent(pick(['email', 'a@x.test', 'team', 'g', '0', '-1', '1.5', '..', '%', '\0', known]));
    const path = `/api/v1${post ? pick(POSTS).replace('ID', known) : pick(OTHERS).replace(/X/g, odd)}`;
    const method = post ? 'POST' : pick(['GET', 'GET', 'DELETE', 'PUT']);
    const identity = random(2) === 0 ? { authorization: `Bearer ${token}` } : { 'x-api-key': emulator.apiKey };
    const answer = await fetch(emulator.url + path, {
      method,
      headers: { ...identity, 'content-type': 'application/json' },
      ...(post && { body: oddBody() }),
    });
    const body = answer.status === 204 ? {} : await answer.json();
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    expect(answer.status, `${method} ${path}`).toBeLessThan(500);
    if (answer.status >= 400)
      expect(body, `${method} ${path}`).toMatchObject({
        statusCode: answer.status,
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.stringMatching(/\S \S/),
      });
    if (typeof body.id === 'string') known = body.id;
  }
  // It did not all end at the door.
  for (const status of [200, 400, 404]) expect(seen.get(status), `${status}`).toBeGreaterThan(CALLS / 75);
  expect(logged.filter((line) => line.startsWith('internal error'))).toEqual([]);
});

const create = {
  widgetConfigurationId: 'c',
  target: { type: 'email', value: 'deep@x.test' },
  inviter: { userId: 'u' },
};

it.each<[what: string, status: number, path: string, body: string, headers?: Record<string, string>]>([
  [
    'JSON too deep to be written again',
    400,
    '/api/v1/invitations',
    JSON.stringify({ ...create, metadata: { deep: 0 } }).replace('0', '['.repeat(50_000) + ']'.repeat(50_000)),
  ],
  ['an empty Idempotency-Key', 400, '/api/v1/invitations', JSON.stringify(create), { 'idempotency-key': '' }],
  ['a form without end', 413, '/invitations', `value=${'x'.repeat(2 ** 21)}`, { 'content-type': 'text/plain' }],
  ['a form that is none', 400, '/invitations', 'x', { 'content-type': 'multipart/form-data; boundary=b' }],
  ['a time beyond all dates', 400, '/__emulator/time', '{"ms":1e300}'],
  ['a header that can not be sent', 400, '/__emulator/faults', '{"status":503,"headers":{"a b":"c"}}'],
  ['a secret that can not sign', 400, '/__emulator/webhooks', '{"url":"http://127.0.0.1:9/","secret":" x"}'],
])('answers %s with %i, and works as before', async (_what, status, path, body, headers) => {
  const sent = { 'x-api-key': emulator.apiKey, 'content-type': 'application/json', ...headers };
  const answer = await fetch(emulator.url + path, { method: 'POST', headers: sent, body });
  expect(await answer.json()).toMatchObject({ statusCode: status, code: expect.stringMatching(/^[a-z_]+$/) });
  expect(answer.status).toBe(status);
  expect((await fetch(emulator.url)).status).toBe(200);
  expect(logged.filter((line) => line.startsWith('internal error'))).toEqual([]);
});
