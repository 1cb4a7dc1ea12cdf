import { randomUUID } from 'node:crypto';
import { attemptDelivery } from './attempt.ts';
import { type Clock, iso } from './clock.ts';
import type { Delivery, DeliveryAttempt, Subscription } from './delivery.ts';
import { type EmulatorEvent, eventName } from './event.ts';

/** The same delivery, to those who may change it. */
type Writable = { -readonly [Name in keyof Delivery]: Delivery[Name] } & { attempts: DeliveryAttempt[] };

interface Job {
  readonly delivery: Writable;
  readonly subscription: Subscription;
  /** Attempts since it was last asked for, which is what the schedule counts. */
  tries: number;
}

/** How {@link Webhooks} behave. All of it is a choice: the real policy is not documented (protocol §4.5). */
export interface WebhooksSettings {
  /** Milliseconds to wait before each further attempt; as many retries as there are entries. */
  readonly retryDelays: readonly number[];
  /** Milliseconds until an attempt without an answer counts as failed. */
  readonly attemptTimeout: number;
  /** How many deliveries are remembered; those that are not settled, and what came after them, in any case. */
  readonly keep: number;
  /** Called with one line for each attempt. */
  readonly log: (line: string) => void;
}

/**
 * Signs events and delivers them to every subscription that wants them. A subscription gets one request at a time, in
 * the order of the events; one that is being retried does not hold up those behind it.
 */
export class Webhooks {
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #lanes = new Map<string, Job[]>();
  readonly #held = new Map<string, Job[]>();
  readonly #waiting = new Map<Job, { readonly timer: NodeJS.Timeout; readonly due: number }>();
  readonly #observers = new Set<(delivery: Delivery) => void>();
  readonly #clock: Clock;
  readonly #settings: WebhooksSettings;
  readonly #changed: () => void;
  readonly #drives = new Set<Promise<void>>();
  #jobs = new Map<string, Job>();
  #stop = new AbortController();

  constructor(clock: Clock, settings: WebhooksSettings, changed: () => void) {
    this.#clock = clock;
    this.#settings = settings;
    this.#changed = changed;
  }

  get subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  /** How many deliveries are remembered. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Oldest first. */
  get deliveries(): readonly Delivery[] {
    return [...this.#jobs.values()].map(({ delivery }) => delivery);
  }

  subscribe(subscription: Omit<Subscription, 'id' | 'paused'>): Subscription {
    const added = { ...subscription, id: randomUUID(), paused: false };
    this.#subscriptions.set(added.id, added);
    this.#changed();
    return added;
  }

  /** Signs with another secret from now on, retries of earlier events too. */
  rotate(id: string, secret: string): Subscription | undefined {
    return this.#replace(id, { secret });
  }

  /** Keeps a subscription's events back, or lets them go in the order they happened. */
  pause(id: string, paused: boolean): Subscription | undefined {
    const changed = this.#replace(id, { paused });
    if (changed && !paused) {
      const held = this.#held.get(id) ?? [];
      this.#held.delete(id);
      for (const job of held) this.#enqueue(job);
    }
    return changed;
  }

  #replace(id: string, change: Partial<Subscription>): Subscription | undefined {
    const subscription = this.#subscriptions.get(id);
    if (!subscription) return undefined;
    const changed = { ...subscription, ...change };
    this.#subscriptions.set(id, changed);
    this.#changed();
    return changed;
  }

  unsubscribe(id: string): boolean {
    const removed = this.#subscriptions.delete(id);
    this.#held.delete(id);
    const lane = this.#lanes.get(id);
    // What is being sent right now ends by itself; nothing behind it is begun.
    lane?.splice(1);
    for (const job of this.#jobs.values()) {
      if (job.subscription.id !== id || job.delivery.status !== 'pending' || job === lane?.[0]) continue;
      this.#cancel(job);
      this.#settle(job, 'failed');
    }
    this.#changed();
    return removed;
  }

  /** Whether anybody would get an event of this name; analytics events go only to those who name them. */
  wanted(name: string, analytics: boolean): boolean {
    return this.subscriptions.some((subscription) => wants(subscription, name, analytics));
  }

  emit(event: EmulatorEvent): void {
    const name = eventName(event);
    const body = JSON.stringify(event);
    for (const subscription of this.#subscriptions.values()) {
      if (!wants(subscription, name, !('type' in event))) continue;
      const delivery: Writable = {
        id: randomUUID(),
        subscriptionId: subscription.id,
        url: subscription.url,
        type: name,
        event,
        body,
        attempts: [],
        status: 'pending',
        nextAttemptAt: iso(this.#clock.now()),
      };
      const job = { delivery, subscription, tries: 0 };
      this.#jobs.set(delivery.id, job);
      this.#enqueue(job);
    }
    this.#forget();
    this.#changed();
  }

  /** Sends a delivery once more, with the same bytes, whatever became of it. */
  redeliver(id: string): Delivery | undefined {
    const job = this.#jobs.get(id);
    if (!job) return undefined;
    this.#cancel(job);
    job.tries = 0;
    job.delivery.status = 'pending';
    this.#enqueue(job);
    this.#changed();
    return job.delivery;
  }

  /** Starts the retries whose time has come by the emulator's clock. */
  wake(): void {
    const now = this.#clock.now();
    for (const [job, { due }] of this.#waiting) {
      if (due > now) continue;
      this.#cancel(job);
      this.#enqueue(job);
    }
  }

  /** Calls back whenever a delivery has succeeded or been given up; returns how to stop that. */
  observe(observer: (delivery: Delivery) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** Resolves once no attempt is under way or in line; retries that wait for their time do not count. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#drives);
  }

  /** Forgets every delivery and ends those on their way. Subscriptions stay. */
  reset(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    for (const job of this.#waiting.keys()) this.#cancel(job);
    this.#lanes.clear();
    this.#held.clear();
    this.#jobs = new Map();
    this.#changed();
  }

  #enqueue(job: Job): void {
    if (this.#subscriptions.get(job.subscription.id)?.paused) {
      this.#hold([job]);
      return;
    }
    const lane = this.#lanes.get(job.subscription.id);
    if (lane) {
      if (!lane.includes(job)) lane.push(job);
      return;
    }
    const started = [job];
    this.#lanes.set(job.subscription.id, started);
    const drive = this.#drive(started, job.subscription.id, this.#stop.signal);
    this.#drives.add(drive);
    void drive.then(() => this.#drives.delete(drive));
  }

  #hold(jobs: readonly Job[]): void {
    for (const job of jobs) {
      const held = this.#held.get(job.subscription.id) ?? [];
      if (!held.includes(job)) held.push(job);
      this.#held.set(job.subscription.id, held);
    }
  }

  async #drive(lane: Job[], id: string, stopped: AbortSignal): Promise<void> {
    for (let job = lane[0]; job && !stopped.aborted; job = lane[0]) {
      if (this.#subscriptions.get(id)?.paused) {
        this.#hold(lane.splice(0));
        break;
      }
      const attempt = await attemptDelivery(job.delivery, {
        secret: (this.#subscriptions.get(id) ?? job.subscription).secret,
        at: iso(this.#clock.now()),
        timeout: this.#settings.attemptTimeout,
        stopped,
      });
      if (stopped.aborted) return;
      lane.shift();
      this.#record(job, attempt);
    }
    if (this.#lanes.get(id) === lane) this.#lanes.delete(id);
  }

  #record(job: Job, attempt: DeliveryAttempt): void {
    const { delivery } = job;
    delivery.attempts.push(attempt);
    job.tries += 1;
    const delay = this.#settings.retryDelays[job.tries - 1];
    const ok = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    this.#settings.log(describe(delivery, attempt));
    if (ok) this.#settle(job, 'delivered');
    else if (delay === undefined || !this.#subscriptions.has(job.subscription.id)) this.#settle(job, 'failed');
    else this.#postpone(job, delay);
    this.#changed();
  }

  #postpone(job: Job, delay: number): void {
    const due = this.#clock.now() + delay;
    job.delivery.nextAttemptAt = iso(due);
    const timer = setTimeout(() => {
      this.#waiting.delete(job);
      this.#enqueue(job);
    }, delay);
    // A retry far away is no reason to keep a finished program alive.
    timer.unref();
    this.#waiting.set(job, { timer, due });
  }

  #settle(job: Job, status: 'delivered' | 'failed'): void {
    job.delivery.status = status;
    job.delivery.nextAttemptAt = null;
    for (const observer of this.#observers) observer(job.delivery);
  }

  #cancel(job: Job): void {
    clearTimeout(this.#waiting.get(job)?.timer);
    this.#waiting.delete(job);
  }

  #forget(): void {
    for (const [id, { delivery }] of this.#jobs) {
      if (this.#jobs.size <= this.#settings.keep || delivery.status === 'pending') return;
      this.#jobs.delete(id);
    }
  }
}

function wants({ events }: Subscription, name: string, analytics: boolean): boolean {
  return events === null ? !analytics : events.includes(name) || (analytics && events.includes('analytics'));
}

function describe({ type, url, attempts }: Delivery, { status, error, durationMs }: DeliveryAttempt): string {
  return `webhook ${type} -> ${url} ${status ?? error} ${durationMs} ms${attempts.length > 1 ? ` (attempt ${attempts.length})` : ''}`;
}
