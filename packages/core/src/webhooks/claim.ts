import { VortexError } from '../errors.ts';
import { attempt } from '../shared/attempt.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { foundNothing } from '../shared/found-nothing.ts';
import { isReplayStore, type VortexWebhookOptions } from './options.ts';
import type { EventStore, ReplayClaim, ReplayStore } from './replay-store.ts';

/** An event that is ours to handle, under each of its names in the store. */
export interface EventClaim {
  readonly store: EventStore;
  readonly held: readonly { readonly key: string; readonly token: string }[];
  /** In milliseconds since 1970. */
  readonly leaseEnds: number;
}

/** What came of claiming an event. */
export type ClaimOutcome =
  | { readonly state: 'claimed'; readonly claim: EventClaim | undefined }
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  | { readonly state: 'done' };

/** An option that is a function of the request. */
export type LookUp<Req, Name extends 'secret' | 'replayStore' | 'replayScope'> = Extract<
  VortexWebhookOptions<Req>[Name],
  (request: Req) => unknown
>;

/**
 * The store that the app looks up for a request.
 *
 * @throws {VortexError} `store_unavailable` when the look-up fails, `lookup_found_nothing` when it finds none.
 */
export async function storeFor<Req>(replayStore: LookUp<Req, 'replayStore'>, request: Req): Promise<ReplayStore> {
  let found: unknown;
  try {
    found = await replayStore(request);
  } catch (cause) {
    unavailable(cause);
  }
  if (isReplayStore(found)) return found;
  throw foundNothing('The function replayStore returned no replay store');
}

/**
 * Claims an event under all of its names, one after the other; what was claimed is given back unless all could be. Where
 * it is done under one name, it is marked as done under the others, so that it stays so when that name's secret is gone.
 *
 * @throws {VortexError} `store_unavailable`, also for a store that answers with anything but a claim.
 */
export function claimEvent(
  store: EventStore | undefined,
  keys: readonly string[],
  periods: Periods,
): ClaimOutcome | Promise<ClaimOutcome> {
  if (!store) return { state: 'claimed', claim: undefined };
  const [key = ''] = keys;
  return keys.length > 1 ? claimAll(store, keys, periods) : claimOne(store, key, periods);
}

interface Periods {
  readonly leaseMs: number;
  readonly retainMs: number;
}

/** At once, where the store answers at once: the default one does, and waiting for it would cost more than it does. */
function claimOne(store: EventStore, key: string, { leaseMs }: Periods): ClaimOutcome | Promise<ClaimOutcome> {
  const leaseEnds = Date.now() + leaseMs;
  const outcomeOf = (claim: unknown): ClaimOutcome => {
    if (!isClaim(claim)) throw wrongAnswer(claim);
    if (claim.state !== 'claimed') return claim;
    return { state: 'claimed', claim: { store, held: [{ key, token: claim.token }], leaseEnds } };
  };
  return attempt(() => store.claim(key, { leaseMs }), outcomeOf, unavailable);
}

async function claimAll(store: EventStore, keys: readonly string[], periods: Periods): Promise<ClaimOutcome> {
  const { leaseMs, retainMs } = periods;
  const leaseEnds = Date.now() + leaseMs;
  const held: EventClaim['held'][number][] = [];
  let done = false;
  try {
    for (const key of keys) {
      const outcome = await claimOne(store, key, periods);
      if (outcome.state === 'busy') {
        await Promise.all(held.map((one) => store.release(one.key, one.token)));
        return outcome;
      }
      if (outcome.state === 'done') done = true;
      else held.push(...(outcome.claim?.held ?? []));
    }
    if (!done) return { state: 'claimed', claim: { store, held, leaseEnds } };
    await Promise.all(held.map((one) => store.complete(one.key, one.token, { retainMs })));
    return { state: 'done' };
  } catch (cause) {
    // What is held ends with its lease; nobody waits for a store that can't be reached.
    for (const { key, token } of held) (async () => store.release(key, token))().catch(() => {});
    throw cause instanceof VortexError ? cause : unavailable(cause);
  }
}

/** Whether a store answered as {@link ReplayClaim} says. What did not must not count as done: the event would be lost. */
function isClaim(answer: unknown): answer is ReplayClaim {
  if (!isRecord(answer)) return false;
  const { state, token, retryAfterMs } = answer;
  if (state === 'claimed') return typeof token === 'string';
  return state === 'busy' ? Number.isFinite(retryAfterMs) : state === 'done';
}

function wrongAnswer(answer: unknown): VortexError {
  const kind = answer === null || Array.isArray(answer) ? (answer ? 'array' : 'null') : typeof answer;
  return new VortexError(
    'store_unavailable',
    `The replay store's claim returned ${kind === 'object' ? 'an unexpected object' : `a value of type ${kind}`}; ` +
      "expected { state: 'claimed', token }, { state: 'busy', retryAfterMs } or { state: 'done' }.",
  );
}

function unavailable(cause: unknown): never {
  throw new VortexError('store_unavailable', "The replay store can't be reached; send the event again.", { cause });
}
