/** One webhook, as the page shows it. */
export interface FeedEntry {
  readonly number: number;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly receivedAt: number;
  readonly type: string;
  readonly summary: string;
  /** Whom it is about, where it says. */
  readonly email: string | undefined;
  readonly event: unknown;
}

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
