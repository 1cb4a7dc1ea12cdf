import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { rawRequest } from '../../test/support/raw-request.ts';
import { createEmulator, type Emulator } from '../index.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await createEmulator();
});
afterAll(() => emulator.close());

const ask = (method: string, path: string, headers: Record<string, string>) =>
  rawRequest(emulator.url + path, headers, method);
const site = (value: string, more: Record<string, string> = {}) => ({ 'sec-fetch-site': value, ...more });
const NAVIGATES = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('a page elsewhere, in a browser that sends Sec-Fetch-Site', () => {
  it.each(['cross-site', 'same-site', 'something-new'])(
    'changes nothing from a %s page without Origin',
    async (from) => {
      const paths = ['/__emulator/reset', '/__emulator/keys', '/setup/keys', '/reset', '/invitations', '/i/x/accept'];
      for (const path of paths) {
        for (const more of [{}, NAVIGATES]) {
          const answer = await ask('POST', path, site(from, more));
          expect(answer, path).toMatchObject({ status: 403, body: expect.stringContaining('origin_refused') });
        }
      }
      expect(emulator.keys).toHaveLength(1);
    },
  );

  it('can not call the API, nor load what is not made for it', async () => {
    const key = { 'x-api-key': emulator.apiKey };
    const refused = { status: 403, body: expect.stringContaining('origin_refused') };
    for (const path of ['/__emulator/keys', '/api/v1/invitations/x', '/outbox', '/'])
      expect(await ask('GET', path, site('cross-site', { 'sec-fetch-mode': 'no-cors', ...key })), path).toMatchObject(
        refused,
      );
    expect(await ask('GET', '/', site('cross-site', { ...NAVIGATES, 'sec-fetch-dest': 'iframe' }))).toMatchObject(
      refused,
    );
  });

  it('is believed over an Origin that names the emulator', async () => {
    const origin = emulator.url;
    expect((await ask('POST', '/__emulator/reset', { origin })).status).toBe(200);
    expect((await ask('POST', '/__emulator/reset', site('cross-site', { origin }))).status).toBe(403);
    expect((await ask('POST', '/__emulator/reset', site('same-origin', { origin }))).status).toBe(200);
  });

  it('may link to the pages, to an invitation, and show the pixel of a mail', async () => {
    const { body } = await apiOf(emulator)('POST', '', createBody('bob@x.test'));
    const { pathname } = new URL(body.shortLink);
    for (const path of ['/', '/outbox', '/setup'])
      expect((await ask('GET', path, site('cross-site', NAVIGATES))).status, path).toBe(200);
    expect((await ask('GET', pathname, site('cross-site'))).status).toBe(200);
    const pixel = `/outbox/${emulator.outbox.at(-1)?.id}/open.gif`;
    expect((await ask('GET', pixel, site('cross-site', { 'sec-fetch-mode': 'no-cors' }))).status).toBe(200);
  });

  it('may use the component, from an origin that is allowed to', async () => {
    const component = (origin: string) => ask('GET', '/component.js', site('same-site', { origin }));
    expect((await component('http://localhost:3000')).status).toBe(200);
    expect((await component('http://app.test')).status).toBe(403);
  });

  it.each(['same-origin', 'none'])('is not meant by %s', async (from) => {
    expect((await ask('GET', '/', site(from))).status).toBe(200);
    expect((await ask('POST', '/__emulator/reset', site(from))).status).toBe(200);
  });
});

describe('a name that looks like this machine', () => {
  it.each(['evillocalhost', 'localhost.evil.test', '127.0.0.1.evil.test', 'evil.test:80'])(
    'is no name of the emulator: Host %s',
    async (host) => {
      expect(await ask('GET', '/', { host })).toMatchObject({
        status: 421,
        body: expect.stringContaining('host_refused'),
      });
    },
  );

  it.each(['localhost', 'LOCALHOST:1', 'team.localhost', '127.0.0.1', '127.8.9.1:4400', '[::1]:4400', '10.0.0.7'])(
    'and this is one: Host %s',
    async (host) => {
      expect((await ask('GET', '/', { host })).status).toBe(200);
    },
  );

  it('is told apart from one that was allowed, in any spelling', async () => {
    const other = await createEmulator({ allowedHosts: ['Emulator.Internal'] });
    try {
      const statusOf = async (host: string) => (await rawRequest(`${other.url}/`, { host }, 'GET')).status;
      expect(await statusOf('emulator.internal:4400')).toBe(200);
      expect(await statusOf('EMULATOR.internal')).toBe(200);
      expect(await statusOf('evil-emulator.internal')).toBe(421);
      // A page that the emulator serves under that name calls it with that origin.
      const headers = { host: 'emulator.internal:4400', origin: 'http://emulator.internal:4400' };
      expect((await rawRequest(`${other.url}/__emulator/reset`, headers, 'POST')).status).toBe(200);
      const foreign = { ...headers, origin: 'http://emulator.internal:4401' };
      expect((await rawRequest(`${other.url}/__emulator/reset`, foreign, 'POST')).status).toBe(403);
    } finally {
      await other.close();
    }
  });

  const BEARER = { authorization: 'Bearer x.y.z' };
  const refusedPage = { status: 403, body: expect.stringContaining('origin_refused') };
  it.each([
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1:80.evil.example',
    'http://evillocalhost',
    'http://localhost.evil.example:3000',
    'http://evil.example/?http://localhost',
    'http://[::1].evil.example',
    'null',
  ])('has no components: Origin %s', async (origin) => {
    expect(await ask('GET', '/api/v1/invitations', { origin, ...BEARER })).toMatchObject(refusedPage);
  });

  it.each(['http://localhost', 'https://app.localhost:3000', 'http://127.0.0.1:5173', 'http://[::1]:8080'])(
    'and this has: Origin %s',
    async (origin) => {
      // Its token is none, which only a request that has passed hears.
      expect((await ask('GET', '/api/v1/invitations', { origin, ...BEARER })).status).toBe(401);
      // With the key of a server it is no component.
      const key = { 'x-api-key': emulator.apiKey };
      expect(await ask('GET', '/api/v1/invitations', { origin, ...BEARER, ...key })).toMatchObject(refusedPage);
    },
  );

  it.each(['/__emulator/reset', '/', '/api/v2/invitations'])('and no component asks for %s', async (path) => {
    const origin = 'http://localhost:5173';
    expect(await ask('POST', path, { origin, ...BEARER })).toMatchObject(refusedPage);
  });
});
