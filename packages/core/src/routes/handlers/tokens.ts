import { VortexTokenError } from '../../errors.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { frozen, permit } from '../permit.ts';
import { Refusal } from '../refusal.ts';
import { readContext } from '../token-context.ts';
import { type VortexUser, verifiedEmail } from '../user.ts';

const DEFAULT_EXPIRY = '1h';

/** POST `/jwt`: what the official React provider asks for (protocol §5.4). */
export const jwt: RouteHandler = async (call) => {
  const claims = await allowedClaims(call, 'jwt');
  const { user, client, options } = call;
  const { phone: _, ...profile } = profileOf(user);
  return { jwt: client.generateJwt({ ...claims, user: { ...profile, id: String(user.id) } }, expiry(options)) };
};

/** POST `/token`: the current kind (protocol §2.1). */
export const token: RouteHandler = async (call) => {
  const claims = await allowedClaims(call, 'token');
  const { user, client, options } = call;
  return { token: client.generateToken({ user: { id: user.id, ...profileOf(user) }, ...claims }, expiry(options)) };
};

async function allowedClaims<Req>(call: RouteCall<Req>, kind: 'token' | 'jwt'): Promise<Record<string, unknown>> {
  const { user, body, options, input } = call;
  const context = frozen(readContext(body.context, user));
  await permit(call, 'createToken', { kind, context });
  const own = user.attributes ? { attributes: user.attributes } : {};
  if (!options.claims) return own;
  let claims: Readonly<Record<string, unknown>>;
  try {
    claims = await options.claims(user, context, input.request);
  } catch (cause) {
    throw new Refusal(500, 'claims_failed', "The app's claims function failed.", { cause });
  }
  if (typeof claims === 'object' && claims !== null && Object.hasOwn(claims, 'user')) {
    throw new VortexTokenError('reserved_claim', 'claims must not return `user`: it is what authenticate returns.');
  }
  return { ...own, ...claims };
}

/** An email that is not verified stays out: components show what was sent to the address in their token. */
function profileOf(user: VortexUser) {
  const { phone, name, avatarUrl, adminScopes, allowedEmailDomains } = user;
  return {
    email: verifiedEmail(user),
    phone: phone || undefined,
    name: name || undefined,
    avatarUrl: avatarUrl || undefined,
    adminScopes: adminScopes?.length ? [...adminScopes] : undefined,
    allowedEmailDomains: allowedEmailDomains?.length ? [...allowedEmailDomains] : undefined,
  };
}

function expiry<Req>({ tokenExpiresIn = DEFAULT_EXPIRY }: RouteCall<Req>['options']) {
  return { expiresIn: tokenExpiresIn };
}
