import { VortexError } from '../errors.ts';
import { invitationsPath } from './path.ts';
import { invitationsReply } from './replies.ts';
import type { Requester } from './requester.ts';
import type { RequestOptions } from './types/options.ts';

/** What {@link Vortex.ping} found. */
export interface PingResult {
  /** Whether the API answered and took the key. */
  readonly ok: boolean;
  /** How long it took, in milliseconds. */
  readonly latencyMs: number;
  /** What is wrong, when `ok` is false: its `code` and `message` say what to change. */
  readonly error?: VortexError;
}

/** Looks for an address that no one has: the cheapest call that needs the key and changes nothing. */
export async function ping(send: Requester, options?: RequestOptions): Promise<PingResult> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    const query = { targetType: 'internal', targetValue: 'vortex-ping' };
    invitationsReply(await send({ method: 'GET', path: invitationsPath``, query }, options));
    return { ok: true, latencyMs: latencyMs() };
  } catch (error) {
    if (error instanceof VortexError) return { ok: false, latencyMs: latencyMs(), error };
    throw error;
  }
}
