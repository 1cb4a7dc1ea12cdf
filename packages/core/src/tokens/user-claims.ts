import { VortexTokenError } from '../errors.ts';
import type { User } from './types.ts';

/**
 * The claims about a user that {@link Vortex.generateJwt} and {@link Vortex.sign} map alike (docs/protocol.md §2.3,
 * §2.4).
 */
export function mappedClaims(user: User): {
  name?: string;
  avatarUrl?: string;
  adminScopes: string[] | undefined;
  allowedEmailDomains: string[] | undefined;
} {
  const name = user.name ?? user.userName;
  const avatarUrl = user.avatarUrl ?? user.userAvatarUrl;
  const adminScopes = list('adminScopes', user.adminScopes);
  const allowedEmailDomains = list('allowedEmailDomains', user.allowedEmailDomains);
  return { ...(name && { name }), ...(avatarUrl && { avatarUrl }), adminScopes, allowedEmailDomains };
}

function list(field: string, value: string[] | undefined): string[] | undefined {
  if (!value) return undefined;
  if (!Array.isArray(value)) {
    // A bare 'autojoin' would otherwise be searched as text, and 'no-autojoin' would make an admin.
    throw new VortexTokenError('invalid_payload', `user.${field} must be an array of strings.`);
  }
  return value.length > 0 ? value : undefined;
}
