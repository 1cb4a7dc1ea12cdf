import type { Vortex as Official } from '@teamvortexsoftware/vortex-node-22-sdk';

/** A method of the official client that its users may call, or its one static method. */
export type Method = keyof Official | 'canonicalJson';

/** Stands for the id of the invitation that was made as the n-th, which no plan can know. */
export class Made {
  readonly n: number;

  constructor(n: number) {
    this.n = n;
  }
}

/** One thing that happens in a life. */
export type Step =
  /** A method of the SDK is called. `makes`: its answer holds the id of an invitation that later steps speak of. */
  | { readonly do: 'call'; readonly method: Method; readonly args: readonly unknown[]; readonly makes?: true }
  /** A component makes a share link, with a token that the SDK has signed. */
  | { readonly do: 'share'; readonly method: 'generateToken' | 'generateJwt'; readonly claims: object }
  /** Somebody, or the preview of a chat, opens an invitation's short link. */
  | { readonly do: 'open'; readonly invitation: Made; readonly userAgent: string }
  /** The app's webhook handler answers the next delivery with 503. */
  | { readonly do: 'outage' }
  /** Time passes. */
  | { readonly do: 'wait'; readonly ms: number };

export const HOUR: number = 60 * 60 * 1000;
export const DAY: number = 24 * HOUR;

/** A step in one line, for messages. */
export function describeStep(step: Step): string {
  return JSON.stringify(step, (_, value: unknown) => (value instanceof Made ? `<invitation ${value.n}>` : value));
}
