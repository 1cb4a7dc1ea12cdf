import type { VortexFetch, VortexFetchInit, VortexFetchResponse } from './types/options.ts';

/** More than any answer of the API holds; a larger one is not read to its end. */
export const MAX_REPLY_BYTES: number = 32 * 1024 * 1024;
/** What is kept of an answer that only goes into an error. */
const MAX_ERROR_BYTES = 64 * 1024;

/** One answer, read to its end. */
export class Reply {
  readonly status: number;
  readonly headers: VortexFetchResponse['headers'];
  readonly text: string;

  constructor({ status, headers }: VortexFetchResponse, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }

  /** The server's name for the exchange, under the names such headers have. Looked for when asked: that takes its time. */
  get requestId(): string | undefined {
    const { headers } = this;
    return headers.get('x-request-id') ?? headers.get('x-correlation-id') ?? headers.get('cf-ray') ?? undefined;
  }
}

/** A successful answer went past {@link MAX_REPLY_BYTES}. */
export class ReplyTooLarge extends Error {}

/**
 * One attempt: sends, and reads the whole answer. It knows no retries and no timeouts; `init.signal` ends it at any point.
 */
export async function exchange(fetch: VortexFetch, url: string, init: VortexFetchInit): Promise<Reply> {
  const response = await fetch(url, init);
  const { headers, status } = response;
  const good = status >= 200 && status < 300;
  const limit = good ? MAX_REPLY_BYTES : MAX_ERROR_BYTES;
  // Content-Length of an encoded body says nothing of what it unpacks to.
  const announced = headers.get('content-length');
  const honest = announced !== null && headers.get('content-encoding') === null;
  const whole = honest && Number(announced) <= limit;
  return new Reply(response, await (whole ? response.text() : readText(response, limit, good)));
}

/** The body as text, counted chunk by chunk. `strict` says whether going past the limit is an error or an end. */
async function readText(response: VortexFetchResponse, limit: number, strict: boolean): Promise<string> {
  const { body } = response;
  if (!isStream(body)) return response.text();
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      // The rest is not awaited: a sender that never ends must not hold the caller.
      reader.cancel().catch(() => {});
      if (strict) throw new ReplyTooLarge();
      return text;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function isStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof body === 'object' && body !== null && 'getReader' in body;
}

let acceptsCache: boolean | undefined;

/** Whether the runtime's requests have `cache`; Workers without it throw when it is set. */
export function cacheIsKnown(): boolean {
  acceptsCache ??= typeof Request === 'function' && 'cache' in Request.prototype;
  return acceptsCache;
}
