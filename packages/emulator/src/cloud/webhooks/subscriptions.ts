import { randomUUID } from 'node:crypto';
import type { Kept, Touched } from '../../state/kept.ts';
import type { Subscription } from './delivery.ts';

/** Who wants which events, and what their deliveries are signed with. */
export class Subscriptions {
  readonly #byId = new Map<string, Subscription>();
  /** Those that end with this emulator. */
  readonly #temporary = new Set<string>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  all(): readonly Subscription[] {
    return [...this.#byId.values()];
  }

  get(id: string): Subscription | undefined {
    return this.#byId.get(id);
  }

  /** @param temporary - It is not kept over restarts. */
  add(subscription: Omit<Subscription, 'id' | 'paused'>, temporary: boolean): Subscription {
    const added = { ...subscription, id: randomUUID(), paused: false };
    if (temporary) this.#temporary.add(added.id);
    this.#byId.set(added.id, added);
    this.#touched('webhooks', added.id);
    return added;
  }

  change(id: string, change: Partial<Pick<Subscription, 'secret' | 'paused'>>): Subscription | undefined {
    const subscription = this.#byId.get(id);
    if (!subscription) return undefined;
    const changed = { ...subscription, ...change };
    this.#byId.set(id, changed);
    this.#touched('webhooks', id);
    return changed;
  }

  remove(id: string): boolean {
    const removed = this.#byId.delete(id);
    this.#temporary.delete(id);
    if (removed) this.#touched('webhooks', id);
    return removed;
  }

  /** Whether anybody would get an event of this name; analytics events go only to those who name them. */
  wanted(name: string, analytics: boolean): boolean {
    for (const subscription of this.#byId.values()) if (wants(subscription, name, analytics)) return true;
    return false;
  }

  /** Those who get an event of this name. */
  wanting(name: string, analytics: boolean): Subscription[] {
    return this.all().filter((subscription) => wants(subscription, name, analytics));
  }

  readonly kept: Kept = {
    entries: () => [...this.#byId].filter(([id]) => !this.#temporary.has(id)),
    entry: (id) => (this.#temporary.has(id) ? undefined : this.#byId.get(id)),
    restore: (entries) => {
      for (const [id, value] of entries) this.#byId.set(id, value as Subscription);
    },
  };
}

function wants({ events }: Subscription, name: string, analytics: boolean): boolean {
  return events === null ? !analytics : events.includes(name) || (analytics && events.includes('analytics'));
}
