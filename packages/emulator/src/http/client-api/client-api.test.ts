import { Vortex } from '@vortex/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../../index.ts';

let emulator: Emulator;
let vortex: Vortex;

beforeEach(async () => {
  emulator = await createEmulator();
  vortex = new Vortex(emulator.apiKey);
});
afterEach(() => emulator.close());

const ADA = { id: 'ada', email: 'ada@x.test', name: 'Ada' };
const BOB = { id: 'bob', email: 'Bob@x.test' };

function as(user: { id: string; email?: string }, scope?: string): string {
  return vortex.generateToken({ user, component: 'component-1', ...(scope && { scope }) });
}

async function ask(token: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${emulator.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
}

const form = (...values: string[]) => ({
  widgetConfigurationId: 'component-1',
  payload: { email: { type: 'email', value: values } },
  source: 'email',
});

describe('a component with nothing but a token', () => {
  it('learns its configuration, sends to several people, and lists what it has sent', async () => {
    const { body: widget } = await ask(as(ADA), 'GET', '/widgets/component-1');
    expect(widget.data.widgetConfiguration).toMatchObject({ id: 'component-1' });
    const sent = await ask(as(ADA, 'team:t1'), 'POST', '/invitations', form('bob@x.test', 'eve@x.test'));
    expect(sent.body.data.invitationEntries).toHaveLength(2);
    const { body } = await ask(as(ADA), 'GET', '/invitations/sent');
    expect(body.data.invitations).toMatchObject([
      { id: sent.body.data.invitationEntries[0].id, scope: 't1', scopeType: 'team', creatorId: 'ada' },
      { targets: [{ targetType: 'email', targetValue: 'eve@x.test' }] },
    ]);
    expect(emulator.outbox.map(({ to }) => to)).toEqual(['bob@x.test', 'eve@x.test']);
  });

  it('shows the person invited what waits for them, in pages, and accepts as them', async () => {
    for (let i = 0; i < 21; i++) await ask(as(ADA, `team:t${i}`), 'POST', '/invitations', form('bob@x.test'));
    const { body: first } = await ask(as(BOB), 'GET', '/invitations');
    expect(first.data).toMatchObject({ count: 21, hasMore: true, nextCursor: '20' });
    const { body: exact } = await ask(as(BOB), 'GET', '/invitations?cursor=1');
    expect([exact.data.invitations.length, exact.data.hasMore]).toEqual([20, false]);
    const { body: rest } = await ask(as(BOB), 'GET', '/invitations?cursor=20');
    const [last] = rest.data.invitations;
    expect(rest.data.hasMore).toBe(false);
    const accepted = await ask(as(BOB), 'POST', '/invitations/accept', { invitationId: last.id, isExisting: true });
    expect(accepted.body).toMatchObject({ id: last.id, status: 'accepted' });
    expect((await ask(as(BOB), 'POST', '/invitations/accept', { invitationId: last.id })).status).toBe(409);
    expect((await ask(as(BOB), 'GET', '/invitations')).body.data.count).toBe(20);
  });

  it('takes a token of the older kind', async () => {
    const jwt = vortex.generateJwt({ user: BOB });
    await ask(as(ADA), 'POST', '/invitations', form('bob@x.test'));
    expect((await ask(jwt, 'GET', '/invitations')).body.data.count).toBe(1);
  });

  it('revokes as the creator, declines as the person invited, and neither as somebody else', async () => {
    const { body } = await ask(as(ADA), 'POST', '/invitations', form('bob@x.test', 'eve@x.test'));
    const [one, two] = body.data.invitationEntries;
    const eve = as({ id: 'mallory', email: 'mallory@x.test' });
    expect((await ask(eve, 'GET', `/invitations/${one.id}`)).status).toBe(404);
    expect((await ask(eve, 'DELETE', `/invitations/${one.id}`)).status).toBe(404);
    expect((await ask(eve, 'POST', '/invitations/accept', { invitationId: one.id })).status).toBe(403);
    expect((await ask(as(BOB), 'DELETE', `/invitations/${one.id}`)).status).toBe(204);
    expect((await ask(as(ADA), 'DELETE', `/invitations/${two.id}`)).status).toBe(204);
    expect((await ask(as(ADA), 'GET', `/invitations/${two.id}`)).body.deactivated).toBe(true);
  });

  it('gets one share link for the same scope, which anybody may accept', async () => {
    const share = () => ask(as(ADA, 'team:t1'), 'POST', '/invitations/generate-shareable-link-invite', {});
    const { id, shortLink } = (await share()).body.data.invitation;
    expect((await share()).body.data.invitation.id).toBe(id);
    expect((await fetch(shortLink)).status).toBe(200);
    for (const user of [BOB, { id: 'eve' }])
      expect((await ask(as(user), 'POST', '/invitations/accept', { invitationId: id })).status).toBe(200);
    const ended = await ask(as(BOB), 'DELETE', `/invitations/${id}`);
    expect(ended).toMatchObject({ status: 403, body: { code: 'not_yours' } });
    expect(emulator.invitations[0]).toMatchObject({
      deactivated: false,
      status: 'shared',
      invitationType: 'multi_use',
    });
    expect(emulator.invitations[0]?.accepts).toHaveLength(2);
  });

  it('can not invite into another scope than the server has signed', async () => {
    const body = { ...form('bob@x.test'), groups: [{ type: 'team', groupId: 'other' }] };
    expect((await ask(as(ADA, 'team:t1'), 'POST', '/invitations', body)).status).toBe(400);
    expect((await ask(as(ADA), 'POST', '/invitations', body)).status).toBe(200);
  });

  it('hears what is wrong with its token or its form', async () => {
    expect(await ask('nonsense', 'GET', '/invitations')).toMatchObject({
      status: 401,
      body: { code: 'token_malformed' },
    });
    const nobody = new Vortex({ apiKey: emulator.apiKey, logger: { warn() {}, error() {}, info() {}, debug() {} } });
    const anonymous = nobody.generateToken({ component: 'c' });
    expect((await ask(anonymous, 'GET', '/invitations')).body.code).toBe('token_without_user');
    const foreign = new Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing').generateToken({ user: ADA });
    expect((await ask(foreign, 'GET', '/invitations')).status).toBe(401);
    const { body } = await ask(as(ADA), 'POST', '/invitations', form('bob'));
    expect(body).toMatchObject({ code: 'validation_failed', problems: [{ field: 'payload.email.value' }] });
  });

  it('loses its token when the key is revoked', async () => {
    const made = emulator.createKey();
    const token = new Vortex(made.key).generateToken({ user: ADA });
    expect((await ask(token, 'GET', '/invitations')).status).toBe(200);
    emulator.revokeKey(made.id);
    expect((await ask(token, 'GET', '/invitations')).status).toBe(401);
  });
});

describe('a page of another origin', () => {
  const from = (origin: string) => ({ origin });

  it('may use the client API from this machine, and read its refusals', async () => {
    const origin = 'http://127.0.0.1:3000';
    const preflight = await fetch(`${emulator.url}/api/v1/invitations`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).not.toContain('x-api-key');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    for (const token of [as(ADA), 'nonsense']) {
      const answer = await ask(token, 'GET', '/invitations', undefined, from(origin));
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    }
  });

  it('may not from elsewhere, nor ever with the API key', async () => {
    expect((await ask(as(ADA), 'GET', '/invitations', undefined, from('https://evil.example'))).status).toBe(403);
    const answer = await apiOf(emulator)('POST', '', createBody('bob@x.test'), from('http://localhost:3000'));
    expect(answer.status).toBe(403);
  });

  it('may where the emulator was told so', async () => {
    await emulator.close();
    emulator = await createEmulator({ clientOrigins: ['https://app.example'] });
    expect((await ask(as(ADA), 'GET', '/invitations', undefined, from('https://app.example'))).status).toBe(200);
    expect((await ask(as(ADA), 'GET', '/invitations', undefined, from('http://localhost:3000'))).status).toBe(403);
    await emulator.close();
    emulator = await createEmulator({ clientOrigins: ['*'] });
    expect((await ask(as(ADA), 'GET', '/invitations', undefined, from('https://any.example'))).status).toBe(200);
  });

  it.each(['https://app.example/', 'https://app.example/page', 'app.example'])(
    'can not be told by an address that no browser would send: %s',
    async (origin) => {
      await expect(createEmulator({ clientOrigins: [origin] })).rejects.toMatchObject({ code: 'invalid_option' });
    },
  );
});

describe('an Idempotency-Key of a component', () => {
  it('repeats what was answered, for the same person only', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await ask(as(ADA), 'POST', '/invitations', form('bob@x.test'), key);
    const again = await ask(as(ADA), 'POST', '/invitations', form('bob@x.test'), key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await ask(as(ADA), 'POST', '/invitations', form('eve@x.test'), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const theirs = await ask(as(BOB), 'POST', '/invitations', form('bob@x.test'), key);
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    const link = { widgetConfigurationId: 'component-1' };
    const shared = await ask(as(ADA), 'POST', '/invitations/generate-shareable-link-invite', link, {
      'idempotency-key': 'two',
    });
    expect(shared.status).toBe(200);
    // The server's keys are its own, too.
    const server = await apiOf(emulator)('POST', '', createBody('bob@x.test'), key);
    expect(server.status).toBe(200);
    const id = first.body.data.invitationEntries[0].id;
    const accept = () =>
      ask(as(BOB), 'POST', '/invitations/accept', { invitationId: id }, { 'idempotency-key': 'three' });
    expect((await accept()).status).toBe(200);
    expect(await accept()).toMatchObject({ status: 200, body: { status: 'accepted' } });
  });
});

it('lets somebody accept by phone what went to their number, and nobody else', async () => {
  const { body } = await apiOf(emulator)('POST', '', createBody('+15551234567', 't', 'phone'));
  const accept = (phone: string) => {
    const token = vortex.generateToken({ user: { id: 'cy', phone }, component: 'component-1' });
    return ask(token, 'POST', '/invitations/accept', { invitationId: body.id });
  };
  expect(await accept('+15551234568')).toMatchObject({ status: 403, body: { code: 'not_the_target' } });
  expect((await accept('+15551234567')).status).toBe(200);
  expect(emulator.invitations[0]).toMatchObject({
    status: 'accepted',
    accepts: [{ target: { type: 'phone', value: '+15551234567' } }],
  });
});

it.each([
  ['scopes that are no list', { groups: 'team' }, 'groups'],
  ['a scope that is no object', { groups: ['team'] }, 'groups[0]'],
  ['a variable that is no text', { templateVariables: { count: 3, team: 'A' } }, 'templateVariables.count'],
  ['a scope without a type', { groups: [{ groupId: 't1' }] }, 'groups[0].type'],
])('names %s', async (_case, more, field) => {
  const { status, body } = await ask(as(ADA), 'POST', '/invitations', { ...form('bob@x.test'), ...more });
  expect(status).toBe(400);
  expect(body.problems.map((problem: { field: string }) => problem.field)).toEqual([field]);
});

it('says what a token does not open', async () => {
  const { status, body } = await ask(as(ADA), 'GET', '/invitations/by-scope/team/t1');
  expect({ status, code: body.code }).toEqual({ status: 404, code: 'route_not_found' });
  expect(body.message).toContain('x-api-key');
});

it('tells analytics webhooks of components that were loaded and links that were shared', async () => {
  const app = await receiver();
  try {
    emulator.addWebhook({ url: app.url, events: ['widget_loaded', 'share_triggered'] });
    await ask(as(ADA), 'GET', '/widgets/component-1', undefined, { 'x-session-id': 'session-1' });
    const link = await ask(as(ADA), 'POST', '/invitations/generate-shareable-link-invite', {});
    await emulator.idle();
    const about = { widgetConfigurationId: 'component-1', foreignUserId: 'ada' };
    expect(app.requests.map(({ body }) => JSON.parse(body.toString()))).toMatchObject([
      { name: 'widget_loaded', ...about, sessionId: 'session-1', payload: null },
      { name: 'share_triggered', ...about, payload: { invitationId: link.body.data.invitation.id } },
    ]);
  } finally {
    await app.close();
  }
});
