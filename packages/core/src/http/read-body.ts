import { VortexError } from '../errors.ts';
import type { BodyReader, BodySource } from './handler.ts';

/** How long a body may take to arrive, in milliseconds, unless an endpoint says otherwise. */
export const BODY_TIMEOUT = 30_000;

/** How much of a body is read, and for how long. */
export interface BodyLimits {
  /** In bytes. */
  readonly maxBodyBytes: number;
  /** In milliseconds. */
  readonly bodyTimeout: number;
}

/**
 * Reads a body from an adapter within its limits.
 *
 * @throws {VortexError} `body_too_large`, `body_timeout`, `body_unreadable`, or `raw_body_unavailable`, whose cause is the
 * {@link RawBodyUnavailable} of the reader.
 */
export async function readBody(source: BodySource, limits: BodyLimits): Promise<Uint8Array | ArrayBuffer | string> {
  if (typeof source !== 'function') return source;
  try {
    return await inTime(source, limits);
  } catch (cause) {
    throw bodyError(cause, limits);
  }
}

/** The error for a body that is larger than an endpoint takes. */
export function bodyTooLarge(limit: number): VortexError {
  return new VortexError('body_too_large', `The body is larger than ${limit} bytes.`);
}

function inTime(read: BodyReader, { maxBodyBytes, bodyTimeout }: BodyLimits): Promise<Uint8Array | string> {
  return new Promise((resolve, reject) => {
    let giveUp: (() => void) | undefined;
    const timer = setTimeout(() => {
      reject(new VortexError('body_timeout', `The body did not arrive within ${bodyTimeout} ms.`));
      giveUp?.();
    }, bodyTimeout);
    const onGiveUp = (listener: () => void): void => {
      giveUp = listener;
    };
    const fail = (cause: unknown): void => {
      clearTimeout(timer);
      reject(cause);
    };
    try {
      // No async function and no await around it: each would be a promise more for every body.
      read(maxBodyBytes, onGiveUp).then((body) => {
        clearTimeout(timer);
        resolve(body);
      }, fail);
    } catch (cause) {
      fail(cause);
    }
  });
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
