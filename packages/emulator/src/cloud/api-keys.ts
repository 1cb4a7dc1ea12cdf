import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { EmulatorError } from '../shared/emulator-error.ts';
import { type Kept, pairs, type Touched } from '../state/kept.ts';
import { iso } from './clock.ts';

/** What may be shown of an API key: nothing that could be used. */
export interface ApiKeyInfo {
  /** Its id, a UUID: the `kid` of the tokens that it signs. */
  readonly id: string;
  readonly label: string;
  /** ISO timestamp. */
  readonly createdAt: string;
}

/** A key as it is shown once, when it is made. */
export interface CreatedApiKey extends ApiKeyInfo {
  /** The whole key, `VRTX.<id>.<secret>`. */
  readonly key: string;
}

interface Entry extends CreatedApiKey {
  readonly digest: Buffer;
}

/** The keys that the server API takes and that sign tokens. */
export class ApiKeys {
  readonly #byId = new Map<string, Entry>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  /** Whole keys, to verify tokens with, oldest first. */
  get secrets(): readonly string[] {
    return Array.from(this.#byId.values(), ({ key }) => key);
  }

  list(): ApiKeyInfo[] {
    return Array.from(this.#byId.values(), ({ id, label, createdAt }) => ({ id, label, createdAt }));
  }

  create(label: string, now: number): CreatedApiKey {
    const [id, secret] = [randomBytes(16), randomBytes(32)].map((bytes) => bytes.toString('base64url'));
    return this.add(`VRTX.${id}.${secret}`, label, now);
  }

  add(key: string, label: string, now: number): CreatedApiKey {
    const created = { id: kidOf(key), key, label, createdAt: iso(now) };
    this.#byId.set(created.id, { ...created, digest: digest(key) });
    this.#touched('keys', created.id);
    return created;
  }

  /**
   * Ends a key, and with it its tokens. Returns `false` for an unknown id.
   *
   * @throws {EmulatorError} `last_key`: without a key nothing could be asked any more.
   */
  revoke(id: string): boolean {
    if (!this.#byId.has(id)) return false;
    if (this.#byId.size === 1)
      throw new EmulatorError('last_key', 'This is the only API key left. Create another one before you revoke it.');
    this.#byId.delete(id);
    this.#touched('keys', id);
    return true;
  }

  /** Says whether a key is one of these, in a time that tells nothing about them. */
  has(given: string): boolean {
    const candidate = digest(given);
    let fits = false;
    // Every key is looked at, whichever fits.
    for (const key of this.#byId.values()) fits = timingSafeEqual(key.digest, candidate) || fits;
    return fits;
  }

  readonly kept: Kept = {
    entries: () => pairs(this.#byId, written),
    entry: (id) => {
      const key = this.#byId.get(id);
      return key && written(key);
    },
    restore: (entries) => {
      for (const [id, value] of entries) {
        const key = value as CreatedApiKey;
        this.#byId.set(id, { ...key, digest: digest(key.key) });
      }
    },
  };
}

function written({ digest: _, ...key }: Entry): CreatedApiKey {
  return key;
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

function kidOf(key: string): string {
  const hex = Buffer.from(key.split('.')[1] ?? '', 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
