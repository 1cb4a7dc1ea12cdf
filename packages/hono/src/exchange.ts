import { type HandlerInput, type HandlerReply, RawBodyUnavailable, webBody } from '@vortex/core/adapter';
import type { Context, Env } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const RAW_BODY_FIX = 'Read the body with c.req.json() or c.req.text(), which keep it.';

/** The request as core's handlers take it. */
export class HonoInput<E extends Env> implements HandlerInput<Context<E>> {
  readonly request: Context<E>;
  readonly path: string;

  constructor(c: Context<E>, path: string) {
    this.request = c;
    this.path = path;
  }

  get method(): string {
    return this.request.req.method;
  }

  get query(): string {
    const { url } = this.request.req;
    const query = url.indexOf('?');
    return query === -1 ? '' : url.slice(query + 1);
  }

  // Deno aborts it after every answer, and warns whoever looks at it.
  get signal(): AbortSignal | undefined {
    return 'Deno' in globalThis ? undefined : this.request.req.raw.signal;
  }

  readonly header = (name: string): string | undefined => this.request.req.header(name);

  readonly body = (limit: number): Promise<Uint8Array> => readBody(this.request, limit);

  // Only Workers have an execution context; elsewhere Hono throws, and core takes that for none.
  waitUntil(work: Promise<unknown>): void {
    this.request.executionCtx.waitUntil(work);
  }
}

/** The reply, with the headers that middleware has set before it. */
export function toResponse<E extends Env>(c: Context<E>, { status, headers, body }: HandlerReply): Response {
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headers);
}

/** The bytes as they came. What Hono has read through `c.req` it keeps as text or bytes; of a form it keeps the fields. */
async function readBody<E extends Env>({ req }: Context<E>, limit: number): Promise<Uint8Array> {
  const [kept] = Object.keys(req.bodyCache);
  if (kept === 'json' || kept === 'formData') {
    throw new RawBodyUnavailable(RAW_BODY_FIX, kept === 'json' ? await req.bodyCache.json : undefined);
  }
  // Older versions of Hono keep what parseBody() makes of a body that is no form, and can not read it any more.
  const unread = kept === undefined || kept === 'parsedBody';
  if (unread && (kept || req.raw.bodyUsed || !isWithin(limit, req.header('content-length')))) {
    // Kept where Hono would keep it, for whoever reads the body after us.
    const arrayBuffer = webBody(req.raw, RAW_BODY_FIX)(limit).then((bytes) => bytes.slice().buffer);
    Object.assign(req.bodyCache, { arrayBuffer });
  }
  return new Uint8Array(await req.arrayBuffer());
}

/** A server holds a body to its declared length, so that it needs no counting, and can be read in one go. */
function isWithin(limit: number, length: string | undefined): boolean {
  return length !== undefined && Number(length) <= limit;
}
