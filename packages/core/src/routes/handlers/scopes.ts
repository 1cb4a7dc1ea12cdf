import { defined } from '../../defined.ts';
import type { ScopeContext } from '../actions.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { frozen, permit } from '../permit.ts';
import { invalid } from '../refusal.ts';
import * as rules from '../rules.ts';
import { optionalObject, optionalText, scopeText, text } from '../validate.ts';

/** GET `/invitations/by-scope/:scopeType/:scope`, also `by-group` */
export const listByScope: RouteHandler = async (call) => {
  const context = scopeContext(call);
  await permit(call, 'listByScope', context, rules.listByScope);
  const { client, input } = call;
  return {
    invitations: await client.getInvitationsByScope(context.scopeType, context.scope, { signal: input.signal }),
  };
};

/** DELETE `/invitations/by-scope/:scopeType/:scope`, also `by-group` */
export const deleteByScope: RouteHandler = async (call) => {
  const context = scopeContext(call);
  await permit(call, 'deleteByScope', context, rules.deleteByScope);
  await call.client.deleteInvitationsByScope(context.scopeType, context.scope);
  return { success: true };
};

/** GET `/invitations/by-scope/:scopeType/:scope/autojoin` */
export const readAutojoin: RouteHandler = async (call) => {
  const context = scopeContext(call);
  await permit(call, 'readAutojoin', context, rules.readAutojoin);
  const { client, input } = call;
  return client.getAutojoinDomains(context.scopeType, context.scope, { signal: input.signal });
};

/** POST `/invitations/by-scope/:scopeType/:scope/autojoin`: `{ domains, componentId, scopeName?, metadata? }` */
export const configureAutojoin: RouteHandler = async (call) => {
  const { body, client } = call;
  const { user, request, scopeType, scope } = scopeContext(call);
  // Official clients name the scope in the body as well.
  if ((body.scope ?? scope) !== scope || (body.scopeType ?? scopeType) !== scopeType) {
    throw invalid('scope and scopeType in the body are not those of the path.');
  }
  const scopeName = optionalText('scopeName', body.scopeName);
  const metadata = optionalObject('metadata', body.metadata);
  const settings = frozen(
    defined({
      scopeType,
      scope,
      domains: readDomains(body.domains),
      componentId: text('componentId', body.componentId),
      scopeName,
      metadata: structuredClone(metadata),
    }),
  );
  await permit(call, 'configureAutojoin', { user, request, ...settings }, rules.configureAutojoin);
  return client.configureAutojoin(settings);
};

function scopeContext<Req>({ params, user, input }: RouteCall<Req>): ScopeContext<Req> {
  return {
    user,
    request: input.request,
    scopeType: scopeText('The scope type', params.scopeType),
    scope: scopeText('The scope', params.scope),
  };
}

function readDomains(value: unknown): string[] {
  if (Array.isArray(value) && value.every(isDomain)) return [...new Set(value)];
  throw invalid('domains must be a list of email domains like "acme.com".');
}

function isDomain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 253 && /^[^\s@/.]+(?:\.[^\s@/.]+)+$/.test(value);
}
