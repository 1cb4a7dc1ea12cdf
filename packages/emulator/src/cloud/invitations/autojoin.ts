import { randomUUID } from 'node:crypto';
import { catchUp } from '../catch-up.ts';
import { announce, type Cloud } from '../cloud.ts';
import { CloudError } from '../cloud-error.ts';
import type { InvitationRecord } from '../types.ts';
import { toWire, type WireInvitation } from '../wire.ts';
import { acceptAs } from './accept.ts';
import { domainOf, scopeKey } from './addresses.ts';
import type { AutojoinInput } from './input.ts';
import { deactivate, isOpen, reactivate } from './invitation.ts';
import type { AutojoinRecord } from './store.ts';

/** What endpoints 10 and 11 answer. */
export interface AutojoinAnswer {
  readonly autojoinDomains: readonly { readonly id: string; readonly domain: string }[];
  readonly invitation: WireInvitation | null;
}

/** Endpoint 10. */
export function getAutojoinDomains(cloud: Cloud, scopeType: string, scope: string): AutojoinAnswer {
  catchUp(cloud);
  return answer(cloud, cloud.store.autojoin.get(scopeKey(scopeType, scope)));
}

/** Endpoint 11: makes the scope's list the given one. Without domains, autojoin is off and its invitation closed. */
export function configureAutojoin(cloud: Cloud, input: AutojoinInput): AutojoinAnswer {
  const { store, clock } = cloud;
  const { scope, domains: wanted } = input;
  const known = store.autojoin.get(scopeKey(scope.type, scope.groupId));
  if (!known && wanted.length === 0) return answer(cloud, undefined);
  const before: ReadonlyMap<string, string> = known?.domains ?? new Map();
  const stay = [...before].filter(([domain]) => wanted.includes(domain));
  const come = wanted.filter((domain) => !before.has(domain)).map((domain) => [domain, randomUUID()] as const);
  const record: AutojoinRecord = {
    scope: known?.scope ?? store.scope(scope.type, scope.groupId, scope.name, clock.now()),
    domains: new Map([...stay, ...come]),
    invitationId: known?.invitationId ?? null,
  };
  return answer(cloud, follow(cloud, record, input));
}

/** A person whom Vortex hears of. */
export interface Newcomer {
  readonly email: string;
  readonly name?: string | undefined;
  readonly avatarUrl?: string | undefined;
}

/** Lets a person join every scope that their email's domain is on the list of, where that was asked for. */
export function joinByDomain(cloud: Cloud, { email, name, avatarUrl }: Newcomer): void {
  if (!cloud.settings.autojoinAtSignIn) return;
  for (const { invitationId } of cloud.store.autojoinOf(domainOf(email))) {
    const record = invitationId === null ? undefined : cloud.store.byId(invitationId);
    const person = { type: 'email', value: email.trim(), name: name ?? null, avatarUrl: avatarUrl ?? null } as const;
    if (record && isOpen(record)) acceptAs(cloud, record, person, {});
  }
}

/** Endpoint 13. What one domain answers is a guess: only the path is documented. */
export function autojoinDomain(cloud: Cloud, id: string): Record<string, unknown> {
  const [record, domain] = findDomain(cloud, id);
  return entry(record, domain, id);
}

export function removeAutojoinDomain(cloud: Cloud, id: string): void {
  const [record, domain] = findDomain(cloud, id);
  const domains = new Map(record.domains);
  domains.delete(domain);
  follow(cloud, { ...record, domains }, undefined);
}

/** Endpoint 14. Its answer's shape is a guess as well. */
export function autojoinByDomain(cloud: Cloud, domain: string): Record<string, unknown>[] {
  return cloud.store.autojoinOf(domain).map((record) => entry(record, domain, record.domains.get(domain) ?? ''));
}

/**
 * Keeps a list, and opens or closes the invitation that stands for it, so that it is open exactly while there are
 * domains.
 */
function follow(cloud: Cloud, record: AutojoinRecord, input: AutojoinInput | undefined): AutojoinRecord {
  const { store, clock } = cloud;
  const invitation = record.invitationId === null ? undefined : store.byId(record.invitationId);
  const wanted = record.domains.size > 0;
  const created = !invitation && wanted && input ? newInvitation(cloud, record, input) : undefined;
  const kept = { ...record, invitationId: created?.id ?? record.invitationId };
  store.saveAutojoin(kept);
  if (created) {
    store.save(created);
    announce(cloud, 'invitation.created', created);
  } else if (invitation && wanted && invitation.deactivated) {
    reactivate(invitation, clock.now());
    store.save(invitation);
  } else if (invitation && !wanted && !invitation.deactivated) {
    deactivate(invitation, clock.now(), 'autojoin turned off');
    store.save(invitation);
    announce(cloud, 'invitation.deactivated', invitation);
  }
  return kept;
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
    inviter: { id: '', email: null, name: null, avatarUrl: null },
    source: 'autojoin',
    subtype: null,
    templateVariables: null,
    metadata: input.metadata,
    formData: null,
    attributes: null,
    passThrough: null,
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
  throw new CloudError(
    'autojoin_domain_not_found',
    `No autojoin domain has the id ${JSON.stringify(id.slice(0, 100))}.`,
  );
}
