import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

/** What a form on a page was sent with; names that come more than once are arrays. */
export async function readForm(c: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await c.req.parseBody({ all: true });
  } catch {
    throw new ApiError(400, 'invalid_form', 'The body is not a form of the type in its Content-Type.');
  }
}
