import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { handleRoute, keptClient, webInput } from '../adapter.ts';
import { vortexRoutes } from '../fetch.ts';
import { Vortex, type VortexRoutesOptions, verifyToken } from '../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const OTHER_KEY = 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key';

/** As an ORM has them: the key is the prototype's to give. */
class Row {
  readonly #key: string;
  constructor(key: string) {
    this.#key = key;
  }
  get apiKey(): string {
    return this.#key;
  }
}

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

  test('is made once for each tenant, whatever comes in between', async () => {
    const keeper = {};
    const [first, other, again] = [KEY, OTHER_KEY, KEY].map((apiKey) => keptClient(keeper, { apiKey }));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(keptClient(keeper, { apiKey: KEY, timeout: 1 })).not.toBe(first);
    expect(keptClient({}, KEY)).not.toBe(first);
  });

  test('is made with the key of the platform’s variables, unless the options have one, or have found none', async () => {
    const ask = async (vortex?: unknown) => {
      const input = webInput(new Request('http://x.test/api/vortex/token', { method: 'POST' }), {
        request: undefined,
        variable: (name) => (name === 'VORTEX_API_KEY' ? KEY : undefined),
      });
      const options = { authenticate: () => ({ id: 'ada' }), vortex, logger: false } as VortexRoutesOptions;
      return (await handleRoute(input, options)).body as { token: string; code?: string };
    };
    expect(await verifyToken((await ask()).token, KEY)).toMatchObject({ userId: 'ada' });
    expect(await verifyToken((await ask({ apiKey: OTHER_KEY })).token, OTHER_KEY)).toMatchObject({ userId: 'ada' });
    expect(await ask({ apiKey: null })).toMatchObject({ code: 'missing_api_key' });
  });

  test('is each tenant’s own where the look-up returns one object and changes its key', async () => {
    const shared = { apiKey: '' };
    const keys: Record<string, string> = { a: KEY, b: OTHER_KEY };
    const routes = vortexRoutes({
      authenticate: () => ({ id: 'ada' }),
      vortex: (request) => Object.assign(shared, { apiKey: keys[request.headers.get('tenant') ?? ''] }),
    });
    for (const tenant of ['a', 'b', 'a']) {
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
    ['options whose key is null', () => ({ apiKey: null })],
    ['a row without a key', () => ({ id: 1, name: 'Acme' })],
    ['a row with its key under another name', () => ({ api_key: OTHER_KEY })],
    ['options with a base URL alone', () => ({ baseUrl: 'https://vortex.test' })],
    ['options with a time-out alone', () => ({ timeout: 1000 })],
  ])('that finds %s is an error of its own, and never the environment’s client', async (_name, find) => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await token(find)).toMatchObject({ status: 500, code: 'lookup_found_nothing' });
  });

  test('left out, is made from the environment; options that are no look-up may leave the key to it', async () => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const given of [undefined, {}, { baseUrl: 'https://vortex.test' }, { timeout: 1000 }]) {
      expect(await verifyToken((await token(given)).token ?? '', KEY)).toMatchObject({ userId: 'ada' });
    }
  });

  test.each<[string, unknown]>([
    ['a number', 42],
    ['a list', [OTHER_KEY]],
    ['a promise', Promise.resolve(OTHER_KEY)],
    ['a map', new Map([['apiKey', OTHER_KEY]])],
    ['a date', new Date()],
    ['an instance of a class', new Row(OTHER_KEY)],
  ])('that finds %s is invalid_option, and so is one that is given', async (_name, found) => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await token(() => found)).toMatchObject({ status: 500, code: 'invalid_option' });
    expect(() => vortexRoutes({ authenticate: () => null, vortex: found as never })).toThrow(
      expect.objectContaining({ code: 'invalid_option' }),
    );
    expect(() => new Vortex(found as never)).toThrow(expect.objectContaining({ code: 'invalid_option' }));
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
