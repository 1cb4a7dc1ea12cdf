/** The claims of a token that a page looks at. */
export interface PageClaims {
  /** When the token expires, in seconds since 1970; `expires` in tokens of the older kind. */
  readonly exp?: number;
  readonly expires?: number;
  /** When the token was signed, in seconds since 1970. Tokens of the older kind have it in their header. */
  readonly iat?: number;
  readonly [claim: string]: unknown;
}

/**
 * Reads the claims of a token **without verifying it**: for display in a page, never for a decision on a server.
 *
 * @param part - Which part of the token to read: 1 for the claims, 0 for the header.
 * @returns The claims, or `undefined` if the value is not a token.
 * @example
 * import { createVortexPage, readClaims } from '@vortex/core/browser';
 *
 * const claims = readClaims(await createVortexPage().token());
 */
export function readClaims(token: string, part = 1): PageClaims | undefined {
  try {
    // base64url of UTF-8 JSON; `escape` makes the bytes of each letter what `decodeURIComponent` reads as one.
    const text = atob((token.split('.')[part] as string).replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(decodeURIComponent(escape(text)));
  } catch {
    return undefined;
  }
}
