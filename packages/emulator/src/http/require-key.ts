import type { MiddlewareHandler } from 'hono';
import type { ApiKeys } from '../cloud/api-keys.ts';
import { ApiError } from './api-error.ts';

/** Lets a request of the server API pass that has one of the keys in its `x-api-key` header. */
export function requireKey(keys: ApiKeys): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.header('x-api-key');
    if (given === undefined || !keys.has(given)) throw keyRefused(given, c.req.header('authorization'));
    await next();
  };
}

/** The 401 for a key that is missing or wrong, saying what was probably meant. */
function keyRefused(given: string | undefined, authorization: string | undefined): ApiError {
  if (given !== undefined) {
    return new ApiError(
      401,
      'invalid_api_key',
      'The x-api-key header does not contain a key of this emulator. It needs the whole key, VRTX.<id>.<secret>, as `npx @vortex/emulator dev` prints it at startup (createEmulator() gives it as `apiKey`); a key of the real Vortex does not work here.',
    );
  }
  const mixedUp = authorization
    ? ' The Authorization header is not read here: it is for the tokens of the client API.'
    : '';
  return new ApiError(
    401,
    'missing_api_key',
    `The x-api-key header is missing. Send the whole API key in it: the SDKs do so when VORTEX_API_KEY is set.${mixedUp}`,
  );
}
