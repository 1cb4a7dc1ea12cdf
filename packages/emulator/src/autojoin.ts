import { randomUUID } from 'node:crypto';
import { scopeKey } from './addresses.ts';
import { ApiError } from './api-error.ts';
import { catchUp } from './catch-up.ts';
import { announce, type Cloud } from './cloud.ts';
import { deactivate, reactivate } from './invitation.ts';
import type { AutojoinInput } from './requests/autojoin.ts';
import type { AutojoinRecord } from './store.ts';
import type { InvitationRecord } from './types.ts';
import { type Invitation, toWire } from './wire.ts';

/** What endpoints 10 and 11 answer. */
export interface AutojoinAnswer {
  readonly autojoinDomains: readonly { readonly id: string; readonly domain: string }[];
  readonly invitation: Invitation | null;
}

/** Endpoint 10. */
export function getAutojoin(cloud: Cloud, scopeType: string, scope: string): AutojoinAnswer {
  catchUp(cloud);
  return answer(cloud, cloud.store.autojoin.get(scopeKey(scopeType, scope)));
}

/** Endpoint 11: makes the scope's list the given one. Without domains, autojoin is off and its invitation closed. */
export function configureAutojoin(cloud: Cloud, input: AutojoinInput): AutojoinAnswer {
  const { store, clock } = cloud;
  const key = scopeKey(input.scope.type, input.scope.groupId);
  const known = store.autojoin.get(key);
  if (!known && input.domains.length === 0) return answer(cloud, undefined);
  const record: AutojoinRecord = known ?? {
    scope: store.scope(input.scope.type, input.scope.groupId, input.scope.name, clock.now()),
    domains: new Map(),
    invitationId: null,
  };
  for (const domain of record.domains.keys()) if (!input.domains.includes(domain)) record.domains.delete(domain);
  for (const domain of input.domains) if (!record.domains.has(domain)) record.domains.set(domain, randomUUID());
  follow(cloud, record, input);
  store.saveAutojoin(record);
  return answer(cloud, record);
}

/** Endpoint 13. What one domain answers is a guess: only the path is documented. */
export function autojoinDomain(cloud: Cloud, id: string): Record<string, unknown> {
  const [record, domain] = findDomain(cloud, id);
  return entry(record, domain, id);
}

export function removeAutojoinDomain(cloud: Cloud, id: string): void {
  const [record, domain] = findDomain(cloud, id);
  record.domains.delete(domain);
  follow(cloud, record, undefined);
  cloud.store.saveAutojoin(record);
}

/** Endpoint 14. Its answer's shape is a guess as well. */
export function autojoinByDomain(cloud: Cloud, domain: string): Record<string, unknown>[] {
  return [...cloud.store.autojoin.values()].flatMap((record) => {
    const id = record.domains.get(domain);
    return id ? [entry(record, domain, id)] : [];
  });
}

/** Opens or closes the invitation that stands for the list, so that it is open exactly while there are domains. */
function follow(cloud: Cloud, record: AutojoinRecord, input: AutojoinInput | undefined): void {
  const { store, clock } = cloud;
  const invitation = record.invitationId === null ? undefined : store.byId(record.invitationId);
  const wanted = record.domains.size > 0;
  if (!invitation) {
    if (!wanted || !input) return;
    const created = newInvitation(cloud, record, input);
    record.invitationId = created.id;
    store.save(created);
    announce(cloud, 'invitation.created', created);
  } else if (wanted && invitation.deactivated) {
    reactivate(invitation, clock.now());
    store.save(invitation);
  } else if (!wanted && !invitation.deactivated) {
    deactivate(invitation, clock.now(), 'autojoin turned off');
    store.save(invitation);
    announce(cloud, 'invitation.deactivated', invitation);
  }
}

function newInvitation(cloud: Cloud, record: AutojoinRecord, input: AutojoinInput): InvitationRecord {
  const now = cloud.clock.now();
  return {
    ...cloud.store.identify(),
    componentId: input.componentId,
    type: 'autojoin',
    deliveryTypes: [],
    targets: [],
    scopes: [record.scope],
    creator: { id: '', email: null, name: null, avatarUrl: null },
    source: 'autojoin',
    subtype: null,
    templateVariables: null,
    metadata: input.metadata,
    unfurlConfig: null,
    createdAt: now,
    // A domain may join until it is taken off the list.
    expiresAt: null,
    status: 'queued',
    deliveryCount: 0,
    clickThroughs: 0,
    views: 0,
    deactivated: false,
    expired: false,
    modifiedAt: null,
    accepts: [],
    timeline: [{ at: now, what: 'created' }],
    remindAt: null,
  };
}

function answer(cloud: Cloud, record: AutojoinRecord | undefined): AutojoinAnswer {
  if (!record) return { autojoinDomains: [], invitation: null };
  const invitation = record.invitationId === null ? undefined : cloud.store.byId(record.invitationId);
  return {
    autojoinDomains: [...record.domains].map(([domain, id]) => ({ id, domain })),
    invitation: invitation && !invitation.deactivated ? toWire(invitation, cloud.origin) : null,
  };
}

function entry(record: AutojoinRecord, domain: string, id: string): Record<string, unknown> {
  const { groupId, type } = record.scope;
  return { id, domain, scope: groupId, scopeType: type, invitationId: record.invitationId };
}

function findDomain(cloud: Cloud, id: string): [AutojoinRecord, string] {
  for (const record of cloud.store.autojoin.values()) {
    for (const [domain, known] of record.domains) if (known === id) return [record, domain];
  }
  throw new ApiError(
    404,
    'autojoin_domain_not_found',
    `No autojoin domain has the id ${JSON.stringify(id.slice(0, 100))}.`,
  );
}
