/**
 * Handles each event once on Workers: a replay store in Durable Objects, shared by all machines that a Worker runs on.
 *
 * @module
 */
import { VortexError } from './errors.ts';
import type { ReplayStep } from './webhooks/replay-object.ts';
import type { ReplayClaim, ReplayStore } from './webhooks/replay-store.ts';

export { type DurableObjectStateLike, VortexReplayStore } from './webhooks/replay-object.ts';
export type { ReplayClaim, ReplayStore } from './webhooks/replay-store.ts';

/** The part of a Durable Object namespace (the binding of the class) that is used. */
export interface DurableObjectNamespaceLike {
  idFromName(name: string): unknown;
  get(id: unknown): {
    fetch(
      url: string,
      init: { method: string; body: string },
    ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;
  };
}

/**
 * A replay store in Durable Objects. Each event has its own object, so no object is a bottleneck, and nothing remains
 * of an event that is forgotten. Leases follow the object's own clock.
 *
 * @param namespace - The binding of {@link VortexReplayStore}.
 * @returns A store whose steps reject with `store_unavailable` if the object gives an unexpected response.
 * @example
 * app.all('/webhooks/vortex', vortexWebhook<AppEnv>({
 *   replayStore: (c) => durableObjectReplayStore(c.env.VORTEX_REPLAY),
 * }));
 */
export function durableObjectReplayStore(namespace: DurableObjectNamespaceLike): ReplayStore {
  const ask = async (key: string, step: ReplayStep): Promise<unknown> => {
    // As JSON, which keeps lone surrogates apart; a name is hashed as UTF-8.
    const id = namespace.idFromName(JSON.stringify(key));
    // A stub that has failed once fails forever.
    const send = () =>
      namespace.get(id).fetch('https://replay.invalid/', { method: 'POST', body: JSON.stringify(step) });
    // Once more where an object was moved or restarted: with the same token, a step that was taken twice was taken once.
    const answer = await send().catch(send);
    if (answer.ok) return answer.json();
    throw new VortexError(
      'store_unavailable',
      `The Durable Object responded with ${answer.status}. Bind the class VortexReplayStore of @vortex/core/durable-object.`,
    );
  };
  return {
    claim: (key, { leaseMs }) =>
      // What is not a claim is refused by who asks.
      ask(key, { step: 'claim', token: crypto.randomUUID(), leaseMs }) as Promise<ReplayClaim>,
    complete: async (key, token, { retainMs }) => (await ask(key, { step: 'complete', token, retainMs })) === true,
    release: async (key, token) => (await ask(key, { step: 'release', token })) === true,
  };
}
