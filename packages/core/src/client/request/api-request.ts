import { invalidArgument } from '../../shared/invalid-argument.ts';
import { mergeHeaders, type Settings } from '../settings.ts';
import type { VortexFetchInit } from '../types/options.ts';
import { currentBaseUrl } from './base-url.ts';
import { cacheIsKnown } from './transport.ts';

/** One call of the API, before settings are added. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, its values encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Sent as JSON. */
  readonly body?: object | null | undefined;
  /** Which request this is of a call that is made of several, from 0. Each has an idempotency key of its own. */
  readonly part?: number | undefined;
}

/** A call ready to be sent, as often as needed. */
export interface Prepared extends Pick<ApiRequest, 'method' | 'path'> {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly apiKey: string;
  /** The same for every attempt. */
  readonly idempotencyKey: string | undefined;
  /** The key of the whole call, which is what its caller may repeat it with. */
  readonly callKey: string | undefined;
}

/** Method and path, as messages name a call: no query, which may hold an email address. */
export function describe({ method, path }: Pick<ApiRequest, 'method' | 'path'>): string {
  const [pathname = ''] = path.split('?', 1);
  return `${method} ${pathname.length > 200 ? `${pathname.slice(0, 200)}…` : pathname}`;
}

/** An address without its query, which may hold an email address. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '');
}

/** Adds address, headers and body. */
export function prepare(request: ApiRequest, settings: Settings, apiKey: string, givenKey?: string): Prepared {
  const { method, path, query, part = 0 } = request;
  const url = currentBaseUrl(settings.baseUrl) + path + search(path, query);
  const body = request.body ? json(request.body) : undefined;
  const changes = method === 'POST' || method === 'PUT';
  const callKey = givenKey ?? (changes ? crypto.randomUUID() : undefined);
  // Two different requests must not share a key: the second would be answered as a repetition of the first.
  const idempotencyKey = callKey !== undefined && part > 0 ? `${callKey}-${part}` : callKey;
  let headers = settings.headers;
  if (idempotencyKey !== undefined) headers = mergeHeaders(headers, { 'idempotency-key': idempotencyKey });
  if (body !== undefined) headers = { ...headers, 'content-type': 'application/json' };
  return { method, path, url, headers, body, apiKey, idempotencyKey, callKey };
}

/** What `fetch` is told in one attempt. The headers are a copy: instrumented and wrapped fetches write into them. */
export function attemptInit({ method, headers, body, apiKey }: Prepared, signal: AbortSignal): VortexFetchInit {
  return {
    method,
    headers: { ...headers, 'x-api-key': apiKey },
    signal,
    redirect: 'manual',
    ...(body !== undefined && { body }),
    ...(cacheIsKnown() && { cache: 'no-store' }),
  };
}

function search(path: string, query: ApiRequest['query']): string {
  if (!query) return '';
  // It turns numbers into strings; its type does not say so.
  return `${path.includes('?') ? '&' : '?'}${new URLSearchParams(query as Record<string, string>)}`;
}

function json(body: object): string {
  try {
    return JSON.stringify(body);
  } catch {
    // Not its cause: a toJSON of the user's may have put anything into it.
    throw invalidArgument(
      "The request body can't be written as JSON: it has a cycle, a BigInt, or a toJSON that throws.",
    );
  }
}
