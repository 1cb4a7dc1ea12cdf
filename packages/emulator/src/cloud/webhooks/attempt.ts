import { signWebhook } from '@vortex/core/testing';
import type { Delivery, DeliveryAttempt } from './delivery.ts';

/** The part of an answer's body that the log keeps, in characters. */
const RESPONSE_EXCERPT = 2_000;

/** What one attempt needs to know beside the delivery. */
export interface AttemptOptions {
  readonly secret: string;
  /** The present time, as an ISO timestamp. */
  readonly at: string;
  /** Milliseconds to wait for the answer. */
  readonly timeout: number;
  /** Ends the attempt early. */
  readonly stopped: AbortSignal;
}

/** Sends a delivery once and says what came of it. Never rejects. */
export async function attemptDelivery(
  { url, body }: Delivery,
  { secret, at, timeout, stopped }: AttemptOptions,
): Promise<DeliveryAttempt> {
  const started = performance.now();
  const timedOut = AbortSignal.timeout(timeout);
  const headers = {
    'content-type': 'application/json',
    'x-vortex-signature': signWebhook(body, secret),
    'user-agent': 'vortex-emulator',
    // An app in development restarts often, and a kept connection to its former self would be a failed attempt.
    connection: 'close',
  };
  const attempt = { at, headers, status: null, error: null, response: '' };
  const took = (): number => Math.round(performance.now() - started);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([stopped, timedOut]),
    });
    const response = await beginningOf(answer);
    return { ...attempt, status: answer.status, response, durationMs: took() };
  } catch (error) {
    const reason = timedOut.aborted ? `no response within ${timeout} ms` : reasonOf(error);
    return { ...attempt, error: reason, durationMs: took() };
  }
}

/** The rest of an answer is not waited for: it may have no end. */
async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length >= RESPONSE_EXCERPT) break;
  }
  return text.slice(0, RESPONSE_EXCERPT);
}

/** The innermost reason of a failed fetch: "connect ECONNREFUSED 127.0.0.1:3000" rather than "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error)
    return ('code' in cause && !cause.message ? String(cause.code) : cause.message) || error.message;
  return error.message;
}
