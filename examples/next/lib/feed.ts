import type { FeedEntry } from '@vortex/example-web/feed-entry';

type Listener = (entry: FeedEntry) => void;

const KEPT = 50;

/** The last 50 webhooks, and the pages that are open. */
export class Feed {
  readonly #entries: FeedEntry[] = [];
  readonly #listeners = new Set<Listener>();
  #count = 0;

  add(entry: Omit<FeedEntry, 'number' | 'receivedAt'>): void {
    const numbered = { ...entry, number: ++this.#count, receivedAt: Date.now() };
    this.#entries.push(numbered);
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const listener of this.#listeners) listener(numbered);
  }

  /** Tells what has come after the entry of this number, and what comes. Returns how to stop. */
  listen(seen: number, listener: Listener): () => void {
    for (const entry of this.#entries) if (entry.number > seen || seen > this.#count) listener(entry);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
