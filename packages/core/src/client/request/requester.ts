import type { Credentials } from '../../crypto/credentials.ts';
import { monotonic } from '../../shared/monotonic.ts';
import type { VortexApiError } from '../api-errors.ts';
import { callSettings, type Settings } from '../settings.ts';
import type { RequestOptions } from '../types/options.ts';
import type { Answered, ApiReply } from './api-reply.ts';
import { type ApiRequest, attemptInit, type Prepared, prepare } from './api-request.ts';
import { type Call, pause, runCall } from './call.ts';
import { reachOf } from './connection-failure.ts';
import { invalidResponse } from './invalid-response.ts';
import { notConnected } from './not-connected.ts';
import { observer } from './observer.ts';
import { redactBody, redactLine } from './redact.ts';
import { type AttemptFailure, mayHaveActed, mayRepeat, parseRetryAfter, waitBeforeRepeat } from './retry.ts';
import { safeCause } from './safe-cause.ts';
import { statusError } from './status-error.ts';
import { exchange, isSuccess, MAX_REPLY_BYTES, type Reply } from './transport.ts';

/** Makes calls with one client's settings and credentials. */
export type Requester = (
  method: ApiRequest['method'],
  path: string,
  options: RequestOptions | undefined,
  data?: Pick<ApiRequest, 'query' | 'body' | 'part'>,
) => Promise<ApiReply>;

/** Binds settings and credentials. Nothing is read from the environment before the first call. */
export function createRequester(client: Settings, credentials: Credentials): Requester {
  return async (method, path, options, data) => {
    const settings = options ? callSettings(client, options) : client;
    const prepared = prepare({ method, path, ...data }, settings, credentials.apiKey(), options?.idempotencyKey);
    return await runCall(prepared, settings.timeout, options?.signal, (call) => repeat(call, prepared, settings));
  };
}

async function repeat(call: Call, prepared: Prepared, settings: Settings): Promise<ApiReply> {
  const { method, url } = prepared;
  const fetch = settings.fetch ?? globalThis.fetch;
  const watch = observer(settings, prepared);
  let acted = false;
  for (;;) {
    const attempts = ++call.attempts;
    watch?.request(attempts);
    let reply: Reply | undefined;
    let thrown: unknown;
    call.unclear = true;
    try {
      reply = await exchange(fetch, url, attemptInit(prepared, call.signal));
    } catch (error) {
      if (call.stopped) throw call.stopped;
      thrown = error;
    }
    let failure: AttemptFailure;
    let error: VortexApiError;
    if (reply) {
      const answered = { request: prepared, reply, attempts };
      watch?.response(attempts, reply);
      const { status, headers, text = '' } = reply;
      if (isSuccess(status)) return { ...answered, json: parse(answered) };
      // The attempt before has deleted it and its answer was lost.
      if (acted && method === 'DELETE' && status === 404) return { ...answered, json: undefined };
      failure = { status, retryAfterMs: parseRetryAfter(headers.get('retry-after')) };
      acted ||= mayHaveActed(failure);
      error = statusError(answered, redactBody(text, prepared), failure.retryAfterMs, acted);
    } else {
      const cause = safeCause(thrown, prepared);
      failure = { status: undefined, reach: reachOf(cause) };
      acted ||= mayHaveActed(failure);
      error = notConnected(prepared, cause, attempts, acted);
    }
    call.unclear = acted;
    if (attempts > settings.maxRetries || !mayRepeat(method, failure)) throw error;
    const delayMs = waitBeforeRepeat(attempts, failure);
    // A wait that can only end in a timeout would hide what is really wrong.
    if (monotonic() + delayMs >= call.deadline) throw error;
    watch?.retry(attempts, error, delayMs);
    await pause(call, delayMs);
  }
}

function parse(answered: Answered): unknown {
  const { request, reply } = answered;
  const { headers, text } = reply;
  if (text === undefined) throw invalidResponse(answered, `more than ${MAX_REPLY_BYTES / 2 ** 20} MiB`);
  try {
    return JSON.parse(text);
  } catch {
    if (text.trim() === '') return undefined;
    const type = redactLine(headers.get('content-type') ?? '', request).slice(0, 100) || 'a body without a type';
    throw invalidResponse(answered, type, 'JSON', redactBody(text.slice(0, 2000), request));
  }
}
