import { randomBytes } from 'node:crypto';

/** A webhook secret that nobody else has. */
export function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64url')}`;
}
