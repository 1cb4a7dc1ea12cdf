import { VortexError } from '../errors.ts';
import type { CreateInvitationRequest } from './types/create-invitation.ts';
import type { InvitationScope } from './types/invitation.ts';

type Fields = Record<string, unknown>;

/**
 * A new invitation as the wire has it: every scope the caller gave, flat or in a list, under the wire name `groups` with
 * `groupId` (protocol §3.6). A list does not push the flat scope out, and an empty one counts as none.
 *
 * @throws {VortexError} `invalid_argument` for a scope without an id.
 */
export function toWire(request: CreateInvitationRequest): Fields {
  const { scopeId, scopeType, scopeName, scopes, groups, ...rest } = request;
  const flat = scopeId ? [{ groupId: scopeId, type: scopeType, name: scopeName }] : [];
  const all = [...flat, ...(groups ?? []), ...(scopes ?? [])].map(groupToWire);
  const seen = new Set<string>();
  const distinct = all.filter(({ type, groupId }) => {
    const key = JSON.stringify([type, groupId]);
    return !seen.has(key) && seen.add(key);
  });
  return distinct.length > 0 ? { ...rest, groups: distinct } : rest;
}

function groupToWire(scope: object): Fields {
  const { scopeId, id, ...rest } = scope as Fields;
  const groupId = rest.groupId || scopeId || id;
  if (!groupId) {
    throw new VortexError(
      'invalid_argument',
      'A scope of the new invitation has no scopeId. Give each scope a type and a scopeId.',
    );
  }
  return { ...rest, groupId };
}

/**
 * An invitation as callers see it: `scopes` and `groups` filled from whichever the Cloud sent, else from the flat
 * `scope` and `scopeType`; ids never overwritten by missing ones. Both component names as well (protocol §3.4).
 */
export function fromWire<T>(invitation: T): T {
  if (typeof invitation !== 'object' || invitation === null) return invitation;
  const fields = invitation as Fields;
  const scopes = readScopes(fields);
  const component = fields.widgetConfigurationId ?? fields.widgetId;
  const named = component === undefined ? {} : { widgetConfigurationId: component };
  return { ...invitation, ...named, scopes, groups: [...scopes] };
}

function readScopes({ groups, scopes, scope, scopeType, scopeName }: Fields): InvitationScope[] {
  const listed = [groups, scopes].find((list): list is unknown[] => Array.isArray(list) && list.length > 0);
  if (listed) return listed.map(readScope);
  if (typeof scope !== 'string' || scope === '') return [];
  return [readScope({ scopeId: scope, type: scopeType ?? 'default', name: scopeName })];
}

function readScope(scope: unknown): InvitationScope {
  const fields = (typeof scope === 'object' && scope !== null ? scope : {}) as Fields;
  const id = fields.groupId ?? fields.scopeId ?? fields.id;
  return { ...fields, scopeId: id, groupId: id, name: fields.name ?? id } as InvitationScope;
}
