import { Vortex } from '@vortex/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmulator, type Emulator } from './index.ts';

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

it('answers nonsense with a reason and never with a failure of its own, to keys and to tokens', async () => {
  const token = new Vortex(emulator.apiKey).generateToken({ user: { id: 'u', email: 'a@x.test' }, component: 'c' });
  const seen = new Map<number, number>();
  let known = 'unknown';
  for (let i = 0; i < 1_500; i++) {
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
  for (const status of [200, 400, 404]) expect(seen.get(status), `${status}`).toBeGreaterThan(20);
  expect(logged.filter((line) => line.startsWith('internal error'))).toEqual([]);
});
