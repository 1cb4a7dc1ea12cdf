import { randomUUID } from 'node:crypto';
import type { Kept, Touched } from '../../state/kept.ts';
import type { WebhookEndpoint } from './endpoint.ts';

/** Who wants which events, and what their deliveries are signed with. */
export class Endpoints {
  readonly #byId = new Map<string, WebhookEndpoint>();
  /** Those that end with this emulator. */
  readonly #temporary = new Set<string>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  all(): readonly WebhookEndpoint[] {
    return [...this.#byId.values()];
  }

  get(id: string): WebhookEndpoint | undefined {
    return this.#byId.get(id);
  }

  /** @param temporary - It is not kept over restarts. */
  add(endpoint: Omit<WebhookEndpoint, 'id' | 'paused'>, temporary: boolean): WebhookEndpoint {
    const added = { ...endpoint, id: randomUUID(), paused: false };
    if (temporary) this.#temporary.add(added.id);
    this.#byId.set(added.id, added);
    this.#touched('webhooks', added.id);
    return added;
  }

  change(id: string, change: Partial<Pick<WebhookEndpoint, 'secret' | 'paused'>>): WebhookEndpoint | undefined {
    const endpoint = this.#byId.get(id);
    if (!endpoint) return undefined;
    const changed = { ...endpoint, ...change };
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
    for (const endpoint of this.#byId.values()) if (wants(endpoint, name, analytics)) return true;
    return false;
  }

  /** Those who get an event of this name. */
  wanting(name: string, analytics: boolean): WebhookEndpoint[] {
    return this.all().filter((endpoint) => wants(endpoint, name, analytics));
  }

  readonly kept: Kept = {
    entries: () => [...this.#byId].filter(([id]) => !this.#temporary.has(id)),
    entry: (id) => (this.#temporary.has(id) ? undefined : this.#byId.get(id)),
    restore: (entries) => {
      for (const [id, value] of entries) this.#byId.set(id, value as WebhookEndpoint);
    },
  };
}

function wants({ events }: WebhookEndpoint, name: string, analytics: boolean): boolean {
  return events === null ? !analytics : events.includes(name) || (analytics && events.includes('analytics'));
}
