import type { AutojoinDomainsResponse } from '../../client/types/actions.ts';
import type { InvitationResult } from '../../client/types/invitation.ts';
import { comparableDomain } from '../../shared/comparable-address.ts';
import { defined } from '../../shared/defined.ts';
import type { ScopeContext } from '../actions.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { optionalJson } from '../json-input.ts';
import { frozen, permit } from '../permit.ts';
import { invalid } from '../refusal.ts';
import { optionalText, scopeText, text } from '../validate.ts';

const MAX_DOMAINS = 1000;

type Scope = Pick<ScopeContext, 'scopeType' | 'scope'>;

/** GET `/invitations/by-scope/:scopeType/:scope`, also `by-group` */
export const listByScope: RouteHandler<{ invitations: InvitationResult[] }> = async (call) => {
  const { client, input } = call;
  const { scopeType, scope } = await permittedScope(call, 'listByScope');
  return { invitations: await client.getInvitationsByScope(scopeType, scope, { signal: input.signal }) };
};

/** DELETE `/invitations/by-scope/:scopeType/:scope`, also `by-group` */
export const deleteByScope: RouteHandler<{ success: true }> = async (call) => {
  const { scopeType, scope } = await permittedScope(call, 'deleteByScope');
  await call.client.deleteInvitationsByScope(scopeType, scope);
  return { success: true };
};

/** GET `/invitations/by-scope/:scopeType/:scope/autojoin` */
export const getAutojoinDomains: RouteHandler<AutojoinDomainsResponse> = async (call) => {
  const { client, input } = call;
  const { scopeType, scope } = await permittedScope(call, 'getAutojoinDomains');
  return client.getAutojoinDomains(scopeType, scope, { signal: input.signal });
};

/** POST `/invitations/by-scope/:scopeType/:scope/autojoin`: `{ domains, componentId, scopeName?, metadata? }` */
export const configureAutojoin: RouteHandler<AutojoinDomainsResponse> = async (call) => {
  const { body, client } = call;
  const { scopeType, scope } = scopeOf(call);
  // Official clients name the scope in the body as well.
  if ((body.scope ?? scope) !== scope || (body.scopeType ?? scopeType) !== scopeType) {
    throw invalid('scope and scopeType must be those of the path.');
  }
  const settings = frozen(
    defined({
      scopeType,
      scope,
      domains: readDomains(body.domains),
      componentId: text('componentId', body.componentId),
      scopeName: optionalText('scopeName', body.scopeName),
      metadata: optionalJson('metadata', body.metadata),
    }),
  );
  await permit(call, 'configureAutojoin', settings);
  return client.configureAutojoin(settings);
};

async function permittedScope<Req>(
  call: RouteCall<Req>,
  action: 'listByScope' | 'deleteByScope' | 'getAutojoinDomains',
): Promise<Scope> {
  const scope = scopeOf(call);
  await permit(call, action, scope);
  return scope;
}

function scopeOf({ params }: Pick<RouteCall, 'params'>): Scope {
  return {
    scopeType: scopeText('The scope type', params.scopeType),
    scope: scopeText('The scope', params.scope),
  };
}

/** In their ASCII form, which is what a rule is shown and what is sent: two spellings of a domain are one. */
function readDomains(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every(isDomain)) {
    throw invalid('domains must be an array of email domains like "acme.com".');
  }
  if (value.length > MAX_DOMAINS) throw invalid(`domains has more than ${MAX_DOMAINS} entries.`);
  return [...new Set(value.map(comparableDomain))];
}

/** Control characters, and marks that are not seen or turn the text around, are no part of a name. */
function isDomain(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 253 || /\p{C}/u.test(value)) return false;
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(comparableDomain(value)) && !/\s/.test(value);
}
