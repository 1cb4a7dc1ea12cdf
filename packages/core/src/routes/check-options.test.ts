import { expect, test } from 'vitest';
import { type HandlerInput, handleRoute } from '../adapter.ts';
import { vortexRoutes } from '../fetch.ts';
import type { VortexRoutesOptions } from '../index.ts';

const authenticate = () => ({ id: 'ada' });

test.each<[string, object, RegExp]>([
  ['no `authenticate`', {}, /authenticate must be a function that returns \{ id/],
  [
    'a rule for an action that does not exist',
    { authenticate, authorize: { acceptInvitation: () => false } },
    /acceptInvitation.*accept,/,
  ],
  ['a rule that is no function', { authenticate, authorize: { read: true } }, /authorize\.read/],
  ['rules that are a function', { authenticate, authorize: () => false }, /authorize must be an object/],
  ['rules that are a list', { authenticate, authorize: [] }, /authorize must be an object/],
  ['a logger that is null', { authenticate, logger: null }, /logger must be an object/],
  ['a logger that is true', { authenticate, logger: true }, /logger must be an object/],
  ['a logger that is a function', { authenticate, logger: () => {} }, /logger must be an object/],
  ['an onError that is an object', { authenticate, onError: {} }, /onError must be a function/],
  ['an onError that is null', { authenticate, onError: null }, /onError must be a function/],
  // biome-ignore lint/suspicious/noSparseArray: it is what is tested
  ['a list of origins with a hole', { authenticate, trustedOrigins: [,] }, /trustedOrigins must be a list/],
  ['claims that are no function', { authenticate, claims: {} }, /claims/],
  ['a limit that is none', { authenticate, maxBodyBytes: 0 }, /maxBodyBytes/],
  [
    'an option in the singular',
    { authenticate, trustedOrigin: [] },
    /trustedOrigin is unknown.*Did you mean trustedOrigins/,
  ],
  ['an option in another case', { authenticate, basepath: '/v' }, /Did you mean basePath/],
  [
    'an option of the client',
    { authenticate, apiKey: 'VRTX.secret' },
    /apiKey is unknown. Known options are authenticate/,
  ],
  ['a flag that is a string', { authenticate, trustProxy: 'true' }, /trustProxy must be true or false/],
  ['a flag that is a number', { authenticate, trustProxy: 1 }, /trustProxy/],
  ['a client that is null', { authenticate, vortex: null }, /vortex must be an API key/],
  ['a client that is a promise', { authenticate, vortex: Promise.resolve('VRTX.x.y') }, /vortex must be an API key/],
  [
    'a misspelt option of the client',
    { authenticate, vortex: { baseURL: 'http://127.0.0.1:4400' } },
    /baseURL is unknown. Did you mean baseUrl/,
  ],
  ['one origin instead of a list', { authenticate, trustedOrigins: 'https://app.test' }, /trustedOrigins/],
])('%s is refused when the handler is made', async (_name, options, message) => {
  expect(() => vortexRoutes(options as VortexRoutesOptions<Request>)).toThrow(
    expect.objectContaining({ code: 'invalid_option', message: expect.stringMatching(message) }),
  );
  const input: HandlerInput = {
    method: 'POST',
    pathname: '/api/vortex/jwt',
    query: '',
    header: () => undefined,
    body: '',
    request: {},
  };
  expect(await handleRoute(input, options as VortexRoutesOptions)).toMatchObject({
    status: 500,
    body: { code: 'invalid_option' },
  });
});

test("a test's stand-in for a client may have only the methods that it needs", () => {
  const vortex = { createInvitation: async () => ({}) } as object;
  expect(() => vortexRoutes({ authenticate, vortex })).not.toThrow();
});
