import { Vortex } from '@vortex/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { createEmulator, type Emulator } from '../../index.ts';

const DAY = 24 * 60 * 60 * 1000;

let emulator: Emulator;

beforeEach(async () => {
  emulator = await createEmulator({ landingPage: 'http://127.0.0.1:3000/join' });
});
afterEach(() => emulator.close());

async function match(user = 'bob', body: unknown = { fingerprint: { platform: 'ios', language: 'en' } }) {
  const token = new Vortex(emulator.apiKey).generateToken({ user: { id: user } });
  const answer = await fetch(`${emulator.url}/api/v1/deferred-links/match`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

async function invite(address: string): Promise<{ id: string; shortLink: string }> {
  const body = { ...createBody(address, 'team-1'), metadata: { plan: 'pro' } };
  return (await apiOf(emulator)('POST', '', body)).body;
}

const follow = (link: string) => fetch(link, { redirect: 'manual' });
const nothing = { matched: false, confidence: null, context: null, error: null };

it('tells an app that was installed after the click of the invitation behind it', async () => {
  expect(await match()).toEqual({ status: 200, body: nothing });
  await follow((await invite('first@x.test')).shortLink);
  const { id, shortLink } = await invite('bob@x.test');
  await follow(shortLink);
  const context = {
    invitationId: id,
    inviterId: 'user-1',
    groupId: 'team-1',
    groupType: 'team',
    metadata: { plan: 'pro' },
  };
  expect((await match()).body).toEqual({ matched: true, confidence: 1, context, error: null });
});

it('does not tell whoever sent it, nor of one that is settled, nor after its time', async () => {
  const { id, shortLink } = await invite('bob@x.test');
  await follow(shortLink);
  expect((await match('user-1')).body).toEqual(nothing);
  emulator.advanceTime(DAY - 60_000);
  expect((await match()).body.matched).toBe(true);
  emulator.advanceTime(2 * 60_000);
  expect((await match()).body).toEqual(nothing);
  await follow(shortLink);
  await apiOf(emulator)('DELETE', `/${id}`);
  expect((await match()).body).toEqual(nothing);
  emulator.reset();
  expect((await match()).body).toEqual(nothing);
});

it('takes no preview for a person, and wants what the mobile SDKs send', async () => {
  const { shortLink } = await invite('bob@x.test');
  await fetch(shortLink, { headers: { 'user-agent': 'Slackbot 1.0' } });
  expect((await match()).body).toEqual(nothing);
  const { status, body } = await match('bob', {});
  expect(status).toBe(400);
  expect(body.message).toContain('fingerprint must be an object');
});
