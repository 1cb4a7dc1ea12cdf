import { InvitationsClient } from './client/invitations-client.ts';
import { createRequester } from './client/request/requester.ts';
import { clientSettings } from './client/settings.ts';
import type { VortexClientOptions } from './client/types/options.ts';
import { type Credentials, credentials } from './crypto/credentials.ts';
import { VortexConfigError } from './errors.ts';
import { refuseBrowser } from './shared/browser.ts';
import { isPlainObject } from './shared/checks/is-plain-object.ts';
import { canonicalJson } from './tokens/canonical-json.ts';
import { generateJwt } from './tokens/generate-jwt.ts';
import { generateToken } from './tokens/generate-token.ts';
import { sign } from './tokens/sign.ts';
import type {
  GenerateJwtOptions,
  GenerateJwtParams,
  GenerateTokenData,
  GenerateTokenOptions,
  User,
} from './tokens/types.ts';

/** Options of {@link Vortex}. Every field is optional. */
export interface VortexOptions extends VortexClientOptions {
  /** `VRTX.<id>.<secret>`. Default: `VORTEX_API_KEY`, read when first needed. */
  readonly apiKey?: string | undefined;
}

/**
 * The client for one Vortex environment, for your server: signs tokens (synchronously, without network) and calls the
 * REST API.
 *
 * It has no global state: two instances with two keys can exist side by side. The key is kept where inspection and
 * serialisation can't reach it.
 *
 * @example
 * const vortex = new Vortex(process.env.VORTEX_API_KEY);
 * const token = vortex.generateToken({ user: { id: 'user-123', email: 'ada@example.com' } }, { expiresIn: '1h' });
 * const open = await vortex.getInvitationsByTarget('email', 'ada@example.com');
 */
export class Vortex extends InvitationsClient {
  readonly #options: VortexOptions;
  readonly #credentials: Credentials;

  /**
   * @param options - The API key, or an options object. Without a key, `VORTEX_API_KEY` is read when it is first needed.
   * @throws {VortexConfigError} `invalid_api_key` for an invalid key; `invalid_option`, naming the option;
   *   `browser_environment` in a web page or a web worker, which must never hold a server key.
   */
  constructor(options?: string | VortexOptions) {
    refuseBrowser();
    const given = typeof options === 'string' ? { apiKey: options } : checkedOptions(options);
    const held = credentials(given.apiKey);
    super(createRequester(clientSettings(given), held));
    this.#options = given;
    this.#credentials = held;
  }

  /**
   * Returns a client like this one, except for the given options. It uses the same `fetch`, and so the same
   * connections. `headers` are added to those of this client.
   *
   * @param options - The options that differ.
   * @throws {VortexConfigError} `invalid_option` or `invalid_api_key`.
   * @example
   * const patient = vortex.withOptions({ timeout: 120_000, maxRetries: 5 });
   */
  withOptions(options: VortexOptions): Vortex {
    const headers = { ...this.#options.headers, ...options.headers };
    return new Vortex({ ...this.#options, ...options, headers });
  }

  /**
   * Signs a token for a Vortex component (docs/protocol.md §2.1). It is local and synchronous. For the same input at
   * the same time, the bytes equal those of the official SDK.
   *
   * @param payload - The data for the component: `user`, `component`, `scope`, `vars`, and any other JSON value.
   * @param options - `expiresIn`: `'5m'`, `'1h'`, `'7d'`, a number of seconds, or a `Date`. Default: 30 days.
   * @returns A JWT: `header.claims.signature`.
   * @throws {VortexTokenError} `invalid_payload`, `unserializable_payload` or `invalid_expires_in`.
   * @throws {VortexConfigError} `invalid_option` for an unknown option; `missing_api_key` or `invalid_api_key` if the
   *   key comes from the environment.
   * @example
   * const token = vortex.generateToken({ user: { id: 'user-123' }, scope: { type: 'workspace', id: '456' } }, { expiresIn: '1h' });
   */
  generateToken(payload: GenerateTokenData, options?: GenerateTokenOptions): string {
    return generateToken(this.#credentials.key(), payload, options, this.#options.logger);
  }

  /**
   * Signs the older kind of token, which the official React provider still requests (docs/protocol.md §2.3). Its expiry
   * is the claim `expires`, and `iat` is in the header.
   *
   * @param params - `user` and extra claims. Extra claims may set `role`, but none of the claims that identify the
   *   user.
   * @param options - `expiresIn`, as in {@link generateToken}. Default: 30 days.
   * @returns A JWT.
   * @throws {VortexTokenError} `reserved_claim` when an extra would override `userId`, `userEmail`, `expires`,
   * `identifiers`, `iat`, `exp`, `adminScopes`, `userIsAutojoinAdmin` or `allowedEmailDomains`; `missing_user_id`,
   * `invalid_payload`, `unserializable_payload` or `invalid_expires_in`.
   * @throws {VortexConfigError} `invalid_option` for an unknown option; `missing_api_key` or `invalid_api_key` if the
   *   key comes from the environment.
   * @example
   * const jwt = vortex.generateJwt({ user: { id: 'user-123', email: 'ada@example.com' }, componentId: 'widget-1' });
   */
  generateJwt(params: GenerateJwtParams, options?: GenerateJwtOptions): string {
    return generateJwt(this.#credentials.key(), params, options, this.#options.logger);
  }

  /**
   * Signs a user object that the page passes along with the signature (docs/protocol.md §2.4). The signature never
   * expires; prefer {@link generateToken}.
   *
   * @param user - `id` (or `userId`) and any other fields that the component should trust.
   * @returns `<kid>:<64 lower-case hex digits>`.
   * @throws {VortexTokenError} `missing_user_id`; `conflicting_user_id` when `id` and `userId` differ;
   * `invalid_payload` or `unserializable_payload`.
   * @throws {VortexConfigError} `missing_api_key` or `invalid_api_key` if the key comes from the environment.
   * @example
   * const signature = vortex.sign({ id: 'user-123', email: 'ada@example.com' });
   */
  sign(user: User): string {
    return sign(this.#credentials.key(), user);
  }

  /**
   * The string that {@link sign} signs: JSON with keys sorted at every level (docs/protocol.md §2.4).
   *
   * @param value - Any JSON value.
   * @throws {VortexTokenError} `unserializable_payload`.
   * @example
   * Vortex.canonicalJson({ b: 1, a: 2 }); // '{"a":2,"b":1}'
   */
  static canonicalJson(value: unknown): string {
    return canonicalJson(value);
  }
}

function checkedOptions(options: VortexOptions | undefined): VortexOptions {
  if (options === undefined) return {};
  // An options object that never was one (a promise, a map, a value not found) would be the environment's key.
  if (isPlainObject(options) && !('then' in options)) return options;
  throw new VortexConfigError('invalid_option', 'Vortex takes an API key or { apiKey }.');
}
