import { describe, expect, test } from 'vitest';
import type { Start } from '../subject.ts';
import { post } from '../wire.ts';
import { type App, invitationIds, PEOPLE, settingsOf, useWorld } from '../world.ts';

/** What goes wrong behind us: in the app's own functions, and in the Cloud. */
export function failureCases(start: Start): void {
  describe('failures', () => {
    const world = useWorld(start);
    const revoke = () => ({ method: 'DELETE', path: `/api/vortex/invitations/${invitationIds(world).email}` });

    test('`authenticate` that throws is a 500 with a code, and one line in the log', async () => {
      const app = await world.start();
      const answer = await app.call({ ...post('/api/vortex/jwt', {}), headers: { 'x-user': 'throw' } });
      expect(answer).toMatchObject({ status: 500, json: { error: expect.any(String), code: 'authenticate_failed' } });
      expect(answer.text).not.toContain('session store');
      expect(await logged(app)).toEqual([expect.objectContaining({ level: 'error' })]);
    });

    test.each([
      ['without an id', { email: 'ada@acme.test' }],
      ['with an empty id', { id: '' }],
      ['with an id that is an object', { id: {} }],
      ['that is a text', 'ada'],
      ['whose email is a list', { id: 'ada', email: ['ada@acme.test'] }],
      ['whose scopes are texts', { id: 'ada', scopes: ['team:42'] }],
    ])('a user %s is a 500, not a guess', async (_name, user) => {
      const app = await world.start();
      const headers = { 'x-user': encodeURIComponent(JSON.stringify(user)) };
      const answer = await app.call(post('/api/vortex/jwt', {}, headers));
      expect(answer).toMatchObject({ status: 500, json: { code: 'authenticate_failed' } });
      expect(await logged(app)).toHaveLength(1);
    });

    const upstream: [status: number, answered: number, code: string][] = [
      [400, 400, 'validation_failed'],
      [422, 422, 'validation_failed'],
      [401, 502, 'upstream_refused_key'],
      [403, 502, 'upstream_refused_key'],
      [404, 404, 'not_found'],
      [409, 409, 'conflict'],
      [418, 502, 'upstream_unavailable'],
      [429, 503, 'upstream_unavailable'],
      [500, 503, 'upstream_unavailable'],
      [503, 503, 'upstream_unavailable'],
    ];
    test.each(upstream)('the Cloud’s %i is answered with %i', async (status, answered, code) => {
      const app = await world.start();
      world.cloud.emulator.addFault({
        method: 'DELETE',
        status,
        headers: { 'retry-after': '7' },
        body: '{"message":"a secret of the Cloud"}',
      });
      const answer = await app.as(PEOPLE.ada, revoke());
      expect(answer).toMatchObject({ status: answered, json: { error: expect.any(String), code } });
      expect(answer.text).not.toContain('secret');
      expect(answer.headers['retry-after']).toBe(answered === 503 ? '7' : undefined);
      expect(await logged(app)).toHaveLength(1);
    });

    test('a Cloud that drops the connection is answered with 502', async () => {
      const app = await world.start();
      world.cloud.emulator.addFault({ method: 'DELETE', drop: 'before', times: 20 });
      // Many times: Bun's own fetch repeats a request whose connection was dropped.
      expect(await app.as(PEOPLE.ada, revoke())).toMatchObject({ status: 502, json: { code: 'upstream_unreachable' } });
    });

    test('a Cloud that does not answer is a 504', async () => {
      const app = await world.start(
        settingsOf(world, {
          vortex: { apiKey: world.cloud.emulator.apiKey, baseUrl: world.cloud.url, maxRetries: 0, timeout: 100 },
        }),
      );
      world.cloud.emulator.addFault({ method: 'DELETE', delay: 1000 });
      expect(await app.as(PEOPLE.ada, revoke())).toMatchObject({ status: 504, json: { code: 'upstream_timeout' } });
    });

    test('a Cloud that answers with a page is a 502', async () => {
      const app = await world.start();
      world.cloud.emulator.addFault({
        method: 'GET',
        status: 200,
        body: '<html>',
        headers: { 'content-type': 'text/html' },
        // On a busy machine a request that was given up in the case before comes in only now.
        times: 2,
      });
      expect(await app.as(PEOPLE.ada, revoke())).toMatchObject({ status: 502, json: { code: 'upstream_unavailable' } });
      expect(world.cloud.changes).toEqual([]);
    });

    test('an invitation that does not exist is a 404', async () => {
      const app = await world.start();
      const path = '/api/vortex/invitations/00000000-0000-4000-8000-00000000dead';
      expect(await app.as(PEOPLE.ada, { path })).toMatchObject({ status: 404, json: { code: 'not_found' } });
    });
  });
}

async function logged(app: App): Promise<unknown[]> {
  await app.flush?.();
  return (await app.journal()).filter(({ kind }) => kind === 'log');
}
