import { VortexError } from '../errors.ts';
import { isPromise } from '../shared/checks/is-promise.ts';
import type { BodySource } from './handler.ts';

/** How long a body may take to arrive, in milliseconds, unless an endpoint says otherwise. */
export const BODY_TIMEOUT = 30_000;

/** How much of a body is read, and for how long. */
export interface BodyLimits {
  /** In bytes. */
  readonly maxBodyBytes: number;
  /** In milliseconds. */
  readonly bodyTimeout: number;
}

/** A body that has been read. */
export type Body = Uint8Array | ArrayBuffer | string;

/**
 * Reads a body from an adapter within its limits: at once where it is there already.
 *
 * @throws {VortexError} `body_too_large`, `body_timeout`, `body_unreadable`, or `raw_body_unavailable`, whose cause is the
 * {@link RawBodyUnavailable} of the reader.
 */
export function readBody(source: BodySource, limits: BodyLimits): Body | Promise<Body> {
  if (typeof source !== 'function') return source;
  const { maxBodyBytes, bodyTimeout } = limits;
  let giveUp: (() => void) | undefined;
  const onGiveUp = (listener: () => void): void => {
    giveUp = listener;
  };
  let reading: Body | Promise<Body>;
  try {
    reading = source(maxBodyBytes, onGiveUp);
  } catch (cause) {
    throw bodyError(cause, limits);
  }
  if (!isPromise(reading)) return reading;
  const read = reading;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new VortexError('body_timeout', `The body did not arrive within ${bodyTimeout} ms.`));
      giveUp?.();
    }, bodyTimeout);
    // No async function and no await around it: each would be a promise more for every body.
    read.then(
      (body) => {
        clearTimeout(timer);
        resolve(body);
      },
      (cause) => {
        clearTimeout(timer);
        reject(bodyError(cause, limits));
      },
    );
  });
}

/** The error for a body that is larger than an endpoint takes. */
export function bodyTooLarge(limit: number): VortexError {
  return new VortexError('body_too_large', `The body is larger than ${limit} bytes.`);
}

function bodyError(cause: unknown, { maxBodyBytes }: BodyLimits): VortexError {
  if (cause instanceof VortexError) return cause;
  // By name: an adapter may have been loaded with another copy of these classes.
  const { name, fix, status, statusCode } = Object(cause) as { [Field in string]?: unknown };
  // A framework with a limit of its own ends the stream with its own error: SvelteKit, h3, body-parser.
  if (name === 'BodyTooLarge' || status === 413 || statusCode === 413) return bodyTooLarge(maxBodyBytes);
  if (name === 'RawBodyUnavailable') {
    return new VortexError('raw_body_unavailable', `A parser consumed the body first. ${fix}`, { cause });
  }
  return new VortexError('body_unreadable', 'The body could not be read to its end.', { cause });
}
