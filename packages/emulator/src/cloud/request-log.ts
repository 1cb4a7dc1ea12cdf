import { withoutSecrets } from './without-secrets.ts';

/** One request to the API, as the log keeps it. Headers are not kept, and keys, tokens and secrets in bodies are masked. */
export interface RequestRecord {
  /** Unique until the emulator ends. */
  readonly id: string;
  /** ISO timestamp. */
  readonly at: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  /** The `Idempotency-Key` header, if there was one. */
  readonly idempotencyKey: string | null;
  /** `x-vortex-sdk-name` and version, if the caller sent them. */
  readonly sdk: string | null;
  /** The beginning of the body; `''` for none; `null` if it was not read or is no longer kept. */
  readonly requestBody: string | null;
  /** The beginning of the response's body, in the same form. */
  readonly responseBody: string | null;
}

/** How many requests are remembered, and of how many of the latest the bodies. */
const LIMIT = 1_000;
const BODIES = 200;
/** How much of a body is kept, in characters. */
const BODY_CHARACTERS = 16 * 1024;

type Entry = { -readonly [Name in keyof RequestRecord]: RequestRecord[Name] };

/** The latest requests. */
export class RequestLog {
  #entries: Entry[] = [];
  #count = 0;

  /** @returns What to call with the response's body, once it has been sent. */
  add(request: Omit<RequestRecord, 'id' | 'responseBody'>): (responseBody: string) => void {
    this.#count += 1;
    const requestBody = request.requestBody?.slice(0, BODY_CHARACTERS) ?? null;
    const entry: Entry = { ...request, id: String(this.#count), requestBody, responseBody: null };
    this.#entries.push(entry);
    const old = this.#entries.at(-1 - BODIES);
    if (old) {
      old.requestBody = null;
      old.responseBody = null;
    }
    // Cut in large steps: once per thousand requests, not at each.
    if (this.#entries.length >= 2 * LIMIT) this.#entries = this.#entries.slice(-LIMIT);
    return (responseBody) => {
      entry.responseBody = responseBody.slice(0, BODY_CHARACTERS);
    };
  }

  /** Oldest first. */
  all(): readonly RequestRecord[] {
    return this.#entries.slice(-LIMIT).map(shown);
  }

  get(id: string): RequestRecord | undefined {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    return entry && shown(entry);
  }

  reset(): void {
    this.#entries = [];
  }
}

function shown(entry: Entry): RequestRecord {
  const { path, requestBody, responseBody } = entry;
  return {
    ...entry,
    path: withoutSecrets(path),
    requestBody: requestBody && withoutSecrets(requestBody),
    responseBody: responseBody && withoutSecrets(responseBody),
  };
}
