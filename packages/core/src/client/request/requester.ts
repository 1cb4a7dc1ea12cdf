import type { Credentials } from '../../crypto/credentials.ts';
import { VortexApiError, VortexConnectionError } from '../api-errors.ts';
import { callSettings, type Settings } from '../settings.ts';
import type { RequestOptions } from '../types/options.ts';
import type { Answered, ApiReply } from './api-reply.ts';
import { type ApiRequest, attemptInit, describe, type Prepared, prepare } from './api-request.ts';
import { type Call, pause, runCall } from './call.ts';
import { errorCodes } from './error-codes.ts';
import { invalidResponse } from './invalid-response.ts';
import { observer } from './observer.ts';
import { redactBody } from './redact.ts';
import {
  type AttemptFailure,
  hadConnection,
  mayHaveActed,
  mayRepeat,
  parseRetryAfter,
  waitBeforeRepeat,
} from './retry.ts';
import { statusError } from './status-error.ts';
import { exchange, isSuccess, MAX_REPLY_BYTES } from './transport.ts';

/** Makes calls with one client's settings and credentials. */
export type Requester = (
  method: ApiRequest['method'],
  path: string,
  options: RequestOptions | undefined,
  data?: Pick<ApiRequest, 'query' | 'body'>,
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
  const { method, url, apiKey } = prepared;
  const fetch = settings.fetch ?? globalThis.fetch;
  const watch = observer(settings, prepared);
  let acted = false;
  for (;;) {
    const attempts = ++call.attempts;
    watch?.request(attempts);
    let failure: AttemptFailure;
    let error: VortexApiError;
    try {
      const reply = await exchange(fetch, url, attemptInit(prepared, call.signal));
      const answered = { request: prepared, reply, attempts };
      watch?.response(attempts, reply);
      const { status, headers, text = '' } = reply;
      if (isSuccess(status)) return { ...answered, json: parse(answered, apiKey) };
      // The attempt before has deleted it and its answer was lost.
      if (acted && method === 'DELETE' && status === 404) return { ...answered, json: undefined };
      const retryAfterMs = parseRetryAfter(headers.get('retry-after'));
      failure = { status, retryAfterMs, connected: true };
      error = statusError(answered, redactBody(text, apiKey), retryAfterMs);
    } catch (cause) {
      if (call.stopped) throw call.stopped;
      if (cause instanceof VortexApiError) throw cause;
      failure = { status: undefined, connected: hadConnection(cause) };
      error = notConnected(prepared, cause, attempts);
    }
    if (attempts > settings.maxRetries || !mayRepeat(method, failure)) throw error;
    const delayMs = waitBeforeRepeat(attempts, failure);
    // A wait that can only end in a timeout would hide what is really wrong.
    if (Date.now() + delayMs >= call.deadline) throw error;
    acted ||= mayHaveActed(failure);
    watch?.retry(attempts, error, delayMs);
    await pause(call, delayMs);
  }
}

function parse(answered: Answered, apiKey: string): unknown {
  const { headers, text } = answered.reply;
  if (text === undefined) throw invalidResponse(answered, `more than ${MAX_REPLY_BYTES / 2 ** 20} MiB`);
  try {
    return JSON.parse(text);
  } catch {
    if (text.trim() === '') return undefined;
    const type = headers.get('content-type')?.slice(0, 100) ?? 'a body without a type';
    throw invalidResponse(answered, type, 'JSON', redactBody(text.slice(0, 2000), apiKey));
  }
}

/** The error for an attempt that got no complete answer. */
function notConnected(request: Prepared, cause: unknown, attempts: number): VortexApiError {
  const [reason] = errorCodes(cause);
  const message =
    `${describe(request)} got no complete answer from ${new URL(request.url).origin}${reason ? ` (${reason})` : ''}. ` +
    'Check baseUrl, DNS, proxy and firewall.';
  return new VortexConnectionError('connection_failed', message, { attempts, cause });
}
