import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Vortex } from '@vortex/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { type Receiver, receiver } from '../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../index.ts';

let root: string;
let app: Receiver;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'vortex-life-'));
  app = await receiver();
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

/** The same numbers for the same seed, so that a failure can be looked at. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

type Step = (emulator: Emulator, random: (below: number) => number) => Promise<unknown> | unknown;

const person = (random: (below: number) => number) => `person${random(8)}@${['x', 'y'][random(2)]}.test`;
const some = <T>(from: readonly T[], random: (below: number) => number): T | undefined => from[random(from.length)];
const json = { 'content-type': 'application/json' };

function asComponent(emulator: Emulator, user: string, method: string, path: string, body?: object) {
  const token = new Vortex(emulator.apiKey).generateToken({ user: { id: user, email: user }, component: 'c' });
  const headers = { ...json, authorization: `Bearer ${token}` };
  return fetch(`${emulator.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

const STEPS: readonly Step[] = [
  (emulator, random) => apiOf(emulator)('POST', '', createBody(person(random), `team-${random(3)}`)),
  (emulator, random) => apiOf(emulator)('POST', '', createBody(`user-${random(4)}`, `team-${random(3)}`, 'internal')),
  (emulator, random) => apiOf(emulator)('POST', '', createBody(`+1555123450${random(9)}`, undefined, 'phone')),
  (emulator, random) =>
    asComponent(emulator, person(random), 'POST', '/invitations/generate-shareable-link-invite', {}),
  (emulator, random) => {
    const id = some(emulator.invitations, random)?.id;
    return apiOf(emulator)('POST', '/accept', { invitationIds: [id], user: { email: person(random) } });
  },
  (emulator, random) => apiOf(emulator)('DELETE', `/${some(emulator.invitations, random)?.id}`),
  (emulator, random) => apiOf(emulator)('POST', `/${some(emulator.invitations, random)?.id}/reinvite`),
  (emulator, random) => apiOf(emulator)('DELETE', `/by-scope/team/team-${random(3)}`),
  (emulator, random) => {
    const domains = [['x.test'], ['x.test', 'y.test'], []][random(3)];
    return apiOf(emulator)('POST', '/autojoin', {
      scope: `team-${random(3)}`,
      scopeType: 'team',
      domains,
      componentId: 'c',
    });
  },
  (emulator, random) => {
    const body = {
      creatorId: 'user-1',
      targetValue: `user-${random(4)}`,
      action: 'accepted',
      componentId: 'component-1',
    };
    return apiOf(emulator)('POST', '/sync-internal-invitation', body);
  },
  async (emulator, random) => {
    const link = some(emulator.invitations, random)?.shortLink;
    const headers: Record<string, string> = random(3) === 0 ? { 'user-agent': 'Slackbot' } : {};
    if (link) await (await fetch(link, { headers })).text();
  },
  async (emulator, random) => {
    const mail = some(emulator.outbox, random);
    if (mail) await (await fetch(`${emulator.url}/outbox/${mail.id}/open.gif`)).arrayBuffer();
  },
  (emulator, random) =>
    asComponent(emulator, person(random), 'DELETE', `/invitations/${some(emulator.invitations, random)?.id}`),
  (emulator, random) => emulator.advanceTime(random(4) * 24 * 60 * 60 * 1000),
  (emulator, random) => emulator.pauseWebhook(emulator.webhooks[0]?.id ?? '', random(2) === 0),
  (emulator, random) => random(2) === 0 && emulator.rotateWebhookSecret(emulator.webhooks[0]?.id ?? ''),
  (emulator, random) => emulator.redeliver(some(emulator.deliveries, random)?.id ?? ''),
  (emulator, random) =>
    random(2) === 0 ? emulator.createKey('one more') : emulator.revokeKey(emulator.keys[1]?.id ?? ''),
  (emulator, random) => random(12) === 0 && emulator.reset(),
];

async function seen(emulator: Emulator): Promise<unknown> {
  const { invitations, outbox, deliveries, webhooks, keys } = emulator;
  const lists: unknown[] = [];
  for (let team = 0; team < 3; team++) {
    lists.push((await apiOf(emulator)('GET', `/by-scope/team/team-${team}`)).body);
    lists.push((await apiOf(emulator)('GET', `/by-scope/team/team-${team}/autojoin`)).body);
  }
  for (const address of ['person1@x.test', 'person2@y.test'])
    lists.push((await apiOf(emulator)('GET', `?targetType=email&targetValue=${address}`)).body);
  const text = JSON.stringify({ invitations, outbox, deliveries, webhooks, keys, lists });
  return JSON.parse(text.replace(/http:\/\/127\.0\.0\.1:\d+(?=\/(i|outbox)\/)/g, ''));
}

const LIVES = process.env.VORTEX_TEST_ALL === '1' ? [1, 2, 3, 4, 5, 6] : [1, 2, 3];

it.each(LIVES)('is the same after restarts, whatever has happened in life %i', async (seed) => {
  const random = randomFrom(seed);
  const options = {
    data: join(root, 'data'),
    webhooks: [{ url: app.url }],
    reminders: [2 * 24 * 60 * 60 * 1000],
    retryDelays: [60_000, 60_000],
  };
  let emulator = await createEmulator(options);
  try {
    let most = 0;
    for (let restart = 0; restart < 4; restart++) {
      for (let step = 0; step < 40; step++) {
        app.statuses.push(...(random(5) === 0 ? [500] : []));
        await some(STEPS, random)?.(emulator, random);
      }
      await emulator.idle();
      most = Math.max(most, emulator.deliveries.length);
      const before = await seen(emulator);
      await emulator.close();
      emulator = await createEmulator(options);
      // What the restart itself begins again is only what had fallen due: nothing, after idle().
      expect(await seen(emulator)).toEqual(before);
    }
    expect(most).toBeGreaterThan(10);
  } finally {
    await emulator.close();
  }
});
