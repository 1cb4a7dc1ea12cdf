/** How one package, or a piece of code by hand, verifies a webhook by its own scheme and reads its JSON. */
export interface Peer {
  /** The package's name, or what stands in its place. */
  readonly name: string;
  /**
   * Signs as the sender would, now, and returns the verification of the body. What a receiver does once, such as keeping
   * a key, is done here and not in the returned function.
   *
   * @param signed - What the signature is of. Default: the body.
   */
  prepare(body: Buffer, signed?: Buffer): () => unknown;
}

/** The secret that every peer signs with, as a string and in the form of those that expect base64. */
export const SECRET = 'whsec_test_secret_key_1234567890';
export const BASE64_SECRET = `whsec_${Buffer.from(SECRET).toString('base64')}`;
