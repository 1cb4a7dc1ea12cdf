import type { VortexErrorCode } from '../errors.ts';
import type { VortexLogger } from './logger.ts';
import { oneLine } from './one-line.ts';

/** A failure that somebody has to hear of. */
export interface Failure {
  /** Where it happened and what went wrong, as a sentence. */
  readonly message: string;
  readonly code: VortexErrorCode;
  /** What the app's own code threw, or our error where the fault is not the app's code. */
  readonly error: Error;
  /** The id of the event that was being handled. */
  readonly event?: string | undefined;
}

/** What options say about where failures go. */
export interface FailureOptions {
  readonly logger?: VortexLogger | false | undefined;
  readonly onError?: unknown;
}

/**
 * Writes a failure to the logger, or, where the options name neither a logger nor an `onError`, to the console: a failure
 * that nobody hears of costs its finder hours. `logger: false` is silence. Never throws.
 */
export function logFailure({ logger, onError }: FailureOptions, failure: Failure): void {
  const words = wordsOf(failure.error);
  try {
    if (logger) logger.error?.(lineOf(failure, words), detailsOf(failure, words));
    else if (logger === undefined && onError === undefined) {
      // Not every console prints causes (Next's on edge).
      // The error has its sentence too.
      const message = words ? failure.message.replace(words.message, '').trim() : failure.message;
      const head = withCause(headOf({ ...failure, message }), failure.error);
      if (words === undefined) console.error(head);
      else console.error(head, failure.error);
    }
  } catch {
    // A logger that fails has nobody to tell.
  }
}

/** Everything in the text: some loggers drop the details (pino), or the error among them (winston). */
function lineOf(failure: Failure, words: Words | undefined): string {
  const head = headOf(failure);
  const told = words === undefined || failure.message.includes(words.message);
  return withCause(told ? head : oneLine(`${head} ${words.name}: ${words.message}`), failure.error);
}

/** The line, with what lies beneath the error where it has not been told. */
function withCause(line: string, error: Error): string {
  const words = wordsOf(error, 'cause');
  return words === undefined || line.includes(words.message)
    ? line
    : oneLine(`${line} Cause: ${words.name}: ${words.message}`);
}

function headOf({ message, code, event }: Failure): string {
  return oneLine(`${message} (${code}${typeof event === 'string' ? `, event ${event}` : ''})`);
}

function detailsOf({ code, event, error }: Failure, words: Words | undefined): Record<string, unknown> {
  return {
    code,
    ...(typeof event === 'string' && { event: oneLine(event) }),
    // A logger that serialized an error that can't be read would fail, and the line with it.
    ...(words !== undefined && { error }),
  };
}

interface Words {
  readonly name: string;
  readonly message: string;
}

/** Name and message of an error, or of its cause; `undefined` without one, or if reading them throws. */
function wordsOf(error: Error, of?: 'cause'): Words | undefined {
  try {
    const { name, message } = (of ? error[of] : error) as Error;
    return message === undefined ? undefined : { name: String(name), message: String(message) };
  } catch {
    return undefined;
  }
}
