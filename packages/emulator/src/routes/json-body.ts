import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../api-error.ts';

/** The largest body that is read, in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Counting a stream's bytes makes Node build a web stream for each request; a declared length needs only a look. */
export function limitBody(): MiddlewareHandler {
  const count = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });
  return (c, next) => {
    const declared = c.req.header('content-length');
    if (declared === undefined) return count(c, next);
    return Number(declared) > MAX_BODY_BYTES ? tooLarge() : next();
  };
}

function tooLarge(): never {
  throw new ApiError(
    413,
    'body_too_large',
    `The body has more than ${MAX_BODY_BYTES} bytes, which this emulator does not read.`,
  );
}

/** A body as JSON; `undefined` for none. */
export function parseJson(c: Context, text: string): unknown {
  if (text.trim() === '') return undefined;
  const type = c.req.header('content-type');
  if (!type || !/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new ApiError(
      415,
      'unsupported_content_type',
      `The body must be JSON, with the header Content-Type: application/json${type ? `; it came as ${JSON.stringify(type)}` : ''}.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, 'invalid_json', `The body is not JSON: ${reason}.`);
  }
}
