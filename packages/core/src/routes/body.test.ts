import { describe, expect, test } from 'vitest';
import { RawBodyUnavailable } from '../adapter.ts';
import { readJsonObject } from './body.ts';

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
