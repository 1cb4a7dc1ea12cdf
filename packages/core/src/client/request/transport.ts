import { readStream } from '../../http/read-stream.ts';
import type { VortexFetch, VortexFetchInit, VortexFetchResponse } from '../types/options.ts';

/** More than any answer of the API holds; a larger one is not read to its end. */
export const MAX_REPLY_BYTES: number = 32 * 1024 * 1024;
/** What is kept of an answer that only goes into an error. */
const MAX_ERROR_BYTES = 64 * 1024;

/** One answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: VortexFetchResponse['headers'];
  /** `undefined` for a success that goes past {@link MAX_REPLY_BYTES}; of anything else, what comes before its limit. */
  readonly text: string | undefined;
}

/**
 * One attempt: sends, and reads the whole answer. It knows no retries and no timeouts; `init.signal` ends it at any point.
 */
export async function exchange(fetch: VortexFetch, url: string, init: VortexFetchInit): Promise<Reply> {
  const response = await fetch(url, init);
  const { headers, status } = response;
  return { status, headers, text: await readText(response) };
}

/** Whether a status is that of a call that was carried out. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The body as text; `undefined` where it is longer than a success may be. What goes into an error is cut instead. */
async function readText(response: VortexFetchResponse): Promise<string | undefined> {
  const { body, headers, status } = response;
  const limit = isSuccess(status) ? MAX_REPLY_BYTES : MAX_ERROR_BYTES;
  const announced = headers.get('content-length');
  // Content-Length of an encoded body says nothing of what it unpacks to.
  const honest = announced !== null && headers.get('content-encoding') === null;
  if ((honest && Number(announced) <= limit) || !isStream(body)) return response.text();
  const { bytes, whole } = await readStream(body, limit);
  // Not awaited: a server that never ends must not hold the caller, and some runtimes wait for it.
  if (!whole) body.cancel().catch(() => {});
  return whole || !isSuccess(status) ? new TextDecoder().decode(bytes) : undefined;
}

function isStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof body === 'object' && body !== null && 'getReader' in body;
}

/** Whether the runtime's requests have `cache`; Workers without it throw when it is set. */
export function cacheIsKnown(): boolean {
  return typeof Request === 'function' && 'cache' in Request.prototype;
}
