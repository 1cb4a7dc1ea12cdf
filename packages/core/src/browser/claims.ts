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
    // base64url of UTF-8 JSON; `escape` makes the bytes of each letter what `decodeURIComponent` reads as one.
    const text = atob((token.split('.')[part] as string).replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(decodeURIComponent(escape(text)));
  } catch {
    return undefined;
  }
}
