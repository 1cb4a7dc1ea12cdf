import { monotonic } from '../../shared/monotonic.ts';
import { onAbort } from '../../shared/on-abort.ts';
import { VortexAbortError, type VortexApiError, VortexTimeoutError } from '../api-errors.ts';
import { describe, type Prepared } from './api-request.ts';
import { outcomeOf } from './outcome.ts';

/** setTimeout takes no more, so a longer limit is no limit. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One call in progress: its end by timeout or by the caller, and how many requests it has made. */
export interface Call {
  /** Ends whatever the call is waiting for. */
  readonly signal: AbortSignal;
  /** When it will time out, on the monotonic clock. */
  readonly deadline: number;
  /** The error that timeout or caller ended the call with. */
  stopped: VortexApiError | undefined;
  attempts: number;
  /** Whether the server may have acted on an attempt that brought no answer. */
  unclear: boolean;
}

/**
 * Runs a call under a time limit and a caller's signal. Settles as soon as either ends it, also if what it waits for
 * ignores signals, and leaves neither timer nor listener behind.
 *
 * @param request - For the message.
 */
export function runCall<T>(
  request: Prepared,
  timeout: number,
  caller: AbortSignal | undefined,
  run: (call: Call) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const call: Call = { signal, deadline: monotonic() + timeout, stopped: undefined, attempts: 0, unclear: false };
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unlisten: (() => void) | undefined;
    const clear = () => {
      clearTimeout(timer);
      unlisten?.();
    };
    const stop = (error: VortexApiError) => {
      clear();
      call.stopped = error;
      reject(error);
      controller.abort(error);
    };
    const giveUp = () => stop(aborted(request, call, caller?.reason));
    if (caller?.aborted) return giveUp();
    unlisten = caller && onAbort(caller, giveUp);
    if (timeout <= LONGEST_TIMER_MS) timer = setTimeout(() => stop(timedOut(request, timeout, call)), timeout);
    // Not finally(): it costs two promises more.
    run(call).then(
      (value) => {
        clear();
        resolve(value);
      },
      (error) => {
        clear();
        reject(error);
      },
    );
  });
}

/** Waits, or rejects with the call's error as soon as it is ended. */
export function pause(call: Call, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(call.stopped);
    };
    const timer = setTimeout(() => {
      call.signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    call.signal.addEventListener('abort', end, { once: true });
  });
}

function timedOut(request: Prepared, timeout: number, { attempts, unclear }: Call): VortexTimeoutError {
  const { note, idempotencyKey } = outcomeOf(request, unclear);
  const message = `${describe(request)} took longer than ${timeout} ms (requests sent: ${attempts}). Raise timeout if it needs longer.${note}`;
  return new VortexTimeoutError('timeout', message, { attempts, idempotencyKey });
}

function aborted(request: Prepared, { attempts, unclear }: Call, reason: unknown): VortexAbortError {
  const { note, idempotencyKey } = outcomeOf(request, unclear);
  const message = `${describe(request)} was ended by the caller's signal (requests sent: ${attempts}).${note}`;
  return new VortexAbortError('aborted', message, { attempts, idempotencyKey, cause: reason });
}
