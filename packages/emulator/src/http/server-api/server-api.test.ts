import { Vortex, type VortexApiError } from '@vortex/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, type Call, createBody } from '../../../test/support/api.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../index.ts';

let emulator: Emulator;
let call: Call;

beforeAll(async () => {
  emulator = await createEmulator();
  call = apiOf(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** An emulator with options of its own, for one test. */
async function using(options: EmulatorOptions, test: (call: Call, emulator: Emulator) => Promise<void>): Promise<void> {
  const other = await createEmulator(options);
  try {
    await test(apiOf(other), other);
  } finally {
    await other.close();
  }
}

async function create(value: string, groupId?: string, type?: string): Promise<string> {
  const { status, body } = await call('POST', '', createBody(value, groupId, type));
  expect(status).toBe(200);
  return body.id;
}

describe('the API key', () => {
  it.each([
    ['is missing', { 'x-api-key': undefined }, 'missing_api_key', /VORTEX_API_KEY/],
    [
      'is sent as a bearer token',
      { 'x-api-key': undefined, authorization: 'Bearer VRTX.AAAAAAAAQACAAAAAAAAAAQ.x' },
      'missing_api_key',
      /Authorization/,
    ],
    [
      'is wrong',
      { 'x-api-key': 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.another' },
      'invalid_api_key',
      /npx @vortex\/emulator dev/,
    ],
  ])('is asked for with help when it %s', async (_case, headers, code, message) => {
    const answer = await call('GET', '?targetType=email&targetValue=a@x.test', undefined, headers);
    expect(answer).toMatchObject({ status: 401, body: { statusCode: 401, error: 'Unauthorized', code } });
    expect(answer.body.message).toMatch(message);
    expect(JSON.stringify(answer.body)).not.toContain('another');
  });

  it('can be one of several', async () => {
    const second = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.second-key-for-tests';
    await using({ apiKeys: [second] }, async (call) => {
      const { status } = await call('GET', '/by-scope/team/t', undefined, { 'x-api-key': second });
      expect(status).toBe(200);
    });
  });

  it('must have the form of one', async () => {
    await expect(createEmulator({ apiKey: 'secret-of-mine' })).rejects.toThrow(/VRTX\.<id>\.<secret>/);
    await expect(createEmulator({ apiKey: 'secret-of-mine' })).rejects.not.toThrow(/secret-of-mine/);
  });
});

describe('a body that can not be used', () => {
  it('is answered with everything that is wrong with it', async () => {
    const { status, body } = await call('POST', '', {
      componentId: 'c',
      target: { type: 'share', value: '' },
      groups: [{ type: 'team', scopeId: 't' }],
      templateVariables: { count: 3 },
      unfurlConfig: { image: 'http://x.test/a.png', type: 'poem' },
    });
    expect(status).toBe(400);
    expect(body.problems.map(({ field }: { field: string }) => field)).toEqual([
      'componentId',
      'widgetConfigurationId',
      'target.type',
      'target.value',
      'inviter',
      'groups[0].scopeId',
      'groups[0].groupId',
      'templateVariables.count',
      'unfurlConfig.image',
      'unfurlConfig.type',
    ]);
    expect(body.message).toContain('the component goes into "widgetConfigurationId"');
  });

  it.each([
    ['an email that is none', { type: 'email', value: 'bob' }, 'target.value'],
    ['a phone number that is none', { type: 'phone', value: 'home' }, 'target.value'],
    ['a phone number of four digits', { type: 'phone', value: '+1234' }, 'target.value'],
    ['an unknown kind of target', { type: 'fax', value: '1' }, 'target.type'],
    ['no target', undefined, 'target'],
  ])('names %s', async (_case, target, field) => {
    const { status, body } = await call('POST', '', { ...createBody('a@x.test'), target });
    expect(status).toBe(400);
    expect(body.problems).toEqual([{ field, message: expect.any(String) }]);
  });

  it.each([
    ['no JSON', '{"a":', {}, 400, 'invalid_json'],
    ['a list', '[]', {}, 400, 'validation_failed'],
    ['nothing', '', {}, 400, 'validation_failed'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_content_type'],
    ['too much', `{"a":"${'x'.repeat(1024 * 1024)}"}`, {}, 413, 'body_too_large'],
  ])('is refused when it is %s', async (_case, body, headers, status, code) => {
    expect(await call('POST', '', body, headers)).toMatchObject({ status, body: { code } });
  });

  it('ends the connection of a body that is too large, whose rest nobody reads', async () => {
    const body = `{"a":"${'x'.repeat(1024 * 1024)}"}`;
    const headers = { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' };
    const answer = await fetch(`${emulator.url}/api/v1/invitations`, { method: 'POST', headers, body });
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
  });

  it.each([
    [{ invitationIds: [], user: { email: 'a@x.test' } }, 'invitationIds'],
    [{ invitationIds: 'x', user: { email: 'a@x.test' } }, 'invitationIds'],
    [{ invitationIds: ['x'], user: {} }, 'user'],
    [{ invitationIds: ['x'] }, 'user'],
    [{ invitationIds: ['x'], user: { email: 'a@x.test', isExisting: 'yes' } }, 'user.isExisting'],
  ])('is refused by accept: %j', async (body, field) => {
    const answer = await call('POST', '/accept', body);
    expect(answer.status).toBe(400);
    expect(answer.body.problems[0].field).toBe(field);
  });

  it('leaves nothing behind', async () => {
    await call('POST', '', { ...createBody('a@x.test', 't'), inviter: {} });
    expect(emulator.invitations).toEqual([]);
  });
});

describe('lists', () => {
  it('give pages of 20 by offset, oldest first', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 45; i++) ids.push(await create(`p${i}@x.test`, 't'));
    const page = async (start: string) => {
      const { body } = await call('GET', `/by-scope/team/t${start}`);
      return body.invitations.map(({ id }: { id: string }) => id);
    };
    expect(await page('')).toEqual(ids.slice(0, 20));
    expect(await page('?start=20')).toEqual(ids.slice(20, 40));
    expect(await page('?start=40')).toEqual(ids.slice(40));
    expect(await page('?start=45')).toEqual([]);
    expect((await call('GET', '/by-group/team/t')).body.invitations).toHaveLength(20);
    expect(await call('GET', '/by-scope/team/t?start=-1')).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  });

  it('send both spellings of scope and component', async () => {
    const id = await create('a@x.test', 't');
    const { body } = await call('GET', `/${id}`);
    expect(body).toMatchObject({
      groups: [{ groupId: 't', type: 'team', name: 'Engineering' }],
      scope: 't',
      scopeType: 'team',
      widgetConfigurationId: 'component-1',
      widgetId: 'component-1',
    });
  });

  it('understand percent-encoded scopes', async () => {
    await create('a@x.test', 'a/b c?');
    const { body } = await call('GET', `/by-scope/team/${encodeURIComponent('a/b c?')}`);
    expect(body.invitations).toHaveLength(1);
  });

  it.each([
    ['phoneNumber', '+1 (555) 123-4567', 'phone', '+15551234567'],
    ['sms', '+15551234567', 'phone', '+15551234567'],
    ['phone', '+12345', 'phone', '+12345'],
    ['username', 'user-9', 'internal', 'user-9'],
    ['email', ' Bob@X.test', 'email', 'bob@x.test'],
  ])('find a %s written as %j', async (targetType, written, type, value) => {
    const id = await create(value, 't', type);
    const { body } = await call('GET', `?${new URLSearchParams({ targetType, targetValue: written })}`);
    expect(body.invitations).toMatchObject([{ id }]);
  });

  it('say what a query lacks', async () => {
    const { status, body } = await call('GET', '?targetType=fax');
    expect(status).toBe(400);
    expect(body.problems.map(({ field }: { field: string }) => field)).toEqual(['targetType', 'targetValue']);
  });
});

describe('a second invitation of the same person to the same scope', () => {
  it('is the first one, while that is open', async () => {
    const first = await create('a@x.test', 't');
    expect(await create('A@x.test', 't')).toBe(first);
    expect(await create('a@x.test', 'other')).not.toBe(first);
    await call('DELETE', `/${first}`);
    expect(await create('a@x.test', 't')).not.toBe(first);
    expect(emulator.outbox).toHaveLength(3);
  });

  it('is refused where that was asked for', async () => {
    await using({ duplicates: 'conflict' }, async (call) => {
      await call('POST', '', createBody('a@x.test', 't'));
      expect(await call('POST', '', createBody('a@x.test', 't'))).toMatchObject({
        status: 409,
        body: { code: 'duplicate_invitation' },
      });
    });
  });

  it('is accepted elsewhere once the other is accepted, where both may exist', async () => {
    await using({ duplicates: 'allow' }, async (call) => {
      const [one, two] = [
        (await call('POST', '', createBody('a@x.test', 't'))).body.id,
        (await call('POST', '', createBody('a@x.test', 't'))).body.id,
      ];
      await call('POST', '/accept', { invitationIds: [one], user: { email: 'a@x.test' } });
      expect((await call('GET', `/${two}`)).body.status).toBe('accepted_elsewhere');
      expect((await call('GET', '?targetType=email&targetValue=a@x.test')).body.invitations).toEqual([]);
    });
  });

  it('is accepted elsewhere for whom it was for, and for who has accepted', async () => {
    await using({ duplicates: 'allow' }, async (call) => {
      const invite = async (value: string, scope: string): Promise<string> =>
        (await call('POST', '', createBody(value, scope))).body.id;
      const accepted = await invite('work@x.test', 't');
      const others = [await invite('work@x.test', 't'), await invite('home@x.test', 't')];
      const elsewhere = await invite('home@x.test', 'u');
      await call('POST', '/accept', { invitationIds: [accepted], user: { email: 'home@x.test' } });
      for (const id of others) expect((await call('GET', `/${id}`)).body.status).toBe('accepted_elsewhere');
      expect((await call('GET', `/${elsewhere}`)).body.status).toBe('delivered');
    });
  });

  it('without a scope is told apart by the inviter', async () => {
    const first = await create('a@x.test');
    expect(await create('a@x.test')).toBe(first);
    const { body } = await call('POST', '', { ...createBody('a@x.test'), inviter: { userId: 'user-2' } });
    expect(body.id).not.toBe(first);
  });
});

describe('accepting', () => {
  it('takes the old target instead of a user', async () => {
    const id = await create('+15551234567', 't', 'phone');
    const target = { type: 'phoneNumber', value: '+15551234567' };
    const { body } = await call('POST', '/accept', { invitationIds: [id], target });
    expect(body.invitations[0].accepts).toMatchObject([{ target: { type: 'phone', value: '+15551234567' } }]);
  });

  it('accepts all or nothing', async () => {
    const [open, revoked] = [await create('a@x.test', 't'), await create('a@x.test', 'u')];
    await call('DELETE', `/${revoked}`);
    const user = { email: 'a@x.test' };
    expect(await call('POST', '/accept', { invitationIds: [open, revoked], user })).toMatchObject({
      status: 409,
      body: { code: 'invitation_closed', message: expect.stringContaining('revoked') },
    });
    expect(await call('POST', '/accept', { invitationIds: [open, 'unknown'], user })).toMatchObject({
      status: 404,
      body: { code: 'invitation_not_found' },
    });
    expect((await call('GET', `/${open}`)).body.status).toBe('delivered');
  });

  it('happens once', async () => {
    const id = await create('a@x.test', 't');
    const accept = () => call('POST', '/accept', { invitationIds: [id], user: { email: 'a@x.test' } });
    expect((await accept()).status).toBe(200);
    expect(await accept()).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('already accepted') },
    });
  });

  it('is left to the invited person where that was asked for', async () => {
    await using({ acceptOnlyByTarget: true }, async (call) => {
      const { id } = (await call('POST', '', createBody('a@x.test', 't'))).body;
      const as = (email: string) => call('POST', '/accept', { invitationIds: [id], user: { email } });
      expect(await as('b@x.test')).toMatchObject({ status: 403, body: { code: 'not_the_target' } });
      expect((await as('A@X.test')).status).toBe(200);
      const called = (await call('POST', '', createBody('+15551234567', 't', 'phone'))).body.id;
      const by = (phone: string) => call('POST', '/accept', { invitationIds: [called], user: { phone } });
      expect(await by('+15551234568')).toMatchObject({ status: 403, body: { code: 'not_the_target' } });
      expect((await by('+1 (555) 123-4567')).status).toBe(200);
    });
  });
});

describe('closed invitations', () => {
  it('expire when their time is over', async () => {
    const id = await create('a@x.test', 't');
    emulator.advanceTime(30 * 24 * 60 * 60 * 1000 + 1);
    expect((await call('GET', '/by-scope/team/t')).body.invitations).toEqual([]);
    expect((await call('GET', `/${id}`)).body).toMatchObject({ expired: true, deactivated: false });
    expect(await call('POST', '/accept', { invitationIds: [id], user: { email: 'a@x.test' } })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('expired') },
    });
    expect((await call('POST', `/${id}/reinvite`)).status).toBe(409);
    expect(await create('a@x.test', 't')).not.toBe(id);
  });

  it('can be revoked twice, and not once accepted', async () => {
    const id = await create('a@x.test', 't');
    expect(await call('DELETE', `/${id}`)).toMatchObject({ status: 200, body: {} });
    expect(await call('DELETE', `/${id}`)).toMatchObject({ status: 200, body: {} });
    const other = await create('b@x.test', 't');
    await call('POST', '/accept', { invitationIds: [other], user: { email: 'b@x.test' } });
    expect(await call('DELETE', `/${other}`)).toMatchObject({ status: 409, body: { code: 'invitation_closed' } });
    expect((await call('DELETE', '/unknown')).status).toBe(404);
  });
});

describe('autojoin domains', () => {
  it('are read and removed one by one, and by domain', async () => {
    const body = { scope: 'acme', scopeType: 'org', domains: ['acme.com', 'acme.org'], componentId: 'c' };
    const { autojoinDomains } = (await call('POST', '/autojoin', body)).body;
    expect((await call('GET', '/autojoin/by-domain/ACME.com')).body.autojoinDomains).toMatchObject([
      { id: autojoinDomains[0].id, domain: 'acme.com', scope: 'acme', scopeType: 'org' },
    ]);
    expect((await call('GET', `/autojoin/${autojoinDomains[1].id}`)).body).toMatchObject({ domain: 'acme.org' });
    for (const { id } of autojoinDomains) expect((await call('DELETE', `/autojoin/${id}`)).status).toBe(200);
    expect((await call('GET', `/autojoin/${autojoinDomains[0].id}`)).status).toBe(404);
    expect((await call('GET', '/by-scope/org/acme/autojoin')).body).toEqual({ autojoinDomains: [], invitation: null });
    expect((await call('GET', '/by-scope/org/acme')).body.invitations).toEqual([]);
  });

  it('must be domains', async () => {
    const body = { scope: 'acme', scopeType: 'org', domains: ['ada@acme.com', 'localhost'], componentId: 'c' };
    const { status, body: refused } = await call('POST', '/autojoin', body);
    expect(status).toBe(400);
    expect(refused.problems).toHaveLength(2);
  });
});

describe('Idempotency-Key', () => {
  it('makes a repetition answer the same and change nothing', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await call('POST', '', createBody('a@x.test'), headers);
    await call('DELETE', `/${first.body.id}`);
    const again = await call('POST', '', createBody('a@x.test'), headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(emulator.invitations).toHaveLength(1);
    expect(emulator.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['k1', null, 'k1']);
  });

  it('is refused for another body, and free again after a refusal', async () => {
    const headers = { 'idempotency-key': 'k1' };
    expect((await call('POST', '', { target: {} }, headers)).status).toBe(400);
    expect((await call('POST', '', createBody('a@x.test'), headers)).status).toBe(200);
    expect(await call('POST', '', createBody('b@x.test'), headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });
});

describe('a seed', () => {
  const seed = {
    components: ['known'],
    invitations: [
      {
        target: { type: 'email', value: 'a@x.test' },
        inviter: { userId: 'u' },
        groups: [{ type: 'team', groupId: 't' }],
      },
      { target: { type: 'email', value: 'b@x.test' }, inviter: { userId: 'u' }, acceptedBy: { email: 'b@x.test' } },
      { target: { type: 'email', value: 'c@x.test' }, inviter: { userId: 'u' }, revoked: true },
    ],
    autojoin: [{ scopeType: 'team', scope: 't', domains: ['acme.com'] }],
  } as const;

  it('is there at the start and after a reset', async () => {
    await using({ seed }, async (call, emulator) => {
      for (let round = 0; round < 2; round++) {
        expect(emulator.invitations).toMatchObject([
          { status: 'delivered', widgetConfigurationId: 'known' },
          { status: 'accepted' },
          { deactivated: true },
          { invitationType: 'autojoin' },
        ]);
        await call('DELETE', '/by-scope/team/t');
        emulator.reset();
      }
    });
  });

  it('can limit the components that exist', async () => {
    await using({ seed }, async (call) => {
      const { status, body } = await call('POST', '', createBody('d@x.test'));
      expect(status).toBe(404);
      expect(body.message).toContain('known');
    });
  });

  it('that can not be used stops the start', async () => {
    const wrong = { invitations: [{ target: { type: 'email', value: 'nobody' }, inviter: { userId: 'u' } }] } as const;
    await expect(createEmulator({ seed: wrong })).rejects.toThrow(/seed.*target\.value must be an email/);
  });
});

describe('faults', () => {
  it('answer, delay and drop as they are told', async () => {
    emulator.addFault({ method: 'GET', status: 503, headers: { 'retry-after': '1' }, times: 2 });
    const list = () => call('GET', '/by-scope/team/t');
    expect((await list()).headers.get('retry-after')).toBe('1');
    expect((await list()).status).toBe(503);
    expect((await list()).status).toBe(200);
    emulator.addFault({ delay: 60 });
    const started = Date.now();
    expect((await list()).status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(55);
    emulator.addFault({ drop: 'before' });
    await expect(list()).rejects.toThrow();
  });

  it('can lose an answer after the work was done, which an Idempotency-Key mends', async () => {
    emulator.addFault({ path: /invitations$/, drop: 'after' });
    const headers = { 'idempotency-key': 'k' };
    await expect(call('POST', '', createBody('a@x.test'), headers)).rejects.toThrow();
    expect(emulator.invitations).toHaveLength(1);
    expect((await call('POST', '', createBody('a@x.test'), headers)).body.id).toBe(emulator.invitations[0]?.id);
  });

  it('and the client’s error carries the key with which its call is done once', async () => {
    emulator.addFault({ path: /invitations$/, drop: 'after' });
    const vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url, maxRetries: 0 });
    const target = { type: 'email', value: 'b@x.test' } as const;
    const params = { widgetConfigurationId: 'c', target, inviter: { userId: 'u' } };
    const error = await vortex.createInvitation(params).catch((reason: unknown) => reason as VortexApiError);
    expect(error).toMatchObject({
      code: 'connection_failed',
      message: expect.stringContaining('may have taken effect'),
    });
    const again = await vortex.createInvitation(params, {
      idempotencyKey: (error as VortexApiError).idempotencyKey,
    });
    expect(emulator.invitations.map(({ id }) => id)).toEqual([again.id]);
  });
});

it('an unknown route is answered with the way to the right one', async () => {
  const answer = await fetch(`${emulator.url}/v1/invitations`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    code: 'route_not_found',
    message: expect.stringContaining('/api/v1/invitations'),
  });
});

describe('what is easily taken for the same', () => {
  it('an Idempotency-Key that comes with another path is refused', async () => {
    const key = { 'idempotency-key': 'once' };
    const id = (await call('POST', '', createBody('ada@x.test'))).body.id;
    const other = (await call('POST', '', createBody('bob@x.test'))).body.id;
    expect((await call('POST', `/${id}/reinvite`, {}, key)).status).toBe(200);
    expect(await call('POST', `/${other}/reinvite`, {}, key)).toMatchObject({
      status: expect.any(Number),
      body: { code: 'idempotency_key_reused' },
    });
  });

  it('scopes in another order are the same scopes', async () => {
    const groups = [
      { type: 'team', groupId: 'a', name: 'A' },
      { type: 'project', groupId: 'b', name: 'B' },
    ];
    const first = await call('POST', '', { ...createBody('ada@x.test'), groups });
    const second = await call('POST', '', { ...createBody('ada@x.test'), groups: groups.toReversed() });
    expect(second.body.id).toBe(first.body.id);
    // What is answered again says how far it has come meanwhile.
    expect([first.body.status, second.body.status]).toEqual(['queued', 'delivered']);
  });

  it('an answer inside the app is for that inviter and that component', async () => {
    const sync = (more: object) =>
      call('POST', '/sync-internal-invitation', {
        creatorId: 'user-1',
        targetValue: 'bob',
        action: 'declined',
        componentId: 'component-1',
        ...more,
      });
    await call('POST', '', createBody('bob', 't', 'internal'));
    expect((await sync({ creatorId: 'user-2' })).status).toBe(404);
    expect((await sync({ componentId: 'component-2' })).status).toBe(404);
    expect((await sync({})).status).toBe(200);
  });

  it('a revoke of one that has expired changes nothing and is no error', async () => {
    const { id } = (await call('POST', '', createBody('ada@x.test'))).body;
    emulator.advanceTime(400 * 24 * 60 * 60 * 1000);
    expect((await call('DELETE', `/${id}`)).status).toBe(200);
    expect(emulator.invitations[0]).toMatchObject({ expired: true, deactivated: false });
  });

  it('an autojoin invitation is sent to nobody, and so not again', async () => {
    const body = { scope: 't', scopeType: 'team', domains: ['acme.test'], componentId: 'c' };
    const { invitation } = (await call('POST', '/autojoin', body)).body;
    expect(await call('POST', `/${invitation.id}/reinvite`, {})).toMatchObject({ body: { code: 'nothing_to_send' } });
  });

  it('a share link is sent to nobody, and so not again', async () => {
    const token = new Vortex(emulator.apiKey).generateToken({ user: { id: 'ada' } });
    const bearer = { 'x-api-key': undefined, authorization: `Bearer ${token}` };
    const { body } = await call('POST', '/generate-shareable-link-invite', { widgetConfigurationId: 'c' }, bearer);
    const { id } = body.data.invitation;
    expect(await call('POST', `/${id}/reinvite`, {})).toMatchObject({ status: 409, body: { code: 'nothing_to_send' } });
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'shared', deliveryCount: 0 });
  });
});
