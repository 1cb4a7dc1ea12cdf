import { verifyToken } from '@vortex/core';
import { describe, expect, test } from 'vitest';
import type { Start } from '../subject.ts';
import { post } from '../wire.ts';
import { type App, PEOPLE, settingsOf, useWorld, type World } from '../world.ts';

const USER = {
  id: 'ada',
  email: 'ada@acme.test',
  phone: '+15550111',
  name: 'Ada "the first"',
  avatarUrl: 'https://acme.test/ada.png',
  adminScopes: ['autojoin'],
  allowedEmailDomains: ['acme.test'],
  scopes: [{ type: 'team', id: '42' }],
  attributes: { plan: 'pro' },
};

/** `/token` and `/jwt` (docs/protocol.md §5.4). */
export function tokenCases(start: Start): void {
  describe('tokens', () => {
    const world = useWorld(start);

    test('/token signs the user for an hour', async () => {
      const app = await world.start();
      const answer = await app.as(USER, post('/api/vortex/token', {}));
      expect(answer.status).toBe(200);
      const { claims, expiresAt } = await verified(world, answer.json.token);
      const { scopes: _, attributes, ...user } = USER;
      expect(claims).toEqual({ user, attributes, iat: expect.any(Number), exp: expect.any(Number) });
      expect(Math.abs(expiresAt - Date.now() / 1000 - 3600)).toBeLessThan(10);
    });

    test('/jwt signs the older kind, with what the official provider reads', async () => {
      const app = await world.start();
      const answer = await app.as(USER, post('/api/vortex/jwt', {}));
      const { kind, claims } = await verified(world, answer.json.jwt);
      expect(kind).toBe('jwt');
      expect(claims).toMatchObject({
        userId: 'ada',
        userEmail: 'ada@acme.test',
        identifiers: [{ type: 'email', value: 'ada@acme.test' }],
        name: 'Ada "the first"',
        adminScopes: ['autojoin'],
        userIsAutojoinAdmin: true,
        attributes: { plan: 'pro' },
      });
    });

    test.each(['/jwt', '/token'])(
      '%s takes a JSON content type without a body, as the provider sends it',
      async (path) => {
        const app = await world.start();
        expect((await app.as(PEOPLE.ada, post(`/api/vortex${path}`, undefined))).status).toBe(200);
      },
    );

    test.each(['/jwt', '/token'])('%s takes a POST with neither body nor content type', async (path) => {
      const app = await world.start();
      expect((await app.as(PEOPLE.ada, { method: 'POST', path: `/api/vortex${path}` })).status).toBe(200);
    });

    test.each(['/jwt', '/token'])('%s is refused to nobody in particular', async (path) => {
      const app = await world.start();
      expect(await app.as(null, post(`/api/vortex${path}`, {}))).toMatchObject({
        status: 401,
        json: { code: 'unauthenticated' },
      });
    });

    test('the scope and the component that were asked for and allowed enter the token, nothing else', async () => {
      const app = await world.start();
      const context = { scope: '42', componentId: 'c-1', userId: 'eve', role: 'owner' };
      const answer = await app.as(USER, post('/api/vortex/token', { context }));
      const { claims } = await verified(world, answer.json.token);
      expect(Object.keys(claims).sort()).toEqual(['attributes', 'component', 'exp', 'iat', 'scope', 'user']);
      expect(claims).toMatchObject({ user: { id: 'ada' }, scope: 'team:42', component: 'c-1' });
      const older = await verified(world, (await app.as(USER, post('/api/vortex/jwt', { context }))).json.jwt);
      expect(older.claims).toMatchObject({ userId: 'ada', scope: '42', scopeType: 'team', componentId: 'c-1' });
      expect(older.claims).not.toMatchObject({ role: 'owner' });
    });

    test('`claims` may take the scope out again, or put another one in', async () => {
      const app = await world.start(settingsOf(world, { claims: { scope: 'team:7', component: null } }));
      const context = { scope: '42', scopeType: 'team', componentId: 'c-1' };
      const answer = await app.as(USER, post('/api/vortex/token', { context }));
      expect((await verified(world, answer.json.token)).claims).toMatchObject({ scope: 'team:7', component: null });
    });

    test.each([
      { scope: '42' },
      { scope: { type: 'team', id: '42' } },
      { componentId: 'c-1' },
      { user: { id: 'eve' } },
      { context: {}, role: 'admin' },
    ])('a body like %j is a 400 that shows the right one', async (body) => {
      const app = await world.start();
      for (const path of ['/token', '/jwt']) {
        const answer = await app.as(USER, post(`/api/vortex${path}`, body));
        expect(answer).toMatchObject({ status: 400, json: { code: 'invalid_request' } });
        expect(answer.json.error).toContain('{ "context": { "componentId", "scope", "scopeType" } }');
      }
    });

    test('a scope’s type with a colon, which would make another scope of it, is a 400', async () => {
      const app = await world.start();
      const user = { id: 'ada', scopes: [{ type: 'a:b', id: 'c' }] };
      for (const context of [{ scope: 'c', scopeType: 'a:b' }, { scope: 'c' }]) {
        expect((await app.as(user, post('/api/vortex/token', { context }))).status).toBe(400);
      }
    });

    test('`claims` puts in what it chooses, and sees three fields of the context', async () => {
      const app = await world.start(settingsOf(world, { claims: 'context' }));
      const context = { scope: '42', componentId: 'c-1', userId: 'eve', expires: 1 };
      for (const [path, field] of [
        ['/jwt', 'jwt'],
        ['/token', 'token'],
      ] as const) {
        const answer = await app.as(USER, post(`/api/vortex${path}`, { context }));
        const { claims, userId } = await verified(world, answer.json[field]);
        expect(userId).toBe('ada');
        expect(claims).toMatchObject({ scope: '42', scopeType: 'team', componentId: 'c-1' });
      }
    });

    test.each([
      ['that throws', 'throw', 'claims_failed'],
      ['that returns another user', { user: { id: 'eve' } }, 'reserved_claim'],
    ] as const)('a `claims` %s is a 500 and a line in the log', async (_name, claims, code) => {
      const app = await world.start(settingsOf(world, { claims }));
      const answer = await app.as(USER, post('/api/vortex/token', {}));
      expect(answer).toMatchObject({ status: 500, json: { code } });
      expect(await logged(app)).toHaveLength(1);
    });

    describe('a scope needs membership', () => {
      const cases: [name: string, status: number, context: unknown][] = [
        ['a scope of the user', 200, { scope: '42', scopeType: 'team' }],
        ['a scope of the user, without its type', 200, { scope: '42' }],
        ['no scope, but a type', 200, { scopeType: 'team' }],
        ['the same id of another type', 403, { scope: '42', scopeType: 'project' }],
        ['another scope', 403, { scope: '43', scopeType: 'team' }],
        ['another scope, without a type', 403, { scope: '43' }],
        ['a scope that is no text', 400, { scope: { id: '42' }, scopeType: 'team' }],
        ['a step in a path', 400, { scope: '..', scopeType: 'team' }],
        ['a context that is no object', 400, ['42']],
      ];
      test.each(cases)('%s: %i', async (_name, status, context) => {
        const app = await world.start();
        expect((await app.as(USER, post('/api/vortex/token', { context }))).status).toBe(status);
        expect((await app.as(USER, post('/api/vortex/jwt', { context }))).status).toBe(status);
      });
    });

    test('an email that is not verified stays out of tokens', async () => {
      const app = await world.start();
      const answer = await app.as({ ...PEOPLE.ada, emailVerified: false }, post('/api/vortex/token', {}));
      expect((await verified(world, answer.json.token)).claims.user).toEqual({ id: 'ada' });
    });
  });
}

async function verified(
  { cloud }: World,
  token: unknown,
): Promise<{
  kind: string;
  claims: Record<string, unknown>;
  userId: unknown;
  expiresAt: number;
}> {
  const { kind, claims, userId, expiresAt } = await verifyToken(String(token), cloud.emulator.apiKey);
  return { kind, claims: { ...claims }, userId, expiresAt: Number(expiresAt) / (expiresAt instanceof Date ? 1000 : 1) };
}

async function logged(app: App): Promise<unknown[]> {
  await app.flush?.();
  return (await app.journal()).filter(({ kind }) => kind === 'log');
}
