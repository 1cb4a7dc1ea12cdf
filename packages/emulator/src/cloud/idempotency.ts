import { createHash } from 'node:crypto';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ApiError } from '../http/api-error.ts';
import type { Kept, Touched } from '../state/kept.ts';

/** An answer that may be given again. */
export interface KeptAnswer {
  readonly status: ContentfulStatusCode;
  readonly body: string;
}

interface Entry {
  readonly fingerprint: string;
  readonly answer: KeptAnswer;
}

/** How many keys are remembered; the oldest go first. */
const LIMIT = 10_000;

/**
 * Remembers what a POST with an `Idempotency-Key` was answered, so that a repetition changes nothing and hears the
 * same. Only answers of 2xx are kept: a refused request has done nothing, and may be mended and sent again. Whether the
 * real Cloud honours the header is not known.
 */
export class Idempotency {
  #answers = new Map<string, Entry>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  /** @throws {ApiError} 422 when the key came with another request before. */
  find(key: string, path: string, body: string): KeptAnswer | undefined {
    const kept = this.#answers.get(key);
    if (!kept) return undefined;
    if (kept.fingerprint === fingerprint(path, body)) return kept.answer;
    throw new ApiError(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key came with another path or body before. Make a new key for a new request, and send the old one only to repeat the very same.',
    );
  }

  keep(key: string, path: string, body: string, answer: KeptAnswer): void {
    if (this.#answers.size >= LIMIT) {
      for (const oldest of this.#answers.keys()) {
        this.#answers.delete(oldest);
        this.#touched('answers', oldest);
        break;
      }
    }
    this.#answers.set(key, { fingerprint: fingerprint(path, body), answer });
    this.#touched('answers', key);
  }

  reset(): void {
    this.#answers = new Map();
  }

  readonly kept: Kept = {
    entries: () => this.#answers,
    entry: (key) => this.#answers.get(key),
    restore: (entries) => {
      for (const [key, value] of entries) this.#answers.set(key, value as Entry);
    },
  };
}

function fingerprint(path: string, body: string): string {
  return createHash('sha256').update(path).update('\n').update(body).digest('base64');
}
