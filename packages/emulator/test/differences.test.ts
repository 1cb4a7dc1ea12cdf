import { createHmac } from 'node:crypto';
import { Vortex as Official, VortexWebhooks as OfficialWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { isVortexError, Vortex, VortexWebhooks } from '@vortex/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';

/**
 * Where the official SDK and ours part on purpose, beside what `life.e2e.test.ts` names: cases that leave different states
 * behind, so that no life could go on from there. The numbers tell them apart.
 */
let emulator: Emulator;
let official: Official;
let ours: Vortex;

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  emulator = await createEmulator();
  vi.stubEnv('VORTEX_API_BASE_URL', emulator.url);
  official = new Official(emulator.apiKey);
  ours = new Vortex(emulator.apiKey);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await emulator.close();
});

const to = (value: string, type: 'email' | 'phone' = 'email') => ({
  widgetConfigurationId: 'component-1',
  target: { type, value },
  inviter: { userId: 'user-1' },
  scopeId: 't1',
  scopeType: 'team',
  scopeName: 'Engineering',
});
const open = async () => (await ours.getInvitationsByScope('team', 't1')).length;
const codeOf = (work: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(work)
    .then(
      () => 'no error',
      (error) => (isVortexError(error) ? error.code : `${error.name}: ${error.message}`),
    );

describe('the official SDK does harm where ours does not', () => {
  it('1: an id that is a path erases a whole scope', async () => {
    await ours.createInvitation(to('a@example.com'));
    expect(await codeOf(() => ours.revokeInvitation('by-scope/team/t1'))).toBe('not_found');
    expect(await open()).toBe(1);
    await official.revokeInvitation('by-scope/team/t1');
    expect(await open()).toBe(0);
  });

  it('1: an id that is a path reads something else', async () => {
    expect(await official.getInvitation('../../../__emulator/health?x')).toEqual({ ok: true });
    expect(await codeOf(() => ours.getInvitation('../../../__emulator/health?x'))).toBe('not_found');
  });

  it('1: a scope’s name with a slash asks for another scope', async () => {
    await ours.createInvitation({ ...to('a@example.com'), scopeId: 'a/b' });
    expect(await ours.getInvitationsByScope('team', 'a/b')).toHaveLength(1);
    await expect(official.getInvitationsByScope('team', 'a/b')).rejects.toThrow('404');
  });

  it('6: a target as the official provider sends it is refused', async () => {
    const { id } = await ours.createInvitation(to('+15550000001', 'phone'));
    const target = { type: 'phoneNumber', value: '+15550000001' } as const;
    // Its types know no such target; the provider, which is JavaScript by then, sends it all the same.
    await expect(official.acceptInvitations([id], target as never)).rejects.toThrow('Unsupported target type');
    expect(await ours.acceptInvitations([id], target)).toMatchObject([{ status: 'accepted' }]);
  });

  it('13: an answer that is no JSON passes for one', async () => {
    const page = { status: 200, body: '<h1>Welcome</h1>', headers: { 'content-type': 'text/html' } };
    for (let n = 0; n < 3; n++) emulator.addFault(page);
    expect(await official.getInvitation('x')).toEqual({});
    await expect(official.getInvitationsByTarget('email', 'a@example.com')).rejects.toThrow("reading 'map'");
    expect(await codeOf(() => ours.getInvitation('x'))).toBe('invalid_response');
  });

  it('13: one failed attempt is the end', async () => {
    const { id } = await ours.createInvitation(to('a@example.com'));
    emulator.addFault({ status: 503 });
    await expect(official.getInvitation(id)).rejects.toThrow('503');
    emulator.addFault({ status: 503 });
    expect(await ours.getInvitation(id)).toMatchObject({ id });
  });

  it('16: an empty list of groups pushes the scope out', async () => {
    const request = { ...to('a@example.com'), groups: [] };
    const [theirs, our] = [await official.createInvitation(request), await ours.createInvitation(request)];
    expect((await ours.getInvitation(theirs.id)).scopes).toEqual([]);
    expect((await ours.getInvitation(our.id)).scopes).toMatchObject([{ type: 'team', scopeId: 't1' }]);
  });

  it('18: an extra claim takes the place of the user', () => {
    const params = { user: { id: 'ada' }, userId: 'eve' };
    const [, claims = ''] = official.generateJwt(params).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ userId: 'eve' });
    expect(() => ours.generateJwt(params)).toThrow(expect.objectContaining({ code: 'reserved_claim' }));
  });

  it('19: two ids are signed as if they were one', () => {
    const user = { id: 'ada', userId: 'eve' };
    expect(official.sign(user)).toBe(official.sign({ id: 'eve' }));
    expect(() => ours.sign(user)).toThrow(expect.objectContaining({ code: 'conflicting_user_id' }));
  });

  it('21: bytes that are no Buffer can not be read', () => {
    const secret = 'whsec_test';
    const body = new TextEncoder().encode('{"id":"evt_1","type":"member.created","data":{}}');
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    expect(() => new OfficialWebhooks({ secret }).constructEvent(body as Buffer, signature)).toThrow(SyntaxError);
    expect(new VortexWebhooks({ secret }).constructEvent(body, signature)).toMatchObject({ id: 'evt_1' });
  });
});

describe('ours takes what is one person for one person', () => {
  it('accepts once for an email and a phone number, where the official SDK fails at the second', async () => {
    const targets = [
      { type: 'email', value: 'a@example.com' },
      { type: 'phone', value: '+15550000001' },
    ] as const;
    const [one, two] = await Promise.all([
      ours.createInvitation(to('a@example.com')),
      ours.createInvitation(to('b@example.com')),
    ]);
    await expect(official.acceptInvitations([one.id], [...targets])).rejects.toThrow('409');
    expect(await ours.acceptInvitations([two.id], targets)).toMatchObject([{ status: 'accepted' }]);
  });

  it('keeps the name in a target, which the official SDK drops', async () => {
    const target = { type: 'email', value: 'a@example.com', name: 'Ada' } as const;
    const accepted = async (client: Official | Vortex, address: string) => {
      const { id } = await ours.createInvitation(to(address));
      await (client as Vortex).acceptInvitations([id], { ...target, value: address });
      return (await ours.getInvitation(id)).accepts?.[0]?.target;
    };
    expect(await accepted(official, 'a@example.com')).toMatchObject({ name: null });
    expect(await accepted(ours, 'b@example.com')).toMatchObject({ name: 'Ada' });
  });

  it('refuses to accept nothing before it asks', async () => {
    await expect(official.acceptInvitations([], { email: 'a@example.com' })).rejects.toThrow('400');
    expect(await codeOf(() => ours.acceptInvitations([], { email: 'a@example.com' }))).toBe('invalid_argument');
    expect(emulator.requests).toHaveLength(1);
  });
});
