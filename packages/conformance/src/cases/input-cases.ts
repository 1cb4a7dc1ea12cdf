import { describe, expect, test } from 'vitest';
import { BASE, syncing } from '../asking.ts';
import type { Platform, Start } from '../subject.ts';
import { type Call, post, rawExchange } from '../wire.ts';
import { PEOPLE, settingsOf, useWorld } from '../world.ts';

const { ada, bob, max, eve } = PEOPLE;

/** What may be in a request: types, sizes, ids, fields. */
export function inputCases(start: Start, { handsOverOddPaths = true, handsOverEarly = true }: Platform): void {
  describe('input', () => {
    const world = useWorld(start);

    describe('take JSON only', () => {
      const form = 'application/x-www-form-urlencoded';
      test.each([
        ['text/plain', '{"invitationIds":["x"]}'],
        [form, 'invitationIds=x'],
        ['multipart/form-data; boundary=x', '--x--'],
        ['application/jsonp', '{}'],
        ['text/plain; application/json', '{}'],
        ['', '{}'],
      ])('a body of type %j is answered with 415', async (type, body) => {
        const app = await world.start();
        for (const path of ['/invitations/accept', '/jwt', '/invitations/some-id/reinvite']) {
          const headers = type === '' ? {} : { 'content-type': type };
          const answer = await app.as(max, { method: 'POST', path: `${BASE}${path}`, headers, body });
          expect(answer).toMatchObject({ status: 415, json: { code: 'unsupported_content_type' } });
        }
        expect(world.cloud.requests).toEqual([]);
      });

      test('a chunked body without a type is answered with 415', async () => {
        const app = await world.start();
        const call = { method: 'POST', path: `${BASE}/token`, body: '{"context":{"componentId":"c"}}', chunked: true };
        expect(await app.as(ada, call)).toMatchObject({ status: 415, json: { code: 'unsupported_content_type' } });
      });

      test.each([
        'application/json',
        'application/json; charset=utf-8',
        'Application/JSON',
        'application/vnd.api+json',
      ])('a body of type %s is taken', async (type) => {
        const app = await world.start();
        const call = { method: 'POST', path: `${BASE}/token`, headers: { 'content-type': type }, body: '{}' };
        expect((await app.as(ada, call)).status).toBe(200);
      });

      test('a chunked body is taken', async () => {
        const app = await world.start();
        expect((await app.as(ada, { ...post(`${BASE}/token`, { context: {} }), chunked: true })).status).toBe(200);
      });

      test.each(['{', 'nul', '[]', '"text"', '1', 'null', '{"context":}'])('%j is answered with 400', async (body) => {
        const app = await world.start();
        const answer = await app.as(ada, { ...post(`${BASE}/token`, undefined), body });
        expect(answer.status).toBe(400);
      });
    });

    describe('limit the body', () => {
      test('exactly the limit passes, one byte more is answered with 413', async () => {
        const app = await world.start(settingsOf(world, { routesMaxBodyBytes: 1000 }));
        for (const chunked of [false, true]) {
          const sized = (length: number) => ({ ...post(`${BASE}/token`, {}), body: '{}'.padEnd(length), chunked });
          expect((await app.as(ada, sized(1000))).status).toBe(200);
          const answer = await app.as(ada, sized(1001));
          expect(answer).toMatchObject({ status: 413, json: { code: 'body_too_large' } });
        }
      });

      test('100 KB unless told otherwise', async () => {
        const app = await world.start();
        expect((await app.as(ada, post(`${BASE}/token`, { context: { more: 'x'.repeat(99_000) } }))).status).toBe(200);
        expect((await app.as(ada, post(`${BASE}/token`, { context: { more: 'x'.repeat(103_000) } }))).status).toBe(413);
      });

      if (handsOverEarly) {
        test('nobody’s body is read', async () => {
          const app = await world.start();
          const head = `POST ${BASE}/token HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n`;
          const { text } = await rawExchange(app.url, [head], /unauthenticated/);
          expect(text).toMatch(/^HTTP\/1\.1 401 /);
        });
      }
    });

    describe('send an id as one segment or not at all', () => {
      test.each([
        'by-scope%2Fteam%2F42',
        'by-scope%2fteam%2f42',
        'by-scope%252Fteam%252F42',
        '%2e%2e%2finvitations',
        '..%2F..%2Fx',
        'x%3Fy',
        'x%23y',
        'x%5Cy',
        '%00',
        'a%20b',
        '..%5c..%5cx',
        `${'x'.repeat(200)}`,
        'by-scope%2Fteam%2F42%2Fautojoin',
      ])('%s', async (id) => {
        const app = await world.start();
        for (const call of [
          { method: 'DELETE', path: `${BASE}/invitations/${id}` },
          { method: 'GET', path: `${BASE}/invitations/${id}` },
          post(`${BASE}/invitations/${id}/reinvite`, undefined),
        ]) {
          const { status } = await app.as(max, call);
          expect([400, 404]).toContain(status);
        }
        expect(world.cloud.requests).toEqual([]);
        expect(world.cloud.emulator.invitations.filter(({ deactivated }) => deactivated)).toEqual([]);
      });

      test.each(['team%2F42/x', 'x/..%2F..%2Fteam%2F42', 'team/42%2Fautojoin', 'team/%2E%2E', '%2e/42', 'team/42%3Fx'])(
        'DELETE by-scope/%s deletes nothing',
        async (path) => {
          const app = await world.start();
          const { status } = await app.as(max, { method: 'DELETE', path: `${BASE}/invitations/by-scope/${path}` });
          expect(handsOverOddPaths ? [400, 403, 404] : [308, 400, 403, 404]).toContain(status);
          expect(world.cloud.requests).toEqual([]);
        },
      );

      test('a scope that holds a slash stays one segment', async () => {
        const app = await world.start();
        const user = { id: 'x', scopes: [{ type: 'team', id: 'a/b?c', admin: true }] };
        const path = `${BASE}/invitations/by-scope/team/a%2Fb%3Fc`;
        expect((await app.as(user, { method: 'DELETE', path })).status).toBe(200);
        expect(world.cloud.changes.map(({ path }) => path)).toEqual(['/api/v1/invitations/by-scope/team/a%2Fb%3Fc']);
      });
    });

    describe('refuse what is not usable with 400, and send nothing', () => {
      const cases: [name: string, call: Call][] = [
        ['no target', { path: `${BASE}/invitations` }],
        ['no target value', { path: `${BASE}/invitations?targetType=email` }],
        ['an empty target value', { path: `${BASE}/invitations?targetType=email&targetValue=` }],
        ['an unknown target type', { path: `${BASE}/invitations?targetType=fax&targetValue=1` }],
        ['a target type of every object', { path: `${BASE}/invitations?targetType=toString&targetValue=1` }],
        [
          'two target values',
          { path: `${BASE}/invitations?targetType=email&targetValue=eve%40evil.test&targetValue=a%40b.c` },
        ],
        ['no ids', accepting({})],
        ['an empty list of ids', accepting({ invitationIds: [] })],
        ['ids that are no list', accepting({ invitationIds: 'x' })],
        ['an id that is a path', accepting({ invitationIds: ['by-scope/team/42'] })],
        ['an id that is a route', accepting({ invitationIds: ['by-scope'] })],
        ['an id that is a step', accepting({ invitationIds: ['..'] })],
        ['an id that is an object', accepting({ invitationIds: [{}] })],
        ['51 ids', accepting({ invitationIds: Array.from({ length: 51 }, (_, i) => `id-${i}`) })],
        ['a user that is a text', accepting({ invitationIds: ['x'], user: 'eve@evil.test' })],
        ['an email that is no text', accepting({ invitationIds: ['x'], user: { email: ['eve@evil.test'] } })],
        ['a target of an unknown type', accepting({ invitationIds: ['x'], target: { type: 'share', value: 'x' } })],
        ['a target without a value', accepting({ invitationIds: ['x'], target: { type: 'email' } })],
        [
          'a target that is a list',
          accepting({ invitationIds: ['x'], target: [{ type: 'email', value: 'eve@evil.test' }] }),
        ],
        ['`isExisting` that is a text', accepting({ invitationIds: ['x'], user: { isExisting: 'yes' } })],
        [
          'an action that is none',
          post(`${BASE}/invitations/sync-internal-invitation`, {
            creatorId: 'a',
            targetValue: 'eve',
            action: 'deleted',
            componentId: 'c',
          }),
        ],
        [
          'a sync without a creator',
          post(`${BASE}/invitations/sync-internal-invitation`, {
            targetValue: 'eve',
            action: 'accepted',
            componentId: 'c',
          }),
        ],
        ['domains that are no list', configuring({ domains: 'acme.test', componentId: 'c' })],
        ['a domain that is an address', configuring({ domains: ['eve@evil.test'], componentId: 'c' })],
        ...['\u0000', '\u202E', '\u200B', '\uD800', '\u0085', '%61', ':80', '/x', '\u2028'].map(
          (odd): [string, Call] => [
            `a domain with ${JSON.stringify(odd)}`,
            configuring({ domains: ['acme.test', `ac${odd}me.test`], componentId: 'c' }),
          ],
        ),
        ['a domain that has no ASCII form', configuring({ domains: ['xn--ü.test'], componentId: 'c' })],
        [
          '1,001 domains',
          configuring({ domains: Array.from({ length: 1001 }, (_, i) => `d${i}.test`), componentId: 'c' }),
        ],
        ['metadata that is nested 15,000 levels deep', nested(15_000)],
        ['metadata that is nested 65 levels deep', nested(65)],
        ['metadata of 40 KB', configuring({ domains: [], componentId: 'c', metadata: { x: 'x'.repeat(40_000) } })],
        ['no component', configuring({ domains: [] })],
        ['another scope in the body than in the path', configuring({ domains: [], componentId: 'c', scope: '42' })],
      ];
      test.each(cases)('%s', async (_name, call) => {
        const app = await world.start();
        const answer = await app.as(eve, call);
        expect(answer).toMatchObject({ status: 400, json: { error: expect.any(String), code: 'invalid_request' } });
        expect(world.cloud.requests).toEqual([]);
      });
    });

    test('the error names the field', async () => {
      const app = await world.start();
      const one = { invitationIds: ['x'] };
      const autojoin = { domains: [], componentId: 'c' };
      const wrong: [field: string, call: Call][] = [
        ['targetType', { path: `${BASE}/invitations?targetValue=eve` }],
        ['targetValue', { path: `${BASE}/invitations?targetType=internal` }],
        ['invitationIds', accepting({})],
        ['user', accepting({ ...one, user: 1 })],
        ['user.email', accepting({ ...one, user: { email: 1 } })],
        ['user.phone', accepting({ ...one, user: { phone: 1 } })],
        ['user.name', accepting({ ...one, user: { name: 1 } })],
        ['user.isExisting', accepting({ ...one, user: { isExisting: 1 } })],
        ['target', accepting({ ...one, target: 1 })],
        ['target.type', accepting({ ...one, target: { type: 1, value: 'x' } })],
        ['target.value', accepting({ ...one, target: { type: 'email', value: 1 } })],
        ['context', post(`${BASE}/token`, { context: 1 })],
        ['context.componentId', post(`${BASE}/token`, { context: { componentId: {} } })],
        ['context.scope', post(`${BASE}/token`, { context: { scope: {} } })],
        ['context.scopeType', post(`${BASE}/token`, { context: { scopeType: {} } })],
        ['domains', configuring({ ...autojoin, domains: 1 })],
        ['componentId', configuring({ ...autojoin, componentId: 1 })],
        ['scopeName', configuring({ ...autojoin, scopeName: 1 })],
        ['metadata', configuring({ ...autojoin, metadata: 1 })],
        ['creatorId', syncing({ creatorId: 1 })],
        ['targetValue', syncing({ targetValue: 1 })],
        ['action', syncing({ action: 1 })],
        ['componentId', syncing({ componentId: 1 })],
      ];
      for (const [field, call] of wrong) {
        const { status, json } = await app.as(eve, call);
        expect([field, status, String(json.error).split(' ')[0]]).toEqual([field, 400, field]);
      }
    });

    test.each([
      ['of 1,024 characters', 'x'.repeat(1024), 200],
      ['of 1,025 characters', 'x'.repeat(1025), 400],
      ['with a null character', 'a\u0000b', 400],
      ['with a line break', 'a\nb', 400],
      ['with half of a surrogate pair', 'a\uD800b', 400],
      ['of whitespace', ' \t', 400],
    ])('a component id %s is answered as it should be', async (_name, componentId, status) => {
      const app = await world.start();
      expect((await app.as(ada, post(`${BASE}/token`, { context: { componentId } }))).status).toBe(status);
    });

    test('metadata that is nested 64 levels deep is sent as it came', async () => {
      const app = await world.start();
      const call = nested(64);
      const user = { id: 'x', scopes: [{ type: 'team', id: '43', admin: true }] };
      expect((await app.as(user, call)).status).toBe(200);
      const { metadata } = JSON.parse(String(call.body));
      expect(world.cloud.changes).toMatchObject([{ body: { metadata } }]);
    });

    test('a body that the app has read away is a 500 with the fix, never an empty one', async () => {
      const app = await world.start();
      const headers = { 'x-read-body': '1' };
      for (const call of [
        post(`${BASE}/token`, { context: { scope: 'not-mine', scopeType: 'team' } }),
        post(`${BASE}/jwt`, { context: { scope: 'not-mine', scopeType: 'team' } }),
        accepting({ invitationIds: ['by-scope'] }),
      ]) {
        const answer = await app.as(ada, { ...call, headers: { ...call.headers, ...headers } });
        // A parser may have kept what it read: then it is looked at.
        if (answer.status !== 403 && answer.status !== 400) {
          expect(answer).toMatchObject({ status: 500, json: { code: 'raw_body_unavailable' } });
          expect(answer.json.error).toMatch(/before|read|body/i);
        }
        expect(answer.json).not.toMatchObject({ error: expect.stringContaining('must be a list') });
      }
      expect(world.cloud.requests).toEqual([]);
      // Where there was no body, there is none to miss.
      const empty = { ...post(`${BASE}/token`, undefined), body: '' };
      expect((await app.as(ada, { ...empty, headers: { ...empty.headers, ...headers } })).status).toBe(200);
    });

    test('an address keeps its apostrophe, its plus sign and its case', async () => {
      const app = await world.start();
      const path = `${BASE}/invitations?targetType=email&targetValue=Bob.O'Brien%40else.test`;
      expect((await app.as(bob, { path })).status).toBe(200);
      const plus = { id: 'p', email: 'a+b@else.test' };
      const plusPath = `${BASE}/invitations?targetType=email&targetValue=a%2Bb%40else.test`;
      expect((await app.as(plus, { path: plusPath })).status).toBe(200);
      const sent = world.cloud.requests.map(({ path }) => new URL(path, 'http://x').searchParams.get('targetValue'));
      expect(sent).toEqual(["Bob.O'Brien@else.test", 'a+b@else.test']);
    });
  });
}

function accepting(body: unknown): Call {
  return post(`${BASE}/invitations/accept`, body);
}

function configuring(body: unknown): Call {
  return post(`${BASE}/invitations/by-scope/team/43/autojoin`, body);
}

/** Metadata with so many objects, one in the other. */
function nested(levels: number): Call {
  const metadata = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  return { ...configuring(undefined), body: `{"domains":[],"componentId":"c","metadata":${metadata}}` };
}
