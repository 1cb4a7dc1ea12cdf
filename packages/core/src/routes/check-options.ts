import { clientSettings } from '../client/settings.ts';
import { checkTimeout } from '../shared/checks/check-timeout.ts';
import { isListOfStrings } from '../shared/checks/is-list-of-strings.ts';
import { isPlainObject } from '../shared/checks/is-plain-object.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import { refuseUnknown } from '../shared/refuse-unknown.ts';
import { clientSource } from './client.ts';
import type { VortexActionsOptions, VortexRoutesOptions } from './options.ts';
import { actions } from './rules.ts';

const checked = /* @__PURE__ */ new WeakSet<object>();

/**
 * Refuses invalid options. A rule with a misspelt name, for example, would leave the default rule in force. Adapters
 * call this when the handler is created; {@link handleRoute} calls it at the first request.
 *
 * @throws {VortexConfigError} `invalid_option`, naming the option.
 */
export function checkRoutesOptions<Req>(options: VortexRoutesOptions<Req>): void {
  if (checked.has(options)) return;
  refuseUnknown(options, OPTIONS, '{ authenticate }');
  const {
    authenticate,
    authorize,
    claims,
    logger,
    onError,
    vortex,
    maxBodyBytes = 1,
    bodyTimeout = 1,
    trustedOrigins = [],
    trustProxy = false,
  } = options;
  // It alone has no default.
  requireFunction('authenticate', authenticate ?? null, '{ id, email?, ... } or null');
  if (!isPlainObject(authorize ?? {})) throw invalidOption('authorize', 'must be an object of rules, { read: ... }');
  for (const [action, rule] of Object.entries(authorize ?? {})) {
    if (!actions().includes(action)) {
      throw invalidOption('authorize', `has a rule for "${action}", which is not an action: ${actions().join(', ')}`);
    }
    requireFunction(`authorize.${action}`, rule, 'true or false');
  }
  requireFunction('claims', claims, 'an object');
  if (logger !== undefined && logger !== false && !isRecord(logger)) {
    throw invalidOption('logger', 'must be an object with methods such as error, like console, or false');
  }
  if (onError !== undefined && typeof onError !== 'function') throw invalidOption('onError', 'must be a function');
  if (!(maxBodyBytes > 0)) throw invalidOption('maxBodyBytes', 'must be a positive number of bytes');
  checkTimeout('bodyTimeout', bodyTimeout);
  if (typeof trustedOrigins !== 'function' && !isListOfStrings(trustedOrigins)) {
    throw invalidOption('trustedOrigins', 'must be a list of origins like "https://app.example.com"');
  }
  if (typeof vortex !== 'function') {
    const source = clientSource(vortex);
    // A test's stand-in for a client may have only the methods that it needs.
    if (!('generateToken' in source || Object.values(source).some((value) => typeof value === 'function'))) {
      clientSettings(source);
    }
  }
  if (typeof trustProxy !== 'boolean') throw invalidOption('trustProxy', 'must be true or false');
  checked.add(options);
}

/** Every option of routes and of actions: complete, so that none can be forgotten here. */
const OPTIONS: { readonly [Name in keyof VortexRoutesOptions | keyof VortexActionsOptions]: true } = {
  authenticate: true,
  authorize: true,
  basePath: true,
  bodyTimeout: true,
  claims: true,
  invitation: true,
  logger: true,
  maxBodyBytes: true,
  onError: true,
  rethrow: true,
  tokenExpiresIn: true,
  trustedOrigins: true,
  trustProxy: true,
  vortex: true,
};

function requireFunction(name: string, value: unknown, result: string): void {
  if (value === undefined || typeof value === 'function') return;
  throw invalidOption(name, `must be a function that returns ${result}`);
}
