import type { Credentials } from '../credentials.ts';
import { VortexError } from '../errors.ts';
import { VortexApiError, VortexConnectionError } from './api-errors.ts';
import { currentBaseUrl } from './base-url.ts';
import { type Call, pause, runCall } from './call.ts';
import { observer } from './observer.ts';
import { redactBody } from './redact.ts';
import { type AttemptFailure, mayHaveActed, mayRepeat, parseRetryAfter, waitBeforeRepeat } from './retry.ts';
import { callSettings, mergeHeaders, type Settings } from './settings.ts';
import { statusError } from './status-error.ts';
import { exchange, MAX_REPLY_BYTES, noStore, type Reply, ReplyTooLarge } from './transport.ts';
import type { RequestOptions, VortexFetchInit } from './types/options.ts';

/** One call of the API, before settings are added. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, its values encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Sent as JSON. */
  readonly body?: object | null | undefined;
}

/** An answer whose status is a success. */
export interface ApiReply {
  /** The parsed body; `undefined` for an empty one. */
  readonly json: unknown;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly attempts: number;
  /** Method and path, for messages. */
  readonly call: string;
}

/** Makes calls with one client's settings and credentials. */
export type Requester = (request: ApiRequest, options?: RequestOptions) => Promise<ApiReply>;

/** Binds settings and credentials. Nothing is read from the environment before the first call. */
export function createRequester(client: Settings, credentials: Credentials): Requester {
  return async (request, options) => {
    const settings = options ? callSettings(client, options) : client;
    const name = describe(request);
    const prepared = prepare(request, options, settings, credentials.apiKey());
    return runCall(name, settings.timeout, options?.signal, (call) => repeat(call, name, prepared, settings));
  };
}

/** Method and path, as messages name a call: no query, which may hold an email address. */
function describe({ method, path }: ApiRequest): string {
  const [pathname = ''] = path.split('?', 1);
  return `${method} ${pathname.length > 200 ? `${pathname.slice(0, 200)}…` : pathname}`;
}

function search(path: string, query: ApiRequest['query']): string {
  if (!query) return '';
  const pairs = Object.entries(query).map(([key, value]) => [key, String(value)]);
  return `${path.includes('?') ? '&' : '?'}${new URLSearchParams(pairs)}`;
}

function json(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new VortexError('invalid_argument', 'The data of the call can not be written as JSON.', { cause });
  }
}

interface Prepared {
  readonly url: string;
  readonly method: string;
  readonly apiKey: string;
  readonly init: Omit<VortexFetchInit, 'signal'>;
  readonly idempotencyKey: string | undefined;
}

function prepare(
  request: ApiRequest,
  options: RequestOptions | undefined,
  settings: Settings,
  apiKey: string,
): Prepared {
  const { method, path, query, body } = request;
  const changes = method === 'POST' || method === 'PUT';
  const idempotencyKey = options?.idempotencyKey ?? (changes ? crypto.randomUUID() : undefined);
  const headers: Record<string, string> = { ...settings.headers, 'x-api-key': apiKey };
  if (idempotencyKey !== undefined) {
    Object.assign(headers, mergeHeaders({}, { 'idempotency-key': idempotencyKey }));
  }
  const hasBody = body !== undefined && body !== null;
  if (hasBody) headers['content-type'] = 'application/json';
  return {
    url: currentBaseUrl(settings.baseUrl) + path + search(path, query),
    method,
    apiKey,
    idempotencyKey,
    init: { method, headers, redirect: 'manual', ...noStore(), ...(hasBody ? { body: json(body) } : {}) },
  };
}

async function repeat(call: Call, name: string, prepared: Prepared, settings: Settings): Promise<ApiReply> {
  const { url, method, apiKey, init } = prepared;
  const fetch = settings.fetch ?? globalThis.fetch;
  const watch = observer(settings, name, prepared);
  let acted = false;
  for (;;) {
    const attempt = ++call.attempts;
    watch.request(attempt);
    let failure: AttemptFailure;
    let error: VortexApiError;
    try {
      const reply = await exchange(fetch, url, { ...init, signal: call.signal });
      watch.response(attempt, reply);
      if (reply.status >= 200 && reply.status < 300) return success(name, reply, attempt, apiKey);
      // The attempt before has deleted it and its answer was lost.
      if (acted && method === 'DELETE' && reply.status === 404)
        return { ...reply, json: undefined, attempts: attempt, call: name };
      failure = { status: reply.status, retryAfterMs: parseRetryAfter(reply.retryAfter) };
      error = failedReply(name, reply, failure.retryAfterMs, attempt, apiKey);
    } catch (cause) {
      if (call.stopped) throw call.stopped;
      if (cause instanceof VortexApiError) throw cause;
      if (cause instanceof ReplyTooLarge) throw tooLarge(name, attempt);
      failure = { connection: cause };
      error = notConnected(name, url, cause, attempt);
    }
    if (attempt > settings.maxRetries || !mayRepeat(method, failure)) throw error;
    const delayMs = waitBeforeRepeat(attempt, failure);
    // A wait that can only end in a timeout would hide what is really wrong.
    if (Date.now() + delayMs >= call.deadline) throw error;
    acted ||= mayHaveActed(failure);
    watch.retry(attempt, error, delayMs);
    await pause(call, delayMs);
  }
}

function success(call: string, reply: Reply, attempts: number, apiKey: string): ApiReply {
  const { status, text, requestId } = reply;
  if (text.trim() === '') return { json: undefined, status, requestId, attempts, call };
  try {
    return { json: JSON.parse(text), status, requestId, attempts, call };
  } catch {
    const kind = reply.contentType ? `"${reply.contentType.slice(0, 100)}"` : 'a body without a content type';
    throw new VortexApiError(
      'invalid_response',
      `${call} was answered with status ${status} and ${kind} that is not JSON. Check that baseUrl is the root of a Vortex API and that no ` +
        'proxy or login page answers in its place.',
      { status, requestId, attempts, body: redactBody(text.slice(0, 2000), apiKey) },
    );
  }
}

function failedReply(
  call: string,
  reply: Reply,
  retryAfterMs: number | undefined,
  attempts: number,
  apiKey: string,
): VortexApiError {
  const { status, requestId, location, text } = reply;
  const retryAfter = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  return statusError({ status, call, requestId, location, retryAfter, attempts, body: redactBody(text, apiKey) });
}

function tooLarge(call: string, attempts: number): VortexApiError {
  const message = `${call} was answered with more than ${MAX_REPLY_BYTES / 1024 / 1024} MiB, which no answer of the Vortex API is; the rest was not read.`;
  return new VortexApiError('invalid_response', message, { attempts });
}

function notConnected(call: string, url: string, cause: unknown, attempts: number): VortexConnectionError {
  const { code, cause: inner } = Object(cause) as { code?: unknown; cause?: unknown };
  const reason = [code, (Object(inner) as { code?: unknown }).code].find((value) => typeof value === 'string');
  const message =
    `${call} got no complete answer from ${new URL(url).origin}${reason ? ` (${reason})` : ''}. ` +
    'Check baseUrl, DNS, proxy and firewall between this server and the API.';
  return new VortexConnectionError('connection_failed', message, { attempts, cause });
}
