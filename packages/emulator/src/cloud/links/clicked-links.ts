import type { Kept, Touched } from '../../state/kept.ts';

/** The last link that was followed from one network address. */
interface Click {
  readonly invitationId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How many addresses are remembered; the oldest go first. */
const LIMIT = 1_000;

/**
 * Remembers which link was followed from where, so that an app which was installed in between can find it
 * (deferred deep links). How the real Vortex tells devices apart is not known.
 */
export class ClickedLinks {
  #byAddress = new Map<string, Click>();
  readonly #touched: Touched;

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  put(address: string, click: Click): void {
    const key = place(address);
    // The latest goes to the end.
    this.#byAddress.delete(key);
    this.#byAddress.set(key, click);
    this.#touched('clicks', key);
    if (this.#byAddress.size <= LIMIT) return;
    for (const oldest of this.#byAddress.keys()) {
      this.#byAddress.delete(oldest);
      this.#touched('clicks', oldest);
      return;
    }
  }

  find(address: string): Click | undefined {
    return this.#byAddress.get(place(address));
  }

  reset(): void {
    this.#byAddress = new Map();
  }

  readonly kept: Kept = {
    entries: () => this.#byAddress,
    entry: (key) => this.#byAddress.get(key),
    restore: (entries) => {
      for (const [key, value] of entries) this.#byAddress.set(key, value as Click);
    },
  };
}

/** This machine is one place, whichever of its addresses was called. */
function place(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || plain.startsWith('127.') ? 'this machine' : plain;
}
