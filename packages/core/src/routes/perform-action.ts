import { type HandlerInput, type HandlerReply, JSON_HEADERS, type JsonValue } from '../http/handler.ts';
import type { JsonObject } from './body.ts';
import type { RouteCall } from './call.ts';
import { clientOf } from './client.ts';
import { reinvite, revoke } from './handlers/invitations.ts';
import { invite } from './handlers/invite.ts';
import { configureAutojoin, getAutojoinDomains } from './handlers/scopes.ts';
import type { VortexActionsOptions } from './options.ts';
import { invalid, throwControlFlow } from './refusal.ts';
import { failureReply } from './upstream-errors.ts';
import { signedInUser } from './user/sign-in.ts';

/** The actions of {@link performAction}. */
export type PerformedAction = 'invite' | 'revoke' | 'reinvite' | 'getAutojoinDomains' | 'configureAutojoin';

/** One call to a framework's remote function. */
export interface ActionInput<Req = unknown>
  extends Pick<HandlerInput<Req>, 'signal' | 'isControlFlow' | 'variable' | 'logger'> {
  /** The caller's argument. It may be anything, because calls can be forged. */
  readonly fields: unknown;
  /** The value that the user's functions get instead of a request. */
  readonly request: Req;
}

type ActionHandler = <Req>(call: RouteCall<Req>, options: VortexActionsOptions<Req>) => object;

const HANDLERS: Readonly<Record<PerformedAction, ActionHandler>> = {
  invite,
  revoke,
  reinvite,
  getAutojoinDomains,
  configureAutojoin,
};

/**
 * Does the work of a route for frameworks whose pages call functions (Next's server actions): sign-in, validation,
 * rule, and only then Vortex Cloud. The framework must ensure that the call comes from the app's own pages. Rejects
 * only with errors that `input.isControlFlow` recognizes.
 *
 * @param action - The action to perform.
 * @param input - The call. `fields` holds the fields of the action: `invitationId`, or `scopeType`, `scope` and the
 *   rest.
 * @param options - The options. Use the same object for all calls, as with {@link handleRoute}.
 * @example
 * const reply = await performAction('revoke', { fields: { invitationId }, request: undefined }, options);
 */
export async function performAction<Req>(
  action: PerformedAction,
  input: ActionInput<Req>,
  options: VortexActionsOptions<Req>,
): Promise<HandlerReply> {
  try {
    const user = await signedInUser(input.request, options);
    const { invitationId, scopeType, scope, ...body } = fieldsOf(input.fields);
    const call: RouteCall<Req> = {
      input: { method: 'POST', pathname: '/', query: '', header: () => undefined, body: '', ...input },
      options,
      client: clientOf(options, input),
      user,
      params: { id: invitationId, scopeType, scope },
      body,
    };
    return { status: 200, headers: JSON_HEADERS, body: (await HANDLERS[action](call, options)) as JsonValue };
  } catch (error) {
    throwControlFlow(error, input);
    return await failureReply(error, options, input);
  }
}

function fieldsOf(value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw invalid('The action takes one object as its argument.');
}
