import { describe, expect, test, vi } from 'vitest';
import { Vortex, type VortexUser, verifyToken } from '../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

function client() {
  const warn = vi.fn();
  return { vortex: new Vortex({ apiKey: KEY, logger: { warn } }), warn };
}

describe('the scope of a token', () => {
  test('given as { type, id } is the wire’s type:id', async () => {
    const { vortex, warn } = client();
    const user = { id: 'ada' };
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_760_000_000_000);
    const wire = vortex.generateToken({ component: 'c', scope: 'team:42', user });
    for (const id of ['42', 42]) {
      expect(vortex.generateToken({ component: 'c', scope: { type: 'team', id }, user })).toBe(wire);
    }
    now.mockRestore();
    expect(warn).not.toHaveBeenCalled();
  });

  test('given as a bare id is signed as it is, and warned about once', async () => {
    const { vortex, warn } = client();
    const token = vortex.generateToken({ user: { id: 'ada' }, scope: 'workspace_456' });
    expect((await verifyToken(token, KEY)).claims.scope).toBe('workspace_456');
    vortex.generateToken({ user: { id: 'ada' }, scope: 'workspace_456' });
    expect(warn).toHaveBeenCalledOnce();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("{ type: 'team', id }"));
    const other = client();
    other.vortex.generateToken({ user: { id: 'ada' }, scope: '42', scopeType: 'team' });
    other.vortex.generateToken({ user: { id: 'ada' } });
    expect(other.warn).not.toHaveBeenCalled();
  });

  test.each([{}, { type: 'team' }, { type: '', id: '1' }, { type: 'a:b', id: 'c' }, { type: 'team', id: 2 ** 53 }])(
    '%j is refused',
    (scope) => {
      expect(() => client().vortex.generateToken({ user: { id: 'ada' }, scope: scope as never })).toThrow(
        expect.objectContaining({ code: 'invalid_payload', message: expect.stringContaining("'type:id'") }),
      );
    },
  );
});

describe('the user of a token', () => {
  const signedIn: VortexUser = {
    id: 7,
    email: 'ada@acme.test',
    phone: null,
    name: 'Ada',
    adminScopes: ['autojoin'],
    allowedEmailDomains: [],
    scopes: [{ type: 'team', id: 42, admin: true }],
    attributes: { plan: 'pro' },
  };

  test('may be the signed-in user: what it may do in the app stays out', async () => {
    const { claims } = await verifyToken(client().vortex.generateToken({ user: signedIn }), KEY);
    expect(claims.user).toEqual({ id: 7, email: 'ada@acme.test', name: 'Ada', adminScopes: ['autojoin'] });
  });

  test.each([false, null])('with emailVerified: %j has no email', async (emailVerified) => {
    const user: VortexUser = { id: 'ada', email: 'ada@acme.test', emailVerified };
    const { claims } = await verifyToken(client().vortex.generateToken({ user }), KEY);
    expect(claims.user).toEqual({ id: 'ada' });
  });

  test('of the app’s own is signed as it is', async () => {
    const user = { id: 'ada', email: 'ada@acme.test', plan: 'pro', nested: { a: [1] } };
    const { claims } = await verifyToken(client().vortex.generateToken({ user }), KEY);
    expect(claims.user).toEqual(user);
  });

  test('whose id a number can’t hold is not verified as its neighbour', async () => {
    const token = client().vortex.generateToken({ user: { id: 2 ** 53 } });
    await expect(verifyToken(token, KEY)).rejects.toMatchObject({ code: 'token_claims_invalid' });
  });
});
