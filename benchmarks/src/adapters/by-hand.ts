/**
 * What a careful person writes for a webhook and a token route, whatever the framework. It does what ours does by
 * default: a webhook's size, signature, JSON, and a claim of its event, so that none is handled twice; a token's origin,
 * signed-in user, content type and size, and that a scope is refused of which the user is no member.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SECRET } from './app.ts';

/** The largest bodies, in bytes: of a webhook, and of a request for a token. */
export const WEBHOOK_LIMIT = 1_048_576;
export const TOKEN_LIMIT = 102_400;

/** The event of a body that is signed, otherwise undefined. */
export function verified(body: Buffer, signature: string | undefined): { readonly id: string } | undefined {
  return isSigned(body, signature) ? JSON.parse(body.toString('utf8')) : undefined;
}

/** Whether the signature is that of the body. */
export function isSigned(body: Buffer, signature: string | undefined): boolean {
  const expected = createHmac('sha256', SECRET).update(body).digest();
  const given = Buffer.from(signature ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const KEPT = 10_000;
type Claims = Map<string, 'claimed' | 'done'>;
// Two, since taking the oldest out of one Map costs more the more were taken out before.
let [claims, older]: [Claims, Claims] = [new Map(), new Map()];

/** Runs the handler unless the event is being handled or was, and gives the claim back where it fails. */
export async function once(id: string, handler: () => Promise<void>): Promise<'handled' | 'done' | 'claimed'> {
  const earlier = claims.get(id) ?? older.get(id);
  if (earlier !== undefined) return earlier;
  if (claims.size === KEPT) [claims, older] = [new Map(), claims];
  const mine = claims;
  mine.set(id, 'claimed');
  try {
    await handler();
  } catch (error) {
    mine.delete(id);
    throw error;
  }
  mine.set(id, 'done');
  return 'handled';
}

/** Whether a page of another origin asks. */
export function isForeign(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && new URL(origin).host !== host;
}
