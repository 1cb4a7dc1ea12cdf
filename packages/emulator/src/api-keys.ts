import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiError } from './api-error.ts';

/** Says whether a key is one of the emulator's, in a time that tells nothing about them. */
export function keyChecker(keys: readonly string[]): (given: string) => boolean {
  const known = keys.map(digest);
  return (given) => {
    const candidate = digest(given);
    // Every key is looked at, whichever fits.
    return known.reduce((fits, key) => timingSafeEqual(key, candidate) || fits, false);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The 401 for a server API request whose key is missing or wrong, saying what was probably meant. */
export function keyRefused(given: string | undefined, authorization: string | undefined): ApiError {
  if (given !== undefined) {
    return new ApiError(
      401,
      'invalid_api_key',
      'The x-api-key header does not hold a key of this emulator. It wants the whole key, VRTX.<id>.<secret>, as `vortex dev` prints it at its start (createEmulator() gives it as `apiKey`); a key of the real Vortex does not work here.',
    );
  }
  const mixedUp = authorization ? ' An Authorization header is not read here: tokens are for the client API.' : '';
  return new ApiError(
    401,
    'missing_api_key',
    `The x-api-key header is missing. Send the whole API key in it: the SDKs do so when VORTEX_API_KEY is set.${mixedUp}`,
  );
}
