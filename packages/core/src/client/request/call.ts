import { VortexAbortError, type VortexApiError, VortexTimeoutError } from '../api-errors.ts';
import { describe, type Prepared } from './api-request.ts';

/** setTimeout takes no more; such a limit is none. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One call in progress: its end by timeout or by the caller, and how many requests it has made. */
export interface Call {
  /** Ends whatever the call is waiting for. */
  readonly signal: AbortSignal;
  /** When it will time out, on `Date.now()`'s clock. */
  readonly deadline: number;
  /** The error that timeout or caller ended the call with. */
  stopped: VortexApiError | undefined;
  attempts: number;
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
  const call: Call = { signal: controller.signal, deadline: Date.now() + timeout, stopped: undefined, attempts: 0 };
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const clear = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onAbort);
    };
    const stop = (error: VortexApiError) => {
      clear();
      call.stopped = error;
      reject(error);
      controller.abort(error);
    };
    const onAbort = () => stop(aborted(request, call.attempts, caller?.reason));
    if (caller?.aborted) return onAbort();
    caller?.addEventListener('abort', onAbort, { once: true });
    if (timeout <= LONGEST_TIMER_MS) timer = setTimeout(() => stop(timedOut(request, timeout, call.attempts)), timeout);
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

function timedOut(request: Prepared, timeout: number, attempts: number): VortexTimeoutError {
  const message = `${describe(request)} took longer than ${timeout} ms (requests sent: ${attempts}). It may have been done. Raise timeout if it needs longer.`;
  return new VortexTimeoutError('timeout', message, { attempts });
}

function aborted(request: Prepared, attempts: number, reason: unknown): VortexAbortError {
  const message = `${describe(request)} was ended by the caller's signal (requests sent: ${attempts}).`;
  return new VortexAbortError('aborted', message, { attempts, cause: reason });
}
