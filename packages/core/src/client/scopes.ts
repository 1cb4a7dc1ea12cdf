import { isRecord } from '../shared/checks/is-record.ts';
import { isText } from '../shared/checks/is-text.ts';
import { invalidArgument } from '../shared/invalid-argument.ts';
import type { CreateInvitationRequest } from './types/create-invitation.ts';
import type { InvitationScope } from './types/invitation.ts';

type Fields = Record<string, unknown>;

/**
 * A new invitation as the wire has it: every scope the caller gave, flat or in a list, under the wire name `groups`
 * with
 * `groupId` (docs/protocol.md §3.6). A list does not push the flat scope out, and an empty one counts as none.
 *
 * @throws {VortexError} `invalid_argument` for a scope without an id, or a flat one without its type.
 */
export function toWire(request: CreateInvitationRequest): Fields {
  const { scopeId, scopeType, scopeName, scopes, groups, ...rest } = request;
  // Beside a list, a type alone says nothing and never has.
  const isListed = isFilled(scopes) || isFilled(groups);
  if (scopeId ? !scopeType : scopeType && !isListed)
    throw invalidArgument("A scope needs both scopeId and scopeType, such as 'team'.");
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
  if (!groupId) throw invalidArgument('Each scope of an invitation needs a type and a scopeId.');
  return { ...rest, groupId };
}

/**
 * An invitation as callers see it: `scopes` and `groups` filled from whichever the Cloud sent, else from the flat
 * `scope` and `scopeType`; ids never overwritten by missing ones; the component's id under its one name (docs/protocol.md §3.4).
 *
 * Writes into what it is given, which is fresh from `JSON.parse` and nobody else's.
 */
export function fromWire<T extends object>(invitation: T): T {
  const fields = invitation as Fields;
  const scopes = readScopes(fields);
  fields.scopes = scopes;
  fields.groups = scopes.slice();
  if (fields.widgetId !== undefined) fields.widgetConfigurationId ??= fields.widgetId;
  return invitation;
}

function readScopes({ groups, scopes, scope, scopeType, scopeName }: Fields): InvitationScope[] {
  const flat = isText(scope) ? [{ scopeId: scope, type: scopeType ?? 'default', name: scopeName }] : [];
  const found = ([groups, scopes].find(isFilled) ?? flat).filter(isRecord) as unknown[] as InvitationScope[];
  for (const one of found) {
    one.scopeId = one.groupId = one.groupId ?? one.scopeId;
    one.name ??= one.scopeId;
  }
  return found;
}

function isFilled(list: unknown): list is unknown[] {
  return Array.isArray(list) && list.length > 0;
}
