import type { VortexErrorCode } from '../errors.ts';
import type { VortexLogger } from './logger.ts';

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
  try {
    if (logger) logger.error?.(lineOf(failure), detailsOf(failure));
    else if (logger === undefined && onError === undefined) console.error(headOf(failure), failure.error);
  } catch {
    // A logger that fails has nobody to tell.
  }
}

/** Everything in the text: some loggers drop the details (pino), or the error among them (winston). */
function lineOf(failure: Failure): string {
  const { name, message } = failure.error;
  return failure.message.includes(message) ? headOf(failure) : `${headOf(failure)} ${name}: ${message}`;
}

function headOf({ message, code, event }: Failure): string {
  return `${message} (${code}${event === undefined ? '' : `, event ${event}`})`;
}

function detailsOf({ code, event, error }: Failure): Record<string, unknown> {
  return event === undefined ? { code, error } : { code, event, error };
}
