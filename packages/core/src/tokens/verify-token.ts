import type { JWTPayload, JWTVerifyResult, ProtectedHeaderParameters } from 'jose';
import { type ParsedApiKey, parseApiKey, resolveApiKey, signingBytes } from '../crypto/api-key.ts';
import { VortexConfigError, VortexError, type VortexErrorCode, VortexTokenError } from '../errors.ts';
import { foundNothing } from '../shared/found-nothing.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import { headerMembers } from './header-members.ts';
import type { GenerateTokenData, GenerateTokenUser } from './types.ts';

type Jose = typeof import('./jose.ts');

/** Kept, since each `import()` of a module that is there costs as much as the signature. */
let loaded: Jose | undefined;

const MAX_LENGTH = 65_536;

/** Options of {@link verifyToken}. */
export interface VerifyTokenOptions {
  /** The allowed difference between the two clocks, in seconds. Default: 0. */
  readonly clockTolerance?: number | undefined;
  /** The time used to check expiry. Default: now. */
  readonly now?: Date | undefined;
}

/**
 * The claims of a token of {@link Vortex.generateToken} (docs/protocol.md §2.1). Any of them may be missing, so check
 * those that you use.
 */
export interface TokenClaims extends GenerateTokenData {
  user?: GenerateTokenUser | undefined;
  /** `type:id`; an id without a type means a scope of the type `default`. */
  scope?: string | undefined;
  /** Seconds since 1970. */
  iat?: number | undefined;
  /** Seconds since 1970. */
  exp?: number | undefined;
}

/**
 * The claims of a token of {@link Vortex.generateJwt} (docs/protocol.md §2.3). Any of them may be missing, so check
 * those that you use.
 */
export interface JwtClaims {
  userId?: string | undefined;
  userEmail?: string | undefined;
  /** Seconds since 1970. */
  expires?: number | undefined;
  identifiers?: readonly { readonly type: string; readonly value: string }[] | undefined;
  name?: string | undefined;
  avatarUrl?: string | undefined;
  adminScopes?: readonly string[] | undefined;
  userIsAutojoinAdmin?: boolean | undefined;
  role?: string | undefined;
  allowedEmailDomains?: readonly string[] | undefined;
  [claim: string]: unknown;
}

interface Verified<Kind extends string, Claims> {
  /** The method that made the token: `'token'` for `generateToken`, `'jwt'` for `generateJwt`. */
  readonly kind: Kind;
  /** The id of the API key that signed it. */
  readonly kid: string;
  readonly claims: Claims;
  /** The user's id as a string; `undefined` if the token names no user. */
  readonly userId: string | undefined;
  readonly expiresAt: Date;
}

/** A valid token. Narrow on `kind` to get its claims. */
export type VerifiedToken = Verified<'token', TokenClaims> | Verified<'jwt', JwtClaims>;

/**
 * Verifies a token of either kind with one API key, or with several during a rotation. Only HS256 is accepted, `kid`
 * must belong to one of the keys, and the earlier of `exp` and the older `expires` must be in the future
 * (docs/protocol.md §2). The maximum size is 64 KB.
 *
 * A token is shared with the browser and with Vortex Cloud. It says who the component acts for; it is not a session.
 *
 * @param token - `header.claims.signature`.
 * @param apiKeys - `VRTX.<id>.<secret>`, or an array of keys. Default: `VORTEX_API_KEY`.
 * @param options - `clockTolerance` in seconds, `now`.
 * @throws {VortexTokenError} `token_malformed`, `token_too_large`, `token_algorithm_refused`,
 * `token_critical_header_refused`, `token_header_repeated`, `token_key_unknown`, `token_signature_invalid`,
 * `token_expired`, `token_not_yet_valid`, `token_without_expiry`, `token_expiry_invalid` or `token_claims_invalid`.
 * @throws {VortexConfigError} `missing_api_key`, `invalid_api_key`, `invalid_option`, or `lookup_found_nothing` for an
 *   empty array or one with a missing key.
 * @example
 * const { userId, expiresAt } = await verifyToken(token, process.env.VORTEX_API_KEY);
 */
export async function verifyToken(
  token: string,
  apiKeys?: string | readonly string[],
  options: VerifyTokenOptions = {},
): Promise<VerifiedToken> {
  const keys = parseKeys(apiKeys);
  const { tolerance, now } = checkedOptions(options);
  if (typeof token !== 'string') throw refused('token_malformed', `it is of type ${typeof token}, not a string`);
  if (token.length > MAX_LENGTH) throw refused('token_too_large', `it is longer than ${MAX_LENGTH} characters`);
  refuseHeader(headerMembers(token));

  loaded ??= await import('./jose.ts').catch((cause: unknown): never => {
    throw unavailable(cause);
  });
  const jose = loaded;
  const { payload, protectedHeader } = await jose
    .jwtVerify(token, (header) => keyFor(keys, header), {
      algorithms: ['HS256'],
      clockTolerance: tolerance,
      currentDate: now,
    })
    .catch((cause: unknown): never => {
      throw translated(cause, jose);
    });

  const expiry = earliestExpiry(payload);
  if (expiry <= Math.floor(now.getTime() / 1000) - tolerance) throw expired();
  return verified(payload, protectedHeader, new Date(expiry * 1000));
}

function parseKeys(apiKeys: unknown): ParsedApiKey[] {
  if (!Array.isArray(apiKeys)) return [parseApiKey(resolveApiKey(apiKeys))];
  if (apiKeys.length === 0) throw foundNothing('The array of API keys for verifyToken is empty');
  return apiKeys.map((key: unknown) => {
    if (key === undefined || key === null || key === '')
      throw foundNothing(`An API key in the array for verifyToken is ${key === '' ? 'empty' : key}`);
    return parseApiKey(resolveApiKey(key));
  });
}

function checkedOptions({ clockTolerance = 0, now = new Date() }: VerifyTokenOptions): {
  tolerance: number;
  now: Date;
} {
  if (!Number.isFinite(clockTolerance) || clockTolerance < 0) {
    throw invalidOption('clockTolerance', 'must be a number of seconds, 0 or more');
  }
  if (Number.isNaN(Number(now))) throw invalidOption('now', 'must be a valid Date');
  return { tolerance: clockTolerance, now };
}

function refuseHeader(members: readonly string[]): void {
  if (new Set(members).size < members.length) throw refused('token_header_repeated', 'its header repeats a member');
  if (members.includes('crit')) throw refused('token_critical_header_refused', 'its header has a crit member');
}

function keyFor(keys: readonly ParsedApiKey[], header: ProtectedHeaderParameters): Uint8Array {
  const key = keys.find(({ kid }) => kid === header.kid);
  if (key) return signingBytes(key);
  throw refused('token_key_unknown', 'it was signed with another API key (none of the given keys has its kid)');
}

function earliestExpiry({ exp, expires }: JWTPayload): number {
  const times = [exp, expires].filter((time) => time !== undefined);
  if (times.length === 0) throw refused('token_without_expiry', 'it has neither exp nor expires');
  if (!times.every(isTime)) throw refused('token_expiry_invalid', 'its expiry is not a number of seconds');
  return Math.min(...times);
}

function isTime(time: unknown): time is number {
  // As far as a Date reaches.
  return typeof time === 'number' && Math.abs(time) <= 8.64e12;
}

function verified(payload: JWTPayload, header: JWTVerifyResult['protectedHeader'], expiresAt: Date): VerifiedToken {
  const kid = String(header.kid);
  if (payload.exp === undefined) {
    return { kind: 'jwt', kid, claims: payload as JwtClaims, userId: idText(payload.userId), expiresAt };
  }
  const claims = payload as TokenClaims;
  return { kind: 'token', kid, claims, userId: idText(claims.user?.id), expiresAt };
}

function idText(id: unknown): string | undefined {
  // Read from JSON, it may be its neighbour.
  if (Number.isInteger(id) && !Number.isSafeInteger(id)) {
    throw refused('token_claims_invalid', 'its user id is a number beyond the safe integers. Sign the id as a string');
  }
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function expired(): VortexTokenError {
  return refused('token_expired', 'it has expired. Make a new one');
}

function refused(code: VortexErrorCode, why: string, cause?: unknown): VortexTokenError {
  return new VortexTokenError(code, `The token is refused: ${why}.`, cause === undefined ? undefined : { cause });
}

/** The library's refusals in our words. Its errors hold claims, not keys. */
function translated(cause: unknown, jose: Jose): VortexError {
  if (cause instanceof VortexError) return cause;
  if (cause instanceof jose.JWTExpired) return expired();
  if (cause instanceof jose.JWTClaimValidationFailed) {
    const { claim, reason } = cause;
    if (claim === 'nbf' && reason === 'check_failed') return refused('token_not_yet_valid', 'its nbf is in the future');
    if (claim === 'exp') return refused('token_expiry_invalid', 'its expiry is not a number of seconds');
    return refused('token_claims_invalid', `its claim ${claim} has an invalid value`, cause);
  }
  if (cause instanceof jose.JOSEAlgNotAllowed) return refused('token_algorithm_refused', 'its alg is not HS256');
  if (cause instanceof jose.JWSSignatureVerificationFailed) {
    return refused('token_signature_invalid', 'its signature does not match its contents and the API key');
  }
  if ([jose.JWSInvalid, jose.JWTInvalid, jose.JOSENotSupported].some((Type) => cause instanceof Type)) {
    return refused('token_malformed', 'it is not a signed JWT of three base64url parts', cause);
  }
  return unavailable(cause);
}

/** The error for a runtime that can't verify: nothing is known of the token. */
function unavailable(cause: unknown): VortexConfigError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new VortexConfigError(
    'verification_unavailable',
    `Tokens can't be verified in this environment: ${reason}. In a test with a DOM (jsdom, happy-dom), run the file in the ` +
      'node environment: /** @jest-environment node */ or // @vitest-environment node.',
    { cause },
  );
}
