const BLOCK_BYTES = 64;

/**
 * SHA-256 for runtimes without `node:crypto`: Web Crypto's is asynchronous, and signing is not. Of our own, because the
 * known libraries are 1.7 to 3 KB of every bundle that signs or verifies, and this is half of one.
 *
 * @param message - Any bytes.
 * @returns The 32 bytes of the digest.
 */
export function sha256(message: Uint8Array): Uint8Array {
  const { start, rounds } = constants();
  // Padded with a one bit, zeros, and its length in bits as eight bytes (FIPS 180-4 §5.1.1).
  const { length } = message;
  const size = Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES;
  const padded = new Uint8Array(size);
  const view = new DataView(padded.buffer);
  padded.set(message);
  padded[length] = 0x80;
  view.setUint32(size - 8, length / 2 ** 29);
  view.setUint32(size - 4, length << 3);

  const state = start.slice();
  const words = new Int32Array(64);
  for (let offset = 0; offset < size; offset += BLOCK_BYTES) {
    // The compression function (§6.2.2).
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const word = i < 16 ? view.getInt32(offset + 4 * i) : scheduled(words, i);
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
  state.forEach((word, i) => {
    view.setInt32(4 * i, word);
  });
  return padded.slice(0, 32);
}

let kept: { readonly start: Int32Array; readonly rounds: Int32Array } | undefined;

/** The first 32 bits of the fractional parts of the first primes' square and cube roots (§5.3.3, §4.2.2). */
function constants() {
  if (kept) return kept;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const fractions = (power: number) => Int32Array.from(primes, (prime) => (prime ** power % 1) * 2 ** 32);
  kept = { start: fractions(1 / 2).subarray(0, 8), rounds: fractions(1 / 3) };
  return kept;
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
