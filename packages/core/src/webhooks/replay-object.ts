/** The part of a Durable Object's state (the first argument of its class) that is used. */
export interface DurableObjectStateLike {
  readonly storage: {
    get(key: string): Promise<unknown>;
    put(key: string, value: unknown): Promise<void>;
    deleteAll(): Promise<void>;
    setAlarm(time: number): Promise<void>;
    deleteAlarm(): Promise<void>;
  };
}

/** What a {@link VortexReplayStore} is asked. The token is made by who asks, so that a question can be sent again. */
export type ReplayStep =
  | { readonly step: 'claim'; readonly token: string; readonly leaseMs: number }
  | { readonly step: 'complete'; readonly token: string; readonly retainMs: number }
  | { readonly step: 'release'; readonly token: string };

interface Held {
  readonly token: string;
  readonly done: boolean;
  readonly until: number;
}

const KEY = 'held';

/**
 * The Durable Object class behind {@link durableObjectReplayStore}: export it from your Worker, and bind it. Each event
 * has its own object, which takes one step at a time wherever the request comes from, and deletes its data when the
 * event is forgotten.
 *
 * @example
 * export { VortexReplayStore } from '@vortex/core/durable-object';
 */
export class VortexReplayStore {
  /** What `wrangler types` knows a Durable Object class by. It does not exist when the program runs. */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #storage: DurableObjectStateLike['storage'];

  /** Called by the platform. */
  constructor(state: DurableObjectStateLike, _env?: unknown) {
    this.#storage = state.storage;
  }

  /** Handles a request from the store, the only one that can reach it. */
  async fetch(request: Request): Promise<Response> {
    return Response.json(await this.#take((await request.json()) as ReplayStep));
  }

  /** Called by the platform when a lease or a retention period ends. */
  async alarm(): Promise<void> {
    const held = await this.#held();
    if (held) await this.#storage.setAlarm(held.until);
    else await this.#storage.deleteAll();
  }

  // While storage is waited for, nothing else gets in: reading and then writing is one step, as long as nothing else is
  // waited for in between.
  async #take(step: ReplayStep): Promise<unknown> {
    const held = await this.#held();
    const now = Date.now();
    const isHolder = held?.token === step.token;
    if (step.step === 'claim') {
      if (held?.done) return { state: 'done' };
      if (held && !isHolder) return { state: 'busy', retryAfterMs: held.until - now };
      if (!held) await this.#hold({ token: step.token, done: false, until: now + step.leaseMs });
      return { state: 'claimed', token: step.token };
    }
    if (!held || !isHolder) return false;
    if (step.step === 'complete') {
      if (!held.done) await this.#hold({ ...held, done: true, until: now + step.retainMs });
      return true;
    }
    if (held.done) return false;
    await Promise.all([this.#storage.deleteAlarm(), this.#storage.deleteAll()]);
    return true;
  }

  async #held(): Promise<Held | undefined> {
    const held = (await this.#storage.get(KEY)) as Held | undefined;
    return held && held.until > Date.now() ? held : undefined;
  }

  async #hold(held: Held): Promise<void> {
    await Promise.all([this.#storage.put(KEY, held), this.#storage.setAlarm(held.until)]);
  }
}
