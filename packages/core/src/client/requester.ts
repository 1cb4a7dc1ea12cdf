import type { Credentials } from '../credentials.ts';
import { VortexApiError } from './api-errors.ts';
import { type ApiRequest, attemptInit, describe, type Prepared, prepare } from './api-request.ts';
import { failedReply, notConnected, notJson, tooLarge } from './attempt-errors.ts';
import { type Call, pause, runCall } from './call.ts';
import { observer } from './observer.ts';
import { type AttemptFailure, mayHaveActed, mayRepeat, parseRetryAfter, waitBeforeRepeat } from './retry.ts';
import { callSettings, type Settings } from './settings.ts';
import { exchange, type Reply, ReplyTooLarge } from './transport.ts';
import type { RequestOptions } from './types/options.ts';

/** An answer whose status is a success. */
export interface ApiReply {
  /** The parsed body; `undefined` for an empty one. */
  readonly json: unknown;
  readonly reply: Reply;
  readonly attempts: number;
  readonly request: ApiRequest;
}

/** Makes calls with one client's settings and credentials. */
export type Requester = (request: ApiRequest, options?: RequestOptions) => Promise<ApiReply>;

/** Binds settings and credentials. Nothing is read from the environment before the first call. */
export function createRequester(client: Settings, credentials: Credentials): Requester {
  return async (request, options) => {
    const settings = options ? callSettings(client, options) : client;
    const prepared = prepare(request, settings, credentials.apiKey(), options?.idempotencyKey);
    const name = () => describe(request);
    return await runCall(name, settings.timeout, options?.signal, (call) => repeat(call, prepared, settings));
  };
}

async function repeat(call: Call, prepared: Prepared, settings: Settings): Promise<ApiReply> {
  const { request, url } = prepared;
  const { method } = request;
  const fetch = settings.fetch ?? globalThis.fetch;
  const watch = observer(settings, prepared);
  let acted = false;
  for (;;) {
    const attempts = ++call.attempts;
    watch.request(attempts);
    let failure: AttemptFailure;
    let error: VortexApiError;
    try {
      const reply = await exchange(fetch, url, attemptInit(prepared, call.signal));
      watch.response(attempts, reply);
      const { status } = reply;
      if (status >= 200 && status < 300) return { json: parse(prepared, reply, attempts), reply, attempts, request };
      // The attempt before has deleted it and its answer was lost.
      if (acted && method === 'DELETE' && status === 404) return { json: undefined, reply, attempts, request };
      failure = { status, retryAfterMs: parseRetryAfter(reply.headers.get('retry-after')) };
      error = failedReply(prepared, reply, failure.retryAfterMs, attempts);
    } catch (cause) {
      if (call.stopped) throw call.stopped;
      if (cause instanceof VortexApiError) throw cause;
      if (cause instanceof ReplyTooLarge) throw tooLarge(prepared, attempts);
      failure = { connection: cause };
      error = notConnected(prepared, cause, attempts);
    }
    if (attempts > settings.maxRetries || !mayRepeat(method, failure)) throw error;
    const delayMs = waitBeforeRepeat(attempts, failure);
    // A wait that can only end in a timeout would hide what is really wrong.
    if (Date.now() + delayMs >= call.deadline) throw error;
    acted ||= mayHaveActed(failure);
    watch.retry(attempts, error, delayMs);
    await pause(call, delayMs);
  }
}

function parse(prepared: Prepared, reply: Reply, attempts: number): unknown {
  try {
    return JSON.parse(reply.text);
  } catch {
    if (reply.text.trim() === '') return undefined;
    throw notJson(prepared, reply, attempts);
  }
}
