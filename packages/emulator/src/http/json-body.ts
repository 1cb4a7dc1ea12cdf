import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './api-error.ts';

/** The largest body that is read, in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;
/** JSON can be read much deeper than it can be written again. */
const MAX_DEPTH = 100;

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
    `The body is larger than ${MAX_BODY_BYTES} bytes, the limit of this emulator.`,
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
  const value = parse(text);
  if (!isDeeper(value, MAX_DEPTH)) return value;
  throw new ApiError(400, 'body_too_deep', `The body is nested more than ${MAX_DEPTH} levels deep.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, 'invalid_json', `The body is not JSON: ${reason}.`);
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}
