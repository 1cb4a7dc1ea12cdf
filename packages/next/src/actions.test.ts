import { createEmulator, type Emulator } from '@vortex/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { createVortexActions, type InvitationResult, Vortex, type VortexUser } from './index.ts';

vi.mock('server-only', () => ({}));

const TEAM = { scopeType: 'team', scope: '42' };
const ada: VortexUser = { id: 'ada', email: 'ada@acme.test', name: 'Ada', scopes: [{ type: 'team', id: 42 }] };
const max: VortexUser = { id: 7, email: 'max@acme.test', scopes: [{ type: 'team', id: '42', admin: true }] };
const eve: VortexUser = { id: 'eve', email: 'eve@evil.test', scopes: [{ type: 'team', id: '43', admin: true }] };

let emulator: Emulator;
let vortex: Vortex;
beforeAll(async () => {
  emulator = await createEmulator();
  vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url, maxRetries: 0 });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const as = (user: VortexUser | null, more: Partial<Parameters<typeof createVortexActions>[0]> = {}) =>
  createVortexActions({ vortex, authenticate: () => user, ...more });

const NIA = { ...TEAM, componentId: 'people', targetType: 'email', targetValue: 'nia@acme.test' } as const;

async function invited(): Promise<string> {
  const result = await as(ada).invite(NIA);
  if (!result.ok) throw new Error(result.error);
  return result.value.id;
}

/** Calls an action as somebody who has found its id and writes their own page. */
const forged = (action: (fields: never) => Promise<unknown>, fields: unknown): Promise<unknown> =>
  (action as (fields: unknown) => Promise<unknown>)(fields);

describe('inviting', () => {
  test('is for members, in their own name', async () => {
    expect(await as(ada).invite(NIA)).toMatchObject({ ok: true, value: { id: expect.any(String) } });
    const [invitation] = emulator.invitations;
    expect(invitation).toMatchObject({ foreignCreatorId: 'ada', target: [{ value: 'nia@acme.test' }] });
  });

  test('an inviter, metadata or a template that the page sends does not arrive', async () => {
    const fields = { ...NIA, inviter: { userId: 'max' }, metadata: { role: 'admin' }, templateVariables: { a: 'b' } };
    expect(await forged(as(ada).invite, fields)).toMatchObject({ ok: true });
    expect(emulator.invitations[0]).toMatchObject({ foreignCreatorId: 'ada' });
    expect(JSON.stringify(emulator.invitations)).not.toMatch(/admin|max/);
  });

  test('the server’s own details arrive', async () => {
    const invitation = vi.fn(() => ({ scopeName: 'Team 42', metadata: { from: 'settings' } }));
    await as(ada, { invitation }).invite(NIA);
    expect(invitation).toHaveBeenCalledWith({ user: ada, request: undefined, ...NIA });
    expect(JSON.stringify(emulator.invitations[0])).toContain('Team 42');
  });

  test('the server’s details change neither whom, nor where, nor in whose name', async () => {
    const details = {
      widgetConfigurationId: 'other',
      target: { type: 'email', value: 'eve@evil.test' },
      inviter: { userId: 'max' },
      scopeType: 'team',
      scopeId: '43',
    };
    expect(await as(ada, { invitation: () => details as object }).invite(NIA)).toMatchObject({ ok: true });
    expect(emulator.invitations[0]).toMatchObject({
      foreignCreatorId: 'ada',
      widgetConfigurationId: 'people',
      target: [{ value: 'nia@acme.test' }],
      scope: '42',
    });
    expect(JSON.stringify(emulator.invitations)).not.toMatch(/evil|other|"max"/);
  });

  test('the inviter is who is signed in, with an email that is verified and with none that is not', async () => {
    const inviterOf = async (user: VortexUser) => {
      emulator.reset();
      expect(await as(user).invite(NIA)).toMatchObject({ ok: true });
      const { requestBody: body } = emulator.requests.find(({ method }) => method === 'POST') ?? {};
      return JSON.parse(String(body)).inviter;
    };
    expect(await inviterOf(ada)).toEqual({ userId: 'ada', userEmail: ada.email, name: 'Ada' });
    const avatarUrl = 'https://acme.test/ada.png';
    expect(await inviterOf({ id: 'ada', scopes: ada.scopes, avatarUrl })).toEqual({ userId: 'ada', avatarUrl });
    expect(await inviterOf({ ...ada, emailVerified: false })).toEqual({ userId: 'ada', name: 'Ada' });
    expect(await inviterOf({ id: 7, scopes: ada.scopes })).toEqual({ userId: '7' });
  });

  test.each([
    ['phone', '+15550100'],
    ['internal', 'bob'],
  ] as const)('takes a target of the type %s', async (targetType, targetValue) => {
    expect(await as(ada).invite({ ...NIA, targetType, targetValue })).toMatchObject({ ok: true });
    expect(emulator.invitations[0]).toMatchObject({ target: [{ type: targetType, value: targetValue }] });
  });

  test('is closed to everybody else', async () => {
    expect(await as(null).invite(NIA)).toMatchObject({ ok: false, status: 401, code: 'unauthenticated' });
    expect(await as(eve).invite(NIA)).toMatchObject({ ok: false, status: 403, code: 'forbidden' });
    expect(emulator.requests).toEqual([]);
  });

  test('a rule of the app’s own replaces the default, and only `true` allows', async () => {
    expect(await as(eve, { authorize: { invite: async () => true } }).invite(NIA)).toMatchObject({ ok: true });
    expect(await as(ada, { authorize: { invite: () => false } }).invite(NIA)).toMatchObject({ status: 403 });
    const invite = () => {
      throw new Error('the rule is broken');
    };
    const result = await as(ada, { authorize: { invite } }).invite(NIA);
    expect(result).toMatchObject({ ok: false, status: 500, code: 'authorize_failed' });
  });
});

describe('revoking and inviting again', () => {
  test('is for the creator and for admins of the scope', async () => {
    const invitationId = await invited();
    expect(await as(ada).reinvite({ invitationId })).toMatchObject({ ok: true, value: { id: invitationId } });
    expect(await as(max).revoke({ invitationId })).toEqual({ ok: true, value: { success: true } });
  });

  test('is closed to everybody else', async () => {
    const invitationId = await invited();
    const mia = { id: 'mia', scopes: [{ type: 'team', id: 42 }] };
    for (const [user, status] of [
      [null, 401],
      [eve, 403],
      [mia, 403],
    ] as const) {
      expect(await as(user).revoke({ invitationId })).toMatchObject({ ok: false, status });
      expect(await as(user).reinvite({ invitationId })).toMatchObject({ ok: false, status });
    }
    expect(emulator.invitations[0]).toMatchObject({ deactivated: false });
  });
});

describe('autojoin', () => {
  const settings = { ...TEAM, componentId: 'people', domains: ['acme.test'] };

  test('is read by members and set by admins', async () => {
    expect(await as(max).configureAutojoin(settings)).toMatchObject({ ok: true });
    const result = await as(ada).getAutojoinDomains(TEAM);
    expect(result).toMatchObject({ ok: true, value: { autojoinDomains: [{ domain: 'acme.test' }] } });
    expect(await forged(as(max).configureAutojoin, { ...settings, scope: 42 })).toMatchObject({ ok: true });
  });

  test('is closed to everybody else, and to domains that an admin may not invite', async () => {
    expect(await as(null).getAutojoinDomains(TEAM)).toMatchObject({ status: 401 });
    expect(await as(eve).getAutojoinDomains(TEAM)).toMatchObject({ status: 403 });
    expect(await as(ada).configureAutojoin(settings)).toMatchObject({ status: 403 });
    const limited = { ...max, allowedEmailDomains: ['other.test'] };
    expect(await as(limited).configureAutojoin(settings)).toMatchObject({ status: 403 });
    expect(emulator.requests).toEqual([]);
  });
});

describe('what nobody’s page sends', () => {
  const odd = [
    undefined,
    null,
    'x',
    7,
    [],
    [{}],
    new Map(),
    () => {},
    { invitationId: {} },
    { scopeType: [], scope: 1 },
  ];
  test.each(odd)('%o is refused, and reaches nothing', async (fields) => {
    const actions = as(max);
    for (const action of Object.values(actions)) {
      expect(await forged(action, fields)).toMatchObject({ ok: false, status: 400, code: 'invalid_request' });
    }
    expect(emulator.requests).toEqual([]);
  });

  test.each([
    { invitationId: '../../x' },
    { invitationId: 'by-scope/team/42' },
    { invitationId: 'autojoin' },
    { ...NIA, targetType: 'share' },
    { ...NIA, targetValue: 'no address' },
    { ...NIA, targetValue: { toString: (): string => 'nia@acme.test' } },
    { ...NIA, scope: '..' },
    { ...NIA, componentId: '' },
    { ...NIA, targetName: 7 },
  ])('%o is refused', async (fields) => {
    const { revoke, reinvite, invite } = as(max);
    const actions = 'invitationId' in fields ? [revoke, reinvite] : [invite];
    for (const action of actions) expect(await forged(action, fields)).toMatchObject({ ok: false, status: 400 });
    expect(emulator.requests).toEqual([]);
  });
});

test('a sign-in check that redirects does so; one that fails is an answer', async () => {
  const redirect = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;push;/login;307;' });
  const failing = (error: Error) =>
    createVortexActions({ vortex, authenticate: () => Promise.reject(error) }).revoke({ invitationId: 'x' });
  await expect(failing(redirect)).rejects.toBe(redirect);
  expect(await failing(new Error('down'))).toMatchObject({ ok: false, status: 500, code: 'authenticate_failed' });
});

test('a refusal of the Cloud is an answer without its words', async () => {
  emulator.addFault({ method: 'GET', status: 403, body: '{"message":"a secret of the Cloud"}' });
  const result = await as(ada).revoke({ invitationId: 'some-id' });
  expect(result).toMatchObject({ ok: false, status: 502, code: 'upstream_refused_key' });
  expect(JSON.stringify(result)).not.toContain('secret of');
});

test('results narrow by `ok`', async () => {
  const result = await as(null).reinvite({ invitationId: 'x' });
  if (result.ok) expectTypeOf(result.value).toEqualTypeOf<InvitationResult>();
  else expectTypeOf(result.status).toBeNumber();
});

test('options that can not be meant are refused when the actions are made', () => {
  const options = { authenticate: () => null, authorise: {} };
  expect(() => createVortexActions(options as never)).toThrow('Did you mean authorize?');
});
