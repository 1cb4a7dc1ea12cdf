import { VortexTokenError } from '../../errors.ts';
import { attempt } from '../../shared/attempt.ts';
import { defined } from '../../shared/defined.ts';
import { tokenUser } from '../../tokens/token-user.ts';
import type { JsonObject } from '../body.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { frozen, permit } from '../permit.ts';
import { invalid, Refusal } from '../refusal.ts';
import { readContext, type VortexTokenContext } from '../token-context.ts';

const DEFAULT_EXPIRY = '1h';

/** POST `/jwt`: what the official React provider asks for (docs/protocol.md §5.4). */
export const jwt: RouteHandler<{ jwt: string }> = (call) =>
  attempt(
    () => allowed(call, 'jwt'),
    ({ context, claims }) => {
      const { client, options } = call;
      const { phone: _, id, ...profile } = tokenUser(call.user);
      const user = { ...profile, id: String(id) };
      return { jwt: client.generateJwt({ ...context, ...claims, user }, expiry(options)) };
    },
  );

/** POST `/token`: the current kind (docs/protocol.md §2.1). */
export const token: RouteHandler<{ token: string }> = (call) =>
  attempt(
    () => allowed(call, 'token'),
    ({ context, claims }) => {
      const { client, options } = call;
      const user = tokenUser(call.user);
      return { token: client.generateToken({ user, ...asked(context), ...claims }, expiry(options)) };
    },
  );

/** What the page may have, in the words of the current kind. */
function asked({ componentId, scope, scopeType }: VortexTokenContext) {
  return defined({
    component: componentId,
    scope: scope === undefined || scopeType === undefined ? scope : `${scopeType}:${scope}`,
  });
}

interface Allowed {
  readonly context: VortexTokenContext;
  readonly claims: Record<string, unknown>;
}

function allowed<Req>(call: RouteCall<Req>, kind: 'token' | 'jwt'): Allowed | Promise<Allowed> {
  const { user, body, options } = call;
  refuseOtherFields(body);
  const context = frozen(readContext(body.context, user));
  const own = user.attributes ? { attributes: user.attributes } : {};
  return attempt(
    () => permit(call, 'createToken', { kind, context }),
    () => (options.claims ? withClaims(call, context, own) : { context, claims: own }),
  );
}

async function withClaims<Req>(
  { user, options, input }: RouteCall<Req>,
  context: VortexTokenContext,
  own: Record<string, unknown>,
): Promise<Allowed> {
  let claims: Readonly<Record<string, unknown>> | undefined;
  try {
    claims = await options.claims?.(user, context, input.request);
  } catch (cause) {
    throw new Refusal(500, 'claims_failed', "The app's claims function failed.", { cause });
  }
  if (typeof claims === 'object' && claims !== null && Object.hasOwn(claims, 'user')) {
    throw new VortexTokenError('reserved_claim', 'claims must not return `user`: that comes from authenticate.');
  }
  return { context, claims: { ...own, ...claims } };
}

/** A scope beside the context would be ignored, and the token be for none. */
function refuseOtherFields(body: JsonObject): void {
  const other = Object.keys(body).find((name) => name !== 'context');
  if (other === undefined) return;
  throw invalid(
    `The body must be { "context": { "componentId", "scope", "scopeType" } }, each of them optional; got ${JSON.stringify(other.slice(0, 50))}.`,
  );
}

function expiry<Req>({ tokenExpiresIn = DEFAULT_EXPIRY }: RouteCall<Req>['options']) {
  return { expiresIn: tokenExpiresIn };
}
