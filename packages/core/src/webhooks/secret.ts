import { constantTimeEqual, type HmacKey, hmacKey } from '../crypto/hmac.ts';
import { VortexConfigError } from '../errors.ts';
import { readEnv } from '../shared/environment.ts';

/** A webhook's signing secret, or several of them while one replaces another. Used whole, `whsec_` included. */
export type WebhookSecret = string | readonly string[];

/**
 * The secrets given, or `VORTEX_WEBHOOK_SECRET` when none were.
 *
 * @throws {VortexConfigError} `missing_webhook_secret` or `invalid_webhook_secret`.
 */
export function resolveSecrets(secret: unknown): readonly string[] {
  const given = secret ?? readEnv('VORTEX_WEBHOOK_SECRET');
  const secrets: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (secrets.length === 0 || given === undefined || given === '') {
    throw new VortexConfigError(
      'missing_webhook_secret',
      'No webhook secret. Pass `secret` or set VORTEX_WEBHOOK_SECRET; the Vortex dashboard shows it under Integrations, ' +
        'Webhooks; the emulator prints one.',
    );
  }
  return secrets.map((one) => {
    if (typeof one === 'string' && one !== '' && one.trim() === one) return one;
    throw new VortexConfigError(
      'invalid_webhook_secret',
      'A webhook secret is a string without white space at its ends, or a list of such.',
    );
  });
}

/** Keys ready to verify with. */
export function prepareKeys(secrets: readonly string[]): readonly HmacKey[] {
  return secrets.map((secret) => hmacKey(secret));
}

/**
 * Whether a signature fits a body under one of the keys: exactly the 64 lower-case hex digits of
 * HMAC-SHA256(secret, raw body) (protocol §4.1), compared in constant time.
 */
export function fits(keys: readonly HmacKey[], raw: string | Uint8Array, signature: unknown): boolean {
  if (typeof signature !== 'string' || signature.length !== 64) return false;
  let fit = false;
  for (const key of keys) fit = constantTimeEqual(signature, key.hex(raw)) || fit;
  return fit;
}
