import {
  type BodySource,
  type HandlerInput,
  type HandlerReply,
  RawBodyUnavailable,
  webBody,
} from '@vortex/core/adapter';
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

  get body(): BodySource {
    return (limit) => readBody(this.request, limit, 'arrayBuffer');
  }

  // Only Workers have an execution context; elsewhere Hono throws, and core takes that for none.
  waitUntil(work: Promise<unknown>): void {
    this.request.executionCtx.waitUntil(work);
  }
}

/** The reply, with the headers that middleware has set before it. */
export function toResponse<E extends Env>(c: Context<E>, { status, headers, body }: HandlerReply): Response {
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headers);
}

/**
 * The body as it came. What Hono has read through `c.req` it keeps as text or bytes; of a form it keeps the fields.
 *
 * @param as - As text, for JSON: on Node, bytes would be copied once more.
 */
export async function readBody<E extends Env>(
  { req }: Context<E>,
  limit: number,
  as: 'arrayBuffer' | 'text',
): Promise<Uint8Array | string> {
  const [kept] = Object.keys(req.bodyCache);
  if (kept === 'json' || kept === 'formData') {
    throw new RawBodyUnavailable(RAW_BODY_FIX, kept === 'json' ? await req.bodyCache.json : undefined);
  }
  // Older versions of Hono keep what parseBody() makes of a body that is no form, and can not read it any more.
  const unread = kept === undefined || kept === 'parsedBody';
  if (unread && (kept || req.raw.bodyUsed || !isWithin(limit, req.header('content-length')))) {
    const bytes = await webBody(req.raw, RAW_BODY_FIX)(limit);
    // Kept where Hono would keep it, for whoever reads the body after us.
    Object.assign(req.bodyCache, { arrayBuffer: Promise.resolve(bytes.slice().buffer) });
    return bytes;
  }
  const body = await req[as]();
  return typeof body === 'string' ? body : new Uint8Array(body);
}

/** A server holds a body to its declared length, so that it needs no counting, and can be read in one go. */
function isWithin(limit: number, length: string | undefined): boolean {
  return length !== undefined && Number(length) <= limit;
}
