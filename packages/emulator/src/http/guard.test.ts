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
