import { describe, expect, test } from 'vitest';
import { handleRoute, RawBodyUnavailable } from '../adapter.ts';
import { vortexRoutes } from '../fetch.ts';
import { readJsonObject } from './body.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const LIMITS = { maxBodyBytes: 1000, bodyTimeout: 1000 };

function read(parsed: unknown, length: string | undefined) {
  const headers: Record<string, string | undefined> = { 'content-type': 'application/json', 'content-length': length };
  const body = () => Promise.reject(new RawBodyUnavailable('Mount it first.', parsed));
  const rest = { method: 'POST', pathname: '/api/vortex/jwt', query: '', request: {} };
  return readJsonObject({ ...rest, body, header: (name) => headers[name] }, LIMITS);
}

describe('a body that a parser has read', () => {
  test('and left empty, with bytes declared that {} has not, is not taken for none', async () => {
    await expect(read({}, '17')).rejects.toMatchObject({
      reply: { status: 500, body: { code: 'raw_body_unavailable' } },
    });
  });

  test('is what the parser left where that can be', async () => {
    for (const length of ['2', '16', undefined]) expect(await read({}, length)).toEqual({});
    expect(await read({ a: 1 }, '170')).toEqual({ a: 1 });
  });
});

test('a body with neither type nor length is 415: any site’s page may send it', async () => {
  const routes = vortexRoutes({ authenticate: () => ({ id: 'ada' }), vortex: API_KEY });
  const ask = async (json: string) => {
    const body = new TextEncoder().encode(json);
    const request = new Request('http://app.test/api/vortex/token', { method: 'POST', body });
    for (const name of ['content-type', 'content-length']) expect(request.headers.has(name)).toBe(false);
    return (await routes(request)).status;
  };
  expect(await ask('{"context":{"componentId":"c"}}')).toBe(415);
  expect(await ask('')).toBe(200);
});

test.each<[string, (text: string) => string | Uint8Array]>([
  ['a string', (text) => text],
  ['bytes', (text) => new TextEncoder().encode(text)],
])(
  'a body that the framework has kept as %s is limited to bytes, though nothing declares its length',
  async (_name, kept) => {
    const ask = async (body: string) => {
      const header = (name: string) => (name === 'content-type' ? 'application/json' : undefined);
      const rest = { method: 'POST', pathname: '/api/vortex/token', query: '', request: {} };
      return handleRoute(
        { ...rest, header, body: kept(body) },
        { authenticate: () => ({ id: 'ada' }), vortex: API_KEY, maxBodyBytes: 1000 },
      );
    };
    for (const json of ['{}', `{"context":{"componentId":"${'é'.repeat(100)}"}}`]) {
      const fitting = json + ' '.repeat(1000 - Buffer.byteLength(json));
      expect((await ask(fitting)).status).toBe(200);
      expect(await ask(`${fitting} `)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    }
  },
);
