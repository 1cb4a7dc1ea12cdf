import type { Context } from 'hono';
import type { Idempotency } from '../cloud/idempotency.ts';
import { ApiError } from './api-error.ts';
import { parseJson } from './json-body.ts';

/**
 * Runs a POST, or repeats its answer where its `Idempotency-Key` has been seen.
 *
 * @param caller - Whose keys they are: two users of a component may choose the same one.
 */
export async function answerOnce(
  c: Context,
  idempotency: Idempotency,
  work: (body: unknown) => object,
  caller = '',
): Promise<Response> {
  const text = await c.req.text();
  const given = c.req.header('idempotency-key');
  if (given === '')
    throw new ApiError(
      400,
      'invalid_idempotency_key',
      'The Idempotency-Key header is empty. Send a key, or leave out the header.',
    );
  const key = given === undefined ? undefined : caller === '' ? given : `${caller}\n${given}`;
  const kept = key === undefined ? undefined : idempotency.find(key, c.req.path, text);
  if (kept) return answerWith(c, kept.body, { 'idempotency-replayed': 'true' });
  const body = JSON.stringify(work(parseJson(c, text)));
  if (key !== undefined) idempotency.keep(key, c.req.path, text, { status: 200, body });
  return answerWith(c, body);
}

function answerWith(c: Context, body: string, headers: Record<string, string> = {}): Response {
  return c.body(body, 200, { 'content-type': 'application/json', ...headers });
}
