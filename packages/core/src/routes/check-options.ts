import { VortexConfigError } from '../errors.ts';
import type { VortexRoutesOptions } from './options.ts';
import { DEFAULT_RULES } from './rules.ts';

const checked = /* @__PURE__ */ new WeakSet<object>();

/**
 * Refuses options that can't mean what their author thinks: a rule under a misspelt name would leave the default one
 * standing. Adapters call it when the handler is made; {@link handleRoute} does at the first request.
 *
 * @throws {VortexConfigError} `invalid_option`, naming the option.
 */
export function checkRoutesOptions<Req>(options: VortexRoutesOptions<Req>): void {
  if (checked.has(options)) return;
  const problem = problemOf(options);
  if (problem !== undefined) throw new VortexConfigError('invalid_option', problem);
  checked.add(options);
}

function problemOf<Req>(options: VortexRoutesOptions<Req>): string | undefined {
  const { authenticate, authorize, claims, maxBodyBytes, trustedOrigins } = options;
  if (typeof authenticate !== 'function') {
    return 'The Vortex routes need `authenticate`: a function that returns { id, email?, ... } or null.';
  }
  for (const [action, rule] of Object.entries(authorize ?? {})) {
    if (!Object.hasOwn(DEFAULT_RULES, action)) {
      return `\`authorize\` has a rule for "${action}", which is no action. There are ${Object.keys(DEFAULT_RULES).join(', ')}.`;
    }
    if (rule !== undefined && typeof rule !== 'function')
      return `\`authorize.${action}\` must be a function that returns true or false.`;
  }
  if (claims !== undefined && typeof claims !== 'function')
    return '`claims` must be a function that returns an object.';
  if (maxBodyBytes !== undefined && !(maxBodyBytes > 0)) return '`maxBodyBytes` must be a positive number of bytes.';
  if (trustedOrigins !== undefined && typeof trustedOrigins !== 'function' && !isListOfTexts(trustedOrigins)) {
    return '`trustedOrigins` must be a list of origins like "https://app.example.com".';
  }
  return undefined;
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
