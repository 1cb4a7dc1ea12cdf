/** What a token says, as far as a page looks at it. */
export interface PageClaims {
  /** When it ends, in seconds since 1970; `expires` in tokens of the older kind. */
  readonly exp?: number;
  readonly expires?: number;
  /** When it was signed, in seconds since 1970; in the header of the older kind. */
  readonly iat?: number;
  readonly [claim: string]: unknown;
}

/**
 * Reads the claims of a token **without verifying it**: for what a page shows, never for what a server decides.
 *
 * @param part - Which part of the token: 1, or 0 for its header.
 * @returns `undefined` where it is no token.
 * @example
 * import { createVortexPage, readClaims } from '@vortex/core/browser';
 *
 * const claims = readClaims(await createVortexPage().token());
 */
export function readClaims(token: string, part = 1): PageClaims | undefined {
  try {
    // base64url of UTF-8 JSON
    const text = atob(`${token.split('.')[part]}`.replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** When a token was signed, by the signer's clock, and how long it lives; in milliseconds, `NaN` where it does not say. */
export function datesOf(token: string): { readonly signed: number; readonly life: number } {
  const claims: PageClaims = { ...readClaims(token, 0), ...readClaims(token) };
  const { exp, expires = exp, iat } = claims as { readonly [Date in 'exp' | 'expires' | 'iat']: number };
  return { signed: iat * 1000, life: (expires - iat) * 1000 };
}
