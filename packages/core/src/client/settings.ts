import { invalidOption } from '../shared/invalid-option.ts';
import type { VortexLogger } from '../shared/logger.ts';
import { refuseUnknown } from '../shared/refuse-unknown.ts';
import { VERSION } from '../version.ts';
import { parseBaseUrl } from './request/base-url.ts';
import type { RequestOptions, VortexClientOptions, VortexFetch, VortexHeaders } from './types/options.ts';

/** What this SDK calls itself on the wire: its own name, not the official one's (docs/protocol.md §3.1). */
export const SDK_NAME = 'vortex-typescript';

/** A client's options, checked once. */
export interface Settings extends Pick<VortexClientOptions, 'onRequest' | 'onResponse' | 'onRetry'> {
  readonly baseUrl: string | undefined;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly fetch: VortexFetch | undefined;
  /** By lower-case name; without the API key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly logger: VortexLogger | undefined;
}

/** Every option: complete, so that none can be forgotten here. */
const OPTIONS: { readonly [Name in keyof VortexClientOptions | 'apiKey']: true } = {
  apiKey: true,
  baseUrl: true,
  fetch: true,
  headers: true,
  logger: true,
  maxRetries: true,
  onRequest: true,
  onResponse: true,
  onRetry: true,
  timeout: true,
  userAgent: true,
};

/**
 * Checks the options a client is constructed with.
 *
 * @throws {VortexConfigError} `invalid_option`, naming the option.
 */
export function clientSettings(options: VortexClientOptions): Settings {
  refuseUnknown(options, OPTIONS, '{ apiKey }');
  const { fetch, onRequest, onResponse, onRetry, logger } = options;
  if (fetch !== undefined && typeof fetch !== 'function') throw invalidOption('fetch', 'must be a function');
  const named = `${SDK_NAME}/${VERSION}`;
  const own = {
    accept: 'application/json',
    'user-agent': options.userAgent ? `${options.userAgent} ${named}` : named,
    'x-vortex-sdk-name': SDK_NAME,
    'x-vortex-sdk-version': VERSION,
  };
  return {
    ...callSettings({ timeout: 30_000, maxRetries: 2, headers: own }, options),
    baseUrl: options.baseUrl === undefined ? undefined : parseBaseUrl(options.baseUrl, 'baseUrl'),
    fetch,
    onRequest,
    onResponse,
    onRetry,
    logger,
  };
}

/** The settings as one call changes them. */
export function callSettings<Base extends Pick<Settings, 'timeout' | 'maxRetries' | 'headers'>>(
  settings: Base,
  options: Pick<RequestOptions, 'timeout' | 'maxRetries' | 'headers'>,
): Base {
  const { timeout = settings.timeout, maxRetries = settings.maxRetries } = options;
  if (!(typeof timeout === 'number' && timeout > 0)) {
    throw invalidOption('timeout', 'must be a positive number of milliseconds');
  }
  if (!(Number.isInteger(maxRetries) && maxRetries >= 0)) {
    throw invalidOption('maxRetries', 'must be a whole number of 0 or more');
  }
  const headers = options.headers ? mergeHeaders(settings.headers, options.headers) : settings.headers;
  return { ...settings, timeout, maxRetries, headers };
}

/**
 * Header names to values with later ones winning, and every one fit for the wire: `fetch` would print a value it
 * refuses.
 */
export function mergeHeaders(
  base: Readonly<Record<string, string>>,
  added: VortexHeaders = {},
): Record<string, string> {
  const headers: Record<string, string> = { ...base };
  for (const [name, value] of Object.entries(added)) {
    const lower = name.toLowerCase();
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(lower))
      throw invalidOption('headers', 'has a name that is not a valid HTTP header name');
    if (lower === 'x-api-key') throw invalidOption('headers', 'sets x-api-key; use the apiKey option');
    if (value === null || value === undefined) delete headers[lower];
    else if (isHeaderValue(value)) headers[lower] = value;
    else throw invalidOption('headers', `has a value for ${lower} that no HTTP header can have`);
  }
  return headers;
}

/** Whether a text can be a header's value: one line, of bytes. */
export function isHeaderValue(value: unknown): value is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return typeof value === 'string' && /^[^\x00-\x08\x0a-\x1f\x7f\u0100-\uffff]*$/.test(value);
}
