import type { InvitationRecord, TargetType } from '../types.ts';
import { openKey, scopeKey, shareKey, targetKey } from './addresses.ts';
import { Ordered } from './ordered.ts';

type Lists = Map<string, Ordered<InvitationRecord>>;

/** The open invitations, found by what lists are asked for. Each costs a lookup and a slice. */
export class OpenIndex {
  readonly #all = new Set<InvitationRecord>();
  readonly #byScope: Lists = new Map();
  readonly #byTarget: Lists = new Map();
  readonly #byInviter: Lists = new Map();
  readonly #byOpenKey = new Map<string, InvitationRecord>();
  readonly #byShareKey = new Map<string, InvitationRecord>();
  readonly #byExpiry = new Ordered<InvitationRecord>((record) => record.expiresAt ?? Number.POSITIVE_INFINITY);

  readonly #byReminder = new Ordered<InvitationRecord>((record) => record.remindAt ?? Number.POSITIVE_INFINITY);

  has(record: InvitationRecord): boolean {
    return this.#all.has(record);
  }

  add(record: InvitationRecord): void {
    this.#all.add(record);
    for (const { type, groupId } of record.scopes) listIn(this.#byScope, scopeKey(type, groupId)).add(record);
    for (const { type, value } of record.targets) listIn(this.#byTarget, targetKey(type, value)).add(record);
    listIn(this.#byInviter, record.inviter.id).add(record);
    if (record.type === 'single_use') this.#byOpenKey.set(openKey(record), record);
    if (record.type === 'multi_use') this.#byShareKey.set(shareKeyOf(record), record);
    if (record.expiresAt !== null) this.#byExpiry.add(record);
    this.awaitReminder(record);
  }

  remove(record: InvitationRecord): void {
    this.#all.delete(record);
    for (const { type, groupId } of record.scopes) unlist(this.#byScope, scopeKey(type, groupId), record);
    for (const { type, value } of record.targets) unlist(this.#byTarget, targetKey(type, value), record);
    unlist(this.#byInviter, record.inviter.id, record);
    forget(this.#byOpenKey, openKey(record), record);
    forget(this.#byShareKey, shareKeyOf(record), record);
    if (record.expiresAt !== null) this.#byExpiry.remove(record);
    if (record.remindAt !== null) this.#byReminder.remove(record);
  }

  /** The one that says the same, if there is one (docs/protocol.md §3.3). */
  twin(record: InvitationRecord): InvitationRecord | undefined {
    return this.#byOpenKey.get(openKey(record));
  }

  /** The share link of this {@link shareKey}. */
  shared(key: string): InvitationRecord | undefined {
    return this.#byShareKey.get(key);
  }

  byScope(type: string, id: string): Ordered<InvitationRecord> | undefined {
    return this.#byScope.get(scopeKey(type, id));
  }

  byTarget(type: TargetType, value: string): Ordered<InvitationRecord> | undefined {
    return this.#byTarget.get(targetKey(type, value));
  }

  byInviter(id: string): Ordered<InvitationRecord> | undefined {
    return this.#byInviter.get(id);
  }

  /** Takes those whose time is over off the list of those that wait for it. */
  takeExpired(now: number): InvitationRecord[] {
    return this.#byExpiry.takeUpTo(now);
  }

  /** Takes those that are due for a reminder off the list of those that wait for one. */
  takeReminders(now: number): InvitationRecord[] {
    return this.#byReminder.takeUpTo(now);
  }

  /** Puts one on that list, by the time it has now. */
  awaitReminder(record: InvitationRecord): void {
    if (record.remindAt !== null) this.#byReminder.add(record);
  }
}

const sequenceOf = ({ sequence }: InvitationRecord): number => sequence;

function listIn(index: Lists, key: string): Ordered<InvitationRecord> {
  let list = index.get(key);
  if (!list) {
    list = new Ordered(sequenceOf);
    index.set(key, list);
  }
  return list;
}

function unlist(index: Lists, key: string, record: InvitationRecord): void {
  const list = index.get(key);
  list?.remove(record);
  if (list?.size === 0) index.delete(key);
}

function shareKeyOf({ inviter, componentId, scopes }: InvitationRecord): string {
  return shareKey(inviter.id, componentId, scopes);
}

function forget(index: Map<string, InvitationRecord>, key: string, record: InvitationRecord): void {
  if (index.get(key) === record) index.delete(key);
}
