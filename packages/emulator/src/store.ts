import { randomUUID } from 'node:crypto';
import { openKey, scopeKey, targetKey } from './addresses.ts';
import { iso } from './clock.ts';
import { ACCOUNT_ID } from './constants.ts';
import { isOpen } from './invitation.ts';
import { Ordered } from './ordered.ts';
import type { InvitationRecord, Scope, TargetType } from './types.ts';

/** A scope's list of email domains whose people may join by themselves, and the invitation that stands for it. */
export interface AutojoinRecord {
  readonly scope: Scope;
  /** Domain to the id of its entry. */
  readonly domains: Map<string, string>;
  invitationId: string | null;
}

/** The indexes over open invitations, which lists are read from. Each costs a lookup and a slice. */
interface Indexes {
  readonly byScope: Map<string, Ordered<InvitationRecord>>;
  readonly byTarget: Map<string, Ordered<InvitationRecord>>;
  readonly byCreator: Map<string, Ordered<InvitationRecord>>;
  readonly byOpenKey: Map<string, InvitationRecord>;
  readonly byExpiry: Ordered<InvitationRecord>;
}

/**
 * Everything the emulator remembers about invitations. Whoever changes a record passes it to {@link Store.save}
 * afterwards: that is the one place where indexes follow.
 */
export class Store {
  #records: InvitationRecord[] = [];
  #byId = new Map<string, InvitationRecord>();
  #byCode = new Map<string, InvitationRecord>();
  #open = new Set<InvitationRecord>();
  #indexes: Indexes = emptyIndexes();
  #scopes = new Map<string, Scope>();
  readonly autojoin: Map<string, AutojoinRecord> = new Map();
  readonly #changed: () => void;

  /** @param changed - Called after each change, for whoever shows the state. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What the next invitation gets: an id, its place in the order, and a code that no other link has. */
  identify(): Pick<InvitationRecord, 'id' | 'sequence' | 'code'> {
    let code = shortCode();
    while (this.#byCode.has(code)) code = shortCode();
    return { id: randomUUID(), sequence: this.#records.length, code };
  }

  save(record: InvitationRecord): void {
    if (!this.#byId.has(record.id)) {
      this.#byId.set(record.id, record);
      this.#byCode.set(record.code, record);
      this.#records.push(record);
    }
    const open = isOpen(record);
    if (open && !this.#open.has(record)) this.#index(record);
    if (!open && this.#open.has(record)) this.#unindex(record);
    this.#changed();
  }

  byId(id: string): InvitationRecord | undefined {
    return this.#byId.get(id);
  }

  byCode(code: string): InvitationRecord | undefined {
    return this.#byCode.get(code);
  }

  /** The open invitation that says the same, if there is one (protocol §3.3). */
  openTwin(record: InvitationRecord): InvitationRecord | undefined {
    return this.#indexes.byOpenKey.get(openKey(record));
  }

  openByScope(type: string, id: string): Ordered<InvitationRecord> | undefined {
    return this.#indexes.byScope.get(scopeKey(type, id));
  }

  openByTarget(type: TargetType, value: string): Ordered<InvitationRecord> | undefined {
    return this.#indexes.byTarget.get(targetKey(type, value));
  }

  openByCreator(id: string): Ordered<InvitationRecord> | undefined {
    return this.#indexes.byCreator.get(id);
  }

  /** Takes the open invitations whose time is over off the list of those that wait for it. */
  takeExpired(now: number): InvitationRecord[] {
    return this.#indexes.byExpiry.takeUpTo(now);
  }

  /** The scope of this type and id; made when it is first named. */
  scope(type: string, groupId: string, name: string | undefined, now: number): Scope {
    const key = scopeKey(type, groupId);
    let scope = this.#scopes.get(key);
    if (!scope) {
      scope = { id: randomUUID(), accountId: ACCOUNT_ID, groupId, type, name: name ?? groupId, createdAt: iso(now) };
      this.#scopes.set(key, scope);
    }
    return scope;
  }

  get size(): number {
    return this.#records.length;
  }

  all(): readonly InvitationRecord[] {
    return this.#records;
  }

  /** The newest invitations first. */
  newest(count: number): InvitationRecord[] {
    return this.#records.slice(-count).reverse();
  }

  reset(): void {
    this.#records = [];
    this.#byId = new Map();
    this.#byCode = new Map();
    this.#open = new Set();
    this.#indexes = emptyIndexes();
    this.#scopes = new Map();
    this.autojoin.clear();
    this.#changed();
  }

  #index(record: InvitationRecord): void {
    this.#open.add(record);
    const { byScope, byTarget, byCreator, byOpenKey, byExpiry } = this.#indexes;
    for (const { type, groupId } of record.scopes) listIn(byScope, scopeKey(type, groupId)).add(record);
    for (const { type, value } of record.targets) listIn(byTarget, targetKey(type, value)).add(record);
    listIn(byCreator, record.creator.id).add(record);
    if (record.type === 'single_use') byOpenKey.set(openKey(record), record);
    if (record.expiresAt !== null) byExpiry.add(record);
  }

  #unindex(record: InvitationRecord): void {
    this.#open.delete(record);
    const { byScope, byTarget, byCreator, byOpenKey, byExpiry } = this.#indexes;
    for (const { type, groupId } of record.scopes) unlist(byScope, scopeKey(type, groupId), record);
    for (const { type, value } of record.targets) unlist(byTarget, targetKey(type, value), record);
    unlist(byCreator, record.creator.id, record);
    const key = openKey(record);
    if (byOpenKey.get(key) === record) byOpenKey.delete(key);
    if (record.expiresAt !== null) byExpiry.remove(record);
  }
}

function emptyIndexes(): Indexes {
  return {
    byScope: new Map(),
    byTarget: new Map(),
    byCreator: new Map(),
    byOpenKey: new Map(),
    byExpiry: new Ordered((record) => record.expiresAt ?? Number.POSITIVE_INFINITY),
  };
}

function listIn(index: Map<string, Ordered<InvitationRecord>>, key: string): Ordered<InvitationRecord> {
  let list = index.get(key);
  if (!list) {
    list = new Ordered((record) => record.sequence);
    index.set(key, list);
  }
  return list;
}

function unlist(index: Map<string, Ordered<InvitationRecord>>, key: string, record: InvitationRecord): void {
  const list = index.get(key);
  list?.remove(record);
  if (list?.size === 0) index.delete(key);
}

const CODE_ALPHABET = '23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** Eight characters that are hard to misread; the real alphabet and length are not documented (protocol §9). */
function shortCode(): string {
  // The UUID generator has its random bytes in store; asking the system for eight each time is slow.
  const random = randomUUID().replaceAll('-', '');
  let code = '';
  for (let i = 0; i < 8; i++) {
    // Past the version and variant digits of the first half, pairs would not be uniform: take the outer ones.
    const at = i < 4 ? i * 2 : 16 + i * 2;
    code += CODE_ALPHABET[Number.parseInt(random.slice(at, at + 2), 16) % CODE_ALPHABET.length];
  }
  return code;
}
