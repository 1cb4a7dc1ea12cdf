import { decorationOf } from '../crypto/decoration.ts';
import { constantTimeEqual, type HmacKey, hmacKey } from '../crypto/hmac.ts';
import { VortexConfigError } from '../errors.ts';
import { readEnv } from '../shared/environment.ts';
import { foundNothing } from '../shared/found-nothing.ts';

/** A webhook's signing secret, or several during rotation. The whole string is the secret, including `whsec_`. */
export type WebhookSecret = string | readonly string[];

/**
 * The secrets that were passed, or `VORTEX_WEBHOOK_SECRET` if the option was left out.
 *
 * @param variable - Reads a variable of the platform, which takes precedence over the process's environment.
 * @throws {VortexConfigError} `missing_webhook_secret`, `invalid_webhook_secret`, or `lookup_found_nothing` for an array
 * with a secret that is missing.
 */
export function resolveSecrets(secret: unknown, variable?: (name: string) => string | undefined): readonly string[] {
  const given = secret === undefined ? (variable?.(VARIABLE) ?? readEnv(VARIABLE)) : secret;
  if (given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)) {
    throw new VortexConfigError(
      'missing_webhook_secret',
      'No webhook secret. Pass `secret` or set VORTEX_WEBHOOK_SECRET; the Vortex dashboard shows it under Integrations, ' +
        'Webhooks; the emulator prints one.',
    );
  }
  return Array.isArray(given) ? given.map(listedSecret) : [checkedSecret(given)];
}

const VARIABLE = 'VORTEX_WEBHOOK_SECRET';

function listedSecret(secret: unknown): string {
  if (secret === undefined || secret === null) throw foundNothing(`An entry of the array secret is ${secret}`);
  return checkedSecret(secret);
}

function checkedSecret(secret: unknown): string {
  if (typeof secret !== 'string')
    throw invalidSecret(`is of type ${typeof secret}, not a string or an array of strings`);
  const decoration = secret === '' ? 'is empty' : decorationOf(secret);
  if (decoration) throw invalidSecret(decoration);
  return secret;
}

function invalidSecret(reason: string): VortexConfigError {
  return new VortexConfigError(
    'invalid_webhook_secret',
    `The webhook secret (secret, or ${VARIABLE}) ${reason}. Copy it whole from the Vortex dashboard.`,
  );
}

/** A secret ready to verify with. */
export interface VerifyingKey {
  readonly hmac: HmacKey;
  /** Distinguishes endpoints by their secrets without showing any part of them. Made once, when it is first needed. */
  tag(): string;
}

/** Prepares a secret. */
export function prepareKey(secret: string): VerifyingKey {
  const hmac = hmacKey(secret);
  let tag: string | undefined;
  return { hmac, tag: () => (tag ??= hmac.hex('vortex replay scope').slice(0, 16)) };
}

/** The form of every signature: HMAC-SHA256 in lower-case hex (docs/protocol.md §4.1). */
export function isSignature(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/**
 * Whether a signature matches a body under one of the keys: HMAC-SHA256(secret, raw body) (docs/protocol.md §4.1),
 * compared in constant time.
 */
export function fits(keys: readonly VerifyingKey[], raw: string | Uint8Array, signature: unknown): boolean {
  return isSignature(signature) && signs(keys, raw, signature);
}

/** The same for a string that is known to have the form of a signature. */
export function signs(keys: readonly VerifyingKey[], raw: string | Uint8Array, signature: string): boolean {
  let fit = false;
  for (const { hmac } of keys) fit = constantTimeEqual(signature, hmac.hex(raw)) || fit;
  return fit;
}
