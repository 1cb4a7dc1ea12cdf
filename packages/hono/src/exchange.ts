import {
  type HandlerInput,
  type HandlerReply,
  type InputOptions,
  RawBodyUnavailable,
  webBody,
  webInput,
} from '@vortex/core/adapter';
import type { Context, Env } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { binding } from './bindings.ts';

const RAW_BODY_FIX = 'Read the body with c.req.json() or c.req.text(), which keep it.';

/** Converts the request to the input of core's handlers. */
export function toInput<E extends Env>(
  c: Context<E>,
  as: 'arrayBuffer' | 'text',
  options: Pick<InputOptions<Context<E>>, 'path' | 'isControlFlow'> = {},
): HandlerInput<Context<E>> {
  return webInput(c.req.raw, {
    ...options,
    request: c,
    fix: RAW_BODY_FIX,
    body: (limit, onGiveUp) => readBody(c, limit, as, onGiveUp),
    variable: (name) => binding(c, name),
    // Only Workers have an execution context. Elsewhere Hono throws, which core treats as none.
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
}

/** The reply, with the headers that earlier middleware has set. */
export function toResponse<E extends Env>(c: Context<E>, { status, headers, body }: HandlerReply): Response {
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headers);
}

/**
 * The unchanged body. Hono keeps what it has read through `c.req` as text or bytes; of a form it keeps only the fields.
 *
 * @param as - As text, for JSON: on Node, bytes would be copied again.
 */
async function readBody<E extends Env>(
  { req }: Context<E>,
  limit: number,
  as: 'arrayBuffer' | 'text',
  onGiveUp?: (listener: () => void) => void,
): Promise<Uint8Array | string> {
  const [kept] = Object.keys(req.bodyCache);
  if (kept === 'json' || kept === 'formData') {
    throw new RawBodyUnavailable(RAW_BODY_FIX, await req.bodyCache.json);
  }
  // Older versions of Hono keep what parseBody() makes of a body that is not a form, and can't read it any more.
  const unread = kept === undefined || kept === 'parsedBody';
  // srvx, whose requests have a runtime, may read an empty body where the app has read the whole one: webBody asks Node.
  if (unread && (kept || req.raw.bodyUsed || 'runtime' in req.raw || !isWithin(limit, req.header('content-length')))) {
    const bytes = await webBody(req.raw, RAW_BODY_FIX)(limit, onGiveUp);
    // Kept where Hono would keep it, for code that reads the body after us.
    Object.assign(req.bodyCache, { arrayBuffer: Promise.resolve(bytes.slice().buffer) });
    return bytes;
  }
  try {
    const body = await req[as]();
    return typeof body === 'string' ? body : new Uint8Array(body);
  } catch (cause) {
    // Somebody's reader holds it. Not asked before: on Node, looking at the stream makes one.
    if (req.raw.body?.locked && !req.raw.bodyUsed) throw new RawBodyUnavailable(RAW_BODY_FIX);
    throw cause;
  }
}

/** A server holds a body to its declared length, so that it needs no counting, and can be read in one go. None is NaN. */
function isWithin(limit: number, length: string | undefined): boolean {
  return Number(length) <= limit;
}
