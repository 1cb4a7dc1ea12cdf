/** One request to the server API, as the log keeps it. No key is in it. */
export interface RequestRecord {
  /** ISO timestamp. */
  readonly at: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  /** The `Idempotency-Key` header, where there was one. */
  readonly idempotencyKey: string | null;
  /** `x-vortex-sdk-name` and version, where the caller said so. */
  readonly sdk: string | null;
}

const LIMIT = 1_000;

/** The latest requests. */
export class RequestLog {
  #records: RequestRecord[] = [];

  add(record: RequestRecord): void {
    this.#records.push(record);
    // Cut in large steps: once per thousand requests, not at each.
    if (this.#records.length >= 2 * LIMIT) this.#records = this.#records.slice(-LIMIT);
  }

  all(): readonly RequestRecord[] {
    return this.#records.slice(-LIMIT);
  }

  reset(): void {
    this.#records = [];
  }
}
