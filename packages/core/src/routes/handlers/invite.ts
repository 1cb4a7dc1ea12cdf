import type { Inviter } from '../../client/types/create-invitation.ts';
import type { InviteContext } from '../actions.ts';
import type { RouteCall } from '../call.ts';
import type { VortexActionsOptions } from '../options.ts';
import { frozen, permit } from '../permit.ts';
import { invalid, Refusal } from '../refusal.ts';
import { type VortexUser, verifiedEmail } from '../user/user.ts';
import { optionalText, scopeText, text } from '../validate.ts';

/** `{ scopeType, scope, componentId, targetType, targetValue, targetName? }`, and nothing else of the page's. */
export async function invite<Req>(call: RouteCall<Req>, options: VortexActionsOptions<Req>): Promise<object> {
  const { user, client, body, params, input } = call;
  const targetName = optionalText('targetName', body.targetName);
  const asked = frozen({
    scopeType: scopeText('scopeType', params.scopeType),
    scope: scopeText('scope', params.scope),
    componentId: text('componentId', body.componentId),
    ...readTarget(body.targetType, body.targetValue),
    ...(targetName !== undefined && { targetName }),
  });
  await permit(call, 'invite', asked);
  return client.createInvitation({
    ...(await detailsOf({ user, request: input.request, ...asked }, options)),
    widgetConfigurationId: asked.componentId,
    target: { type: asked.targetType, value: asked.targetValue, ...(targetName !== undefined && { name: targetName }) },
    inviter: inviterOf(user),
    scopeType: asked.scopeType,
    scopeId: asked.scope,
  });
}

function readTarget(type: unknown, given: unknown): Pick<InviteContext, 'targetType' | 'targetValue'> {
  if (type !== 'email' && type !== 'phone' && type !== 'internal') {
    throw invalid('targetType must be email, phone or internal.');
  }
  const value = text('targetValue', given);
  if (type === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) throw invalid('targetValue must be an email address.');
  return { targetType: type, targetValue: value };
}

/** The signed-in user, whatever the page says. */
function inviterOf(user: VortexUser): Inviter {
  const email = verifiedEmail(user);
  return {
    userId: String(user.id),
    ...(email && { userEmail: email }),
    ...(user.name && { name: user.name }),
    ...(user.avatarUrl && { avatarUrl: user.avatarUrl }),
  };
}

async function detailsOf<Req>(context: InviteContext<Req>, { invitation }: VortexActionsOptions<Req>) {
  try {
    return await invitation?.(context);
  } catch (cause) {
    throw new Refusal(500, 'internal_error', "The app's invitation function failed.", { cause });
  }
}
