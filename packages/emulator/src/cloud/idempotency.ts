import { createHash } from 'node:crypto';
import type { Kept, Touched } from '../state/kept.ts';
import { CloudError } from './cloud-error.ts';

/** An answer that may be given again. */
export interface KeptAnswer {
  readonly status: number;
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

  /** @throws {CloudError} `idempotency_key_reused` when the key came with another request before. */
  find(key: string, path: string, body: string): KeptAnswer | undefined {
    const kept = this.#answers.get(key);
    if (!kept) return undefined;
    if (kept.fingerprint === fingerprint(path, body)) return kept.answer;
    throw new CloudError(
      'idempotency_key_reused',
      'This Idempotency-Key was already used with a different path or body. Use a new key for a new request, and the old key only to repeat the same request.',
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
