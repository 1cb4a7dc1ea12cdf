import { ACCOUNT_ID } from '../../shared/constants.ts';
import { newId } from '../../shared/new-id.ts';
import { type Kept, pairs, type Touched } from '../../state/kept.ts';
import { iso } from '../clock.ts';
import type { InvitationRecord, Inviter, Scope } from '../types.ts';
import { scopeKey } from './addresses.ts';
import { isOpen } from './invitation.ts';
import { OpenIndex } from './open-index.ts';
import { shortCode } from './short-code.ts';

/** A scope's list of email domains whose people may join without an invitation, and the invitation that stands for it. */
export interface AutojoinRecord {
  readonly scope: Scope;
  /** Domain to the id of its entry. */
  readonly domains: ReadonlyMap<string, string>;
  readonly invitationId: string | null;
}

/**
 * Everything the emulator remembers about invitations. Code that changes a record passes it to {@link Store.save}
 * afterwards: that is the one place where indexes follow.
 */
export class Store {
  #records: InvitationRecord[] = [];
  #byId = new Map<string, InvitationRecord>();
  #byCode = new Map<string, InvitationRecord>();
  #open = new OpenIndex();
  #scopes = new Map<string, Scope>();
  /** The latest of each id: most invitations of a person carry the same. */
  #inviters = new Map<string, Inviter>();
  #autojoin = new Map<string, AutojoinRecord>();
  /** The scopes' keys by email domain. */
  #autojoinKeys = new Map<string, Set<string>>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  /** What the next invitation gets: an id, its place in the order, and a code that no other link has. */
  identify(): Pick<InvitationRecord, 'id' | 'sequence' | 'code'> {
    let code = shortCode();
    while (this.#byCode.has(code)) code = shortCode();
    return { id: newId(), sequence: this.#records.length, code };
  }

  save(record: InvitationRecord): void {
    this.#put(record);
    this.#touched('invitations', record.id);
  }

  saveAutojoin(record: AutojoinRecord): void {
    const key = scopeKey(record.scope.type, record.scope.groupId);
    this.#putAutojoin(key, record);
    this.#touched('autojoin', key);
  }

  /** The lists that an email domain is on, in the order of their invitations. */
  autojoinOf(domain: string): AutojoinRecord[] {
    const age = ({ invitationId }: AutojoinRecord): number => this.#byId.get(invitationId ?? '')?.sequence ?? 0;
    return [...(this.#autojoinKeys.get(domain) ?? [])]
      .flatMap((key) => this.#autojoin.get(key) ?? [])
      .sort((one, other) => age(one) - age(other));
  }

  get autojoin(): ReadonlyMap<string, AutojoinRecord> {
    return this.#autojoin;
  }

  byId(id: string): InvitationRecord | undefined {
    return this.#byId.get(id);
  }

  byCode(code: string): InvitationRecord | undefined {
    return this.#byCode.get(code);
  }

  /** The open ones. */
  get open(): OpenIndex {
    return this.#open;
  }

  /** The scope of this type and id; made when it is first named. */
  scope(type: string, groupId: string, name: string | undefined, now: number): Scope {
    const key = scopeKey(type, groupId);
    let scope = this.#scopes.get(key);
    if (!scope) {
      scope = { id: newId(), accountId: ACCOUNT_ID, groupId, type, name: name ?? groupId, createdAt: iso(now) };
      this.#scopes.set(key, scope);
    }
    return scope;
  }

  /** The same object as last time, where the person is described by the same words. */
  inviter(inviter: Inviter): Inviter {
    const { id, email, name, avatarUrl } = inviter;
    const known = this.#inviters.get(id);
    if (known && known.email === email && known.name === name && known.avatarUrl === avatarUrl) return known;
    this.#inviters.set(id, inviter);
    return inviter;
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
    this.#open = new OpenIndex();
    this.#scopes = new Map();
    this.#inviters = new Map();
    this.#autojoin = new Map();
    this.#autojoinKeys = new Map();
  }

  /** Invitations and autojoin lists, as they can be written down. */
  readonly kept: { readonly invitations: Kept; readonly autojoin: Kept } = {
    invitations: {
      entries: () => this.#byId,
      entry: (id) => this.#byId.get(id),
      restore: (entries) => {
        for (const value of entries.values()) {
          const record = value as InvitationRecord;
          const scopes = record.scopes.map((scope) => this.#sameScope(scope));
          this.#put({ ...record, inviter: this.inviter(record.inviter), scopes });
        }
      },
    },
    autojoin: {
      entries: () => pairs(this.#autojoin, written),
      entry: (key) => {
        const record = this.#autojoin.get(key);
        return record && written(record);
      },
      restore: (entries) => {
        for (const [key, value] of entries) {
          const { scope, domains, invitationId } = value as KeptAutojoin;
          this.#putAutojoin(key, { scope: this.#sameScope(scope), domains: new Map(domains), invitationId });
        }
      },
    },
  };

  #put(record: InvitationRecord): void {
    if (!this.#byId.has(record.id)) {
      this.#byId.set(record.id, record);
      this.#byCode.set(record.code, record);
      this.#records.push(record);
    }
    const open = isOpen(record);
    if (open && !this.#open.has(record)) this.#open.add(record);
    if (!open && this.#open.has(record)) this.#open.remove(record);
  }

  #putAutojoin(key: string, record: AutojoinRecord): void {
    for (const domain of this.#autojoin.get(key)?.domains.keys() ?? []) this.#autojoinKeys.get(domain)?.delete(key);
    this.#autojoin.set(key, record);
    for (const domain of record.domains.keys()) {
      const keys = this.#autojoinKeys.get(domain);
      if (keys) keys.add(key);
      else this.#autojoinKeys.set(domain, new Set([key]));
    }
  }

  /** One object for each scope, as when it was first named. */
  #sameScope(scope: Scope): Scope {
    const key = scopeKey(scope.type, scope.groupId);
    const known = this.#scopes.get(key);
    if (!known) this.#scopes.set(key, scope);
    return known ?? scope;
  }
}

/** An autojoin list as it is written down. */
type KeptAutojoin = Omit<AutojoinRecord, 'domains'> & { readonly domains: readonly (readonly [string, string])[] };

function written({ domains, ...rest }: AutojoinRecord): KeptAutojoin {
  return { ...rest, domains: [...domains] };
}
