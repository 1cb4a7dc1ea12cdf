/** What SHA-256 has kept of the whole blocks it has seen: eight words (FIPS 180-4 §6.2). */
export type Sha256State = Int32Array;

const BLOCK_BYTES = 64;

/**
 * SHA-256 for runtimes without `node:crypto`: Web Crypto's is asynchronous, and signing is not. Of our own, because the
 * known libraries are 1.7 to 3 KB of every bundle that signs or verifies, and this is 0.6.
 *
 * @param message - Any bytes.
 * @param before - The state after one block that stands before the message, as {@link sha256State} made it.
 * @returns The 32 bytes of the digest.
 */
export function sha256(message: Uint8Array, before?: Sha256State): Uint8Array {
  const state = Int32Array.from(before ?? constants().start);
  // Padded with a one bit, zeros, and its length in bits as eight bytes (§5.1.1).
  const size = Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES;
  const padded = new DataView(new ArrayBuffer(size));
  new Uint8Array(padded.buffer).set(message);
  padded.setUint8(message.length, 0x80);
  const bits = (message.length + (before ? BLOCK_BYTES : 0)) * 8;
  padded.setUint32(size - 8, bits / 2 ** 32);
  padded.setUint32(size - 4, bits);
  addBlocks(state, padded);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => {
    digest.setInt32(4 * i, word);
  });
  return new Uint8Array(digest.buffer);
}

/** The state after one block of 64 bytes, to go on from as often as needed. */
export function sha256State(block: Uint8Array): Sha256State {
  const state = Int32Array.from(constants().start);
  addBlocks(state, new DataView(block.buffer, block.byteOffset, BLOCK_BYTES));
  return state;
}

let kept: { readonly start: Sha256State; readonly rounds: Int32Array } | undefined;

/** The first 32 bits of the fractional parts of the first primes' square and cube roots (§5.3.3, §4.2.2). */
function constants() {
  if (kept) return kept;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const fractions = (power: number) => Int32Array.from(primes, (prime) => (prime ** power % 1) * 2 ** 32);
  kept = { start: fractions(1 / 2).subarray(0, 8), rounds: fractions(1 / 3) };
  return kept;
}

/** The compression function, for each block of 64 bytes (§6.2.2). */
function addBlocks(state: Sha256State, blocks: DataView): void {
  const { rounds } = constants();
  const words = new Int32Array(64);
  for (let offset = 0; offset < blocks.byteLength; offset += BLOCK_BYTES) {
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const word = i < 16 ? blocks.getInt32(offset + 4 * i) : scheduled(words, i);
      words[i] = word;
      const t1 = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + at(rounds, i) + word;
      const t2 = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = at(state, i) + word;
    });
  }
}

/** A word of the message schedule. */
function scheduled(words: Int32Array, i: number): number {
  const x = at(words, i - 15);
  const y = at(words, i - 2);
  const s0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
  const s1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10);
  return (at(words, i - 16) + s0 + at(words, i - 7) + s1) | 0;
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function at(words: Int32Array, i: number): number {
  return words[i] as number;
}
