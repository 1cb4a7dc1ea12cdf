import type { Prepared } from './api-request.ts';

/** What an error says and carries of a call that may have been done although it failed. */
export interface Outcome {
  /** For the end of the message; empty where nothing can have been changed. */
  readonly note: string;
  /** What repeats the call safely. */
  readonly idempotencyKey: string | undefined;
}

const CLEAR: Outcome = { note: '', idempotencyKey: undefined };

/**
 * @param unclear - Whether the server may have acted on an attempt.
 */
export function outcomeOf({ method, callKey }: Prepared, unclear: boolean): Outcome {
  if (!unclear || method === 'GET') return CLEAR;
  const repeat =
    callKey === undefined ? '' : " To repeat it safely, pass this error's idempotencyKey as an option of the call.";
  return { note: ` It may have taken effect.${repeat}`, idempotencyKey: callKey };
}
