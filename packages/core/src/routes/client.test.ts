import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { vortexRoutes } from '../fetch.ts';
import { Vortex, type VortexRoutesOptions, verifyToken } from '../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const OTHER_KEY = 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key';

async function token(vortex: unknown, tenant = 'a') {
  const errors: unknown[] = [];
  const routes = vortexRoutes({
    authenticate: () => ({ id: 'ada' }),
    vortex: vortex as VortexRoutesOptions<Request>['vortex'],
    logger: { error: (...line) => errors.push(line) },
  });
  const answer = await routes(new Request('http://x.test/api/vortex/token', { method: 'POST', headers: { tenant } }));
  return {
    status: answer.status,
    ...((await answer.json()) as { token?: string; code?: string; error?: string }),
    errors,
  };
}

describe('`vortex`', () => {
  test.each<[string, unknown]>([
    ['a key', OTHER_KEY],
    ['options', { apiKey: OTHER_KEY }],
    ['a client', new Vortex(OTHER_KEY)],
  ])('is %s, or a function that returns it', async (_name, vortex) => {
    for (const given of [vortex, () => vortex]) {
      expect(await verifyToken((await token(given)).token ?? '', OTHER_KEY)).toMatchObject({ userId: 'ada' });
    }
  });

  test('is each tenant’s own, one after the other', async () => {
    const keys: Record<string, string> = { a: KEY, b: OTHER_KEY };
    const routes = vortexRoutes({
      authenticate: () => ({ id: 'ada' }),
      vortex: (request) => keys[request.headers.get('tenant') ?? ''] ?? '',
    });
    for (const tenant of ['a', 'b', 'a', 'b', 'b']) {
      const request = new Request('http://x.test/api/vortex/token', { method: 'POST', headers: { tenant } });
      const { token } = (await (await routes(request)).json()) as { token: string };
      expect(await verifyToken(token, keys[tenant])).toMatchObject({ userId: 'ada' });
    }
  });

  test.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['null', () => null],
    ['the empty string', () => ''],
    ['options without a field', () => ({})],
    ['what every object inherits', () => Object.prototype],
    ['options whose key is undefined', () => ({ apiKey: undefined, baseUrl: 'https://vortex.test' })],
    ['options whose key is empty', () => ({ apiKey: '' })],
  ])('that finds %s is an error of its own, and never the environment’s client', async (_name, find) => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await token(find)).toMatchObject({ status: 500, code: 'lookup_found_nothing' });
  });

  test('left out, is made from the environment; options may leave the key to it', async () => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const given of [undefined, {}, { baseUrl: 'https://vortex.test' }, () => ({ timeout: 1000 })]) {
      expect(await verifyToken((await token(given)).token ?? '', KEY)).toMatchObject({ userId: 'ada' });
    }
  });

  test.each<[string, unknown]>([
    ['a number', 42],
    ['a list', [OTHER_KEY]],
    ['a promise', Promise.resolve(OTHER_KEY)],
  ])('that finds %s is invalid_option', async (_name, found) => {
    expect(await token(() => found)).toMatchObject({ status: 500, code: 'invalid_option' });
  });

  test('that can not be used is never printed', async () => {
    for (const key of ['VRTX.nonsense.top-secret', 'top-secret']) {
      for (const given of [key, () => key, { apiKey: key }]) {
        const answer = await token(given);
        expect(answer).toMatchObject({ status: 500, code: 'invalid_api_key' });
        expect(inspect(answer, { depth: 9, showHidden: true })).not.toContain('top-secret');
      }
    }
  });
});
