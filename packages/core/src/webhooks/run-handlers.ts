import { VortexError } from '../errors.ts';
import type { HandlerInput } from '../http/handler.ts';
import { attempt } from '../shared/attempt.ts';
import { isPromise } from '../shared/checks/is-promise.ts';
import type { EventClaim } from './claim.ts';
import type { VortexEvent } from './events.ts';
import { dispatch, type WebhookContext } from './handlers.ts';
import { type VortexWebhookOptions, type WebhookState, webhookState } from './options.ts';
import type { EventStore } from './replay-store.ts';
import { report } from './report.ts';

/** A verified event that is ours to handle. */
export interface ReceivedEvent<Req> {
  readonly input: HandlerInput<Req>;
  readonly options: VortexWebhookOptions<Req>;
  readonly state: WebhookState;
  readonly event: VortexEvent;
  readonly rawBody: Uint8Array;
  readonly receivedAt: Date;
  /** Absent where every delivery is handled. */
  readonly claim: EventClaim | undefined;
}

/**
 * Runs the handlers and settles the claim: complete after success, release after failure, kept after a timeout until
 * the handlers settle or the lease ends.
 *
 * @throws {VortexError} `handler_failed` with the cause, or `handler_timeout`.
 */
export async function runHandlers<Req>(received: ReceivedEvent<Req>): Promise<void> {
  const { options, state, event } = received;
  const context = new HandlerContext(received);
  let work: Promise<unknown> | undefined;
  try {
    const handled = dispatch(event, options, context, () => context.throwIfLate());
    if (isPromise(handled)) {
      work = Promise.resolve(handled);
      await ((await settlesSoon(work)) ? work : inTime(work, context, state.handlerTimeout));
    }
  } catch (cause) {
    const { late } = context;
    if (late && work) {
      keepAlive(received, settleLate(received, work, late));
      throw late;
    }
    await release(received);
    throw handlerFailed(cause, options);
  }
  const completing = complete(received);
  if (isPromise(completing)) await completing;
}

/** Whether handlers wait for nothing outside. A timer for them would cost as much as the rest of a delivery. */
async function settlesSoon(work: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  work.then(settle, settle);
  for (let turn = 0; turn < 10 && !settled; turn++) await undefined;
  return settled;
}

function inTime<Req>(work: Promise<unknown>, context: HandlerContext<Req>, handlerTimeout: number): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new VortexError(
        'handler_timeout',
        `The handlers took longer than handlerTimeout (${handlerTimeout} ms); the event may be delivered again.`,
      );
      reject(error);
      context.abort(error);
    }, handlerTimeout);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

/** What the handlers are told. Its signal is made when one asks for it: a signal costs more than the rest of a delivery. */
class HandlerContext<Req> implements WebhookContext<Req> {
  readonly request: Req;
  readonly header: WebhookContext<Req>['header'];
  readonly receivedAt: Date;
  readonly rawBody: Uint8Array;
  /** Set once the handlers have taken too long. */
  late: VortexError | undefined;
  #controller: AbortController | undefined;

  constructor({ input, receivedAt, rawBody }: ReceivedEvent<Req>) {
    this.request = input.request;
    this.header = input.header;
    this.receivedAt = receivedAt;
    this.rawBody = rawBody;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.late) this.#controller.abort(this.late);
    }
    return this.#controller.signal;
  }

  abort(late: VortexError): void {
    this.late = late;
    this.#controller?.abort(late);
  }

  throwIfLate(): void {
    if (this.late) throw this.late;
  }
}

/** Runs the handlers after the answer; their failure reaches `onError` and nothing else. */
export function inBackground<Req>(received: ReceivedEvent<Req>): void {
  const run = async (): Promise<void> => {
    // A turn of the event loop, so that the answer goes out before a handler's first synchronous stretch.
    await new Promise((resolve) => setTimeout(resolve, 0));
    try {
      await runHandlers(received);
    } catch (error) {
      await reportOf(received, error as VortexError);
    }
  };
  keepAlive(received, run());
}

/**
 * Waits for an endpoint's work that continues after its responses: handlers in the background, and handlers that
 * continued after their timeout, at most until their claim's lease ends. Call it before the process exits.
 *
 * @param options - The same options object that was passed to {@link receiveWebhook}.
 */
export async function drainWebhooks<Req>(options: VortexWebhookOptions<Req>): Promise<void> {
  const { pending } = webhookState(options);
  for (let next = pending.entries().next(); !next.done; next = pending.entries().next()) {
    const [work, until] = next.value;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lost = new Promise((resolve) => {
      timer = setTimeout(resolve, Math.max(0, until - Date.now()));
    });
    await Promise.race([work, lost]);
    clearTimeout(timer);
    pending.delete(work);
  }
}

async function settleLate<Req>(received: ReceivedEvent<Req>, work: Promise<unknown>, reason: unknown): Promise<void> {
  try {
    await work;
  } catch (cause) {
    await release(received);
    // Stopping because it was told to is no further failure.
    if (cause !== reason) await reportOf(received, handlerFailed(cause, received.options));
    return;
  }
  await complete(received);
}

/** `work` must never reject. */
function keepAlive<Req>({ input, options, state, claim }: ReceivedEvent<Req>, work: Promise<void>): void {
  state.pending.set(work, claim?.leaseEnds ?? Date.now() + state.leaseMs);
  void work.then(() => state.pending.delete(work));
  try {
    const waitUntil = options.waitUntil?.(input.request);
    if (waitUntil) waitUntil(work);
    else input.waitUntil?.(work);
  } catch {
    // A platform without an execution context: drainWebhooks is what there is.
  }
}

/** At once, where the store answers at once. */
function complete<Req>(received: ReceivedEvent<Req>): unknown {
  const { retainMs } = received.state;
  const settled = () => settle(received, (store, key, token) => store.complete(key, token, { retainMs }));
  return attempt(settled, (acted) => {
    if (!acted.includes(false)) return undefined;
    const message =
      'The claim ended before the handlers did (its lease ended, or the store lost it); the event may be handled again.';
    return reportOf(received, new VortexError('claim_lost', message));
  });
}

async function release<Req>(received: ReceivedEvent<Req>): Promise<void> {
  await settle(received, (store, key, token) => store.release(key, token));
}

/** The handlers' outcome stands whether or not the store hears of it; its lease ends without it. */
function settle<Req>(
  received: ReceivedEvent<Req>,
  act: (store: EventStore, key: string, token: string) => boolean | Promise<boolean>,
): readonly boolean[] | Promise<readonly boolean[]> {
  const { claim } = received;
  if (!claim) return [];
  const acts = (): readonly boolean[] | Promise<boolean[]> => {
    const acted = claim.held.map(({ key, token }) => act(claim.store, key, token));
    return acted.some(isPromise) ? Promise.all(acted) : (acted as boolean[]);
  };
  return attempt<readonly boolean[], readonly boolean[]>(
    acts,
    (acted) => acted,
    async (cause) => {
      const message = "The replay store can't be reached; the event may be handled again.";
      await reportOf(received, new VortexError('store_unavailable', message, { cause }));
      return [];
    },
  );
}

function handlerFailed(cause: unknown, { background }: { readonly background?: boolean | undefined }): VortexError {
  const then = background ? 'got 200 already and is not' : 'may be';
  return new VortexError('handler_failed', `A webhook handler failed; the event ${then} delivered again.`, { cause });
}

async function reportOf<Req>(
  { options, input, event, rawBody, receivedAt, state }: ReceivedEvent<Req>,
  error: VortexError,
): Promise<void> {
  await report(
    options,
    error,
    { request: input.request, header: input.header, receivedAt, rawBody, event },
    state.refusals,
    options.logger ?? input.logger,
  );
}
