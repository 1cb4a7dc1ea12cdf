import { Vortex } from '@vortex/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiOf } from '../../../test/support/api.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../index.ts';

let app: Receiver;
let emulator: Emulator;

beforeEach(async () => {
  app = await receiver();
});
afterEach(async () => {
  await emulator.close();
  await app.close();
});

async function start(options: EmulatorOptions = {}): Promise<void> {
  const events = ['invitation.accepted', 'member.created', 'group.member.added'];
  emulator = await createEmulator({ webhooks: [{ url: app.url, events }], ...options });
  for (const [scope, domain] of [
    ['acme', 'acme.test'],
    ['partners', 'acme.test'],
    ['other', 'other.test'],
  ]) {
    const body = { scope, scopeType: 'team', domains: [domain], componentId: 'c' };
    await apiOf(emulator)('POST', '/autojoin', body);
  }
}

/** What a server does when somebody signs up. */
const signUp = (email: string) => apiOf(emulator)('GET', `?targetType=email&targetValue=${encodeURIComponent(email)}`);

function members(): Record<string, unknown>[] {
  return emulator.invitations.flatMap(({ scope, accepts }) => accepts.map(({ target }) => ({ scope, ...target })));
}

async function events(): Promise<string[]> {
  await emulator.idle();
  return app.requests.map(({ body }) => JSON.parse(body.toString()).type);
}

it('lists the invitations of a domain for its people, who join when they are accepted', async () => {
  await start();
  const { body } = await signUp('Eve@Acme.test');
  expect(body.invitations).toMatchObject([
    { invitationType: 'autojoin', scope: 'acme' },
    { invitationType: 'autojoin', scope: 'partners' },
  ]);
  expect(members()).toEqual([]);
  const accept = (email: string) =>
    apiOf(emulator)('POST', '/accept', { invitationIds: [body.invitations[0].id], user: { email } });
  await accept('Eve@Acme.test');
  expect((await accept('eve@acme.test')).status).toBe(200);
  expect(members()).toMatchObject([{ scope: 'acme', value: 'Eve@Acme.test' }]);
  expect(await events()).toEqual(['invitation.accepted', 'member.created', 'group.member.added']);
  expect((await accept('eve@other.test')).body).toMatchObject({ statusCode: 403, code: 'domain_not_allowed' });
});

it('lets them join at sign-up by themselves where that was asked for, once', async () => {
  await start({ autojoinAtSignIn: true });
  await signUp('eve@acme.test');
  await signUp('Eve@acme.test');
  await signUp('eve@elsewhere.test');
  expect(members()).toMatchObject([
    { scope: 'acme', value: 'eve@acme.test' },
    { scope: 'partners', value: 'eve@acme.test' },
  ]);
  expect((await events()).filter((type) => type === 'group.member.added')).toHaveLength(2);
  const token = new Vortex(emulator.apiKey).generateToken({ user: { id: 'o', email: 'o@other.test', name: 'Oda' } });
  const seen = await fetch(`${emulator.url}/api/v1/widgets/c`, { headers: { authorization: `Bearer ${token}` } });
  expect(seen.status).toBe(200);
  expect(members()[2]).toMatchObject({ scope: 'other', value: 'o@other.test', name: 'Oda' });
});

it('follows the list: who is taken off it is not let in any more', async () => {
  await start({ autojoinAtSignIn: true });
  const configure = (domains: string[]) =>
    apiOf(emulator)('POST', '/autojoin', { scope: 'acme', scopeType: 'team', domains, componentId: 'c' });
  const first = (await configure(['acme.test', 'new.test'])).body.autojoinDomains;
  const second = (await configure(['new.test'])).body.autojoinDomains;
  expect(second).toEqual([first[1]]);
  expect((await signUp('eve@acme.test')).body.invitations).toMatchObject([{ scope: 'partners' }]);
  expect((await signUp('eve@new.test')).body.invitations).toMatchObject([{ scope: 'acme' }]);
  await configure([]);
  expect((await signUp('ida@new.test')).body.invitations).toEqual([]);
  const { invitation } = (await configure(['new.test'])).body;
  expect(invitation).toMatchObject({ deactivated: false });
  const inScope = (await apiOf(emulator)('GET', '/by-scope/team/acme')).body.invitations;
  expect(inScope).toMatchObject([{ id: invitation.id, invitationType: 'autojoin' }]);
  expect((await signUp('kim@new.test')).body.invitations).toMatchObject([{ id: invitation.id }]);
  await apiOf(emulator)('DELETE', `/${invitation.id}`);
  expect((await signUp('max@new.test')).body.invitations).toEqual([]);
  expect(members().map(({ scope, value }) => `${scope} ${value}`)).toEqual([
    'acme eve@new.test',
    'acme kim@new.test',
    'partners eve@acme.test',
  ]);
});
