import { newId } from '../../shared/new-id.ts';
import { isWebPage } from '../../shared/web-page.ts';
import type { Kept, Touched } from '../../state/kept.ts';
import { type Clock, iso } from '../clock.ts';
import { attemptDelivery } from './attempt.ts';
import type { Delivery, DeliveryAttempt } from './delivery.ts';
import { DeliveryLog, type Job } from './delivery-log.ts';
import type { WebhookEndpoint } from './endpoint.ts';
import { Endpoints } from './endpoints.ts';
import { type EmulatorEvent, eventName, isAnalytics } from './event.ts';

/** How {@link Webhooks} behave. All of it is a choice: the real policy is not documented (docs/protocol.md §4.5). */
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

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1;

/**
 * Signs events and delivers them to every endpoint that wants them. An endpoint gets one request at a time, in
 * the order of the events; one that is being retried does not hold up those behind it.
 */
export class Webhooks {
  readonly #endpoints: Endpoints;
  readonly #lanes = new Map<string, Job[]>();
  readonly #held = new Map<string, Job[]>();
  /** Whatever is in a lane or held. */
  readonly #queued = new Set<Job>();
  readonly #waiting = new Map<Job, { readonly timer: NodeJS.Timeout; readonly due: number }>();
  readonly #observers = new Set<(delivery: Delivery) => void>();
  readonly #clock: Clock;
  readonly #settings: WebhooksSettings;
  readonly #jobs: DeliveryLog;
  readonly #drives = new Set<Promise<void>>();
  #stop = new AbortController();
  #closed = false;

  constructor(clock: Clock, settings: WebhooksSettings, touched: Touched) {
    this.#clock = clock;
    this.#settings = settings;
    this.#endpoints = new Endpoints(touched);
    this.#jobs = new DeliveryLog(settings.keep, touched);
  }

  get endpoints(): readonly WebhookEndpoint[] {
    return this.#endpoints.all();
  }

  /** The endpoints and the deliveries, as they can be written down. */
  get kept(): { readonly webhooks: Kept; readonly deliveries: Kept } {
    return { webhooks: this.#endpoints.kept, deliveries: this.#jobs.kept };
  }

  /** How many deliveries are remembered. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Oldest first. */
  get deliveries(): readonly Delivery[] {
    return Array.from(this.#jobs.all(), ({ delivery }) => delivery);
  }

  /** @param temporary - It ends with this emulator, though its state is kept. */
  add(endpoint: Omit<WebhookEndpoint, 'id' | 'paused'>, temporary = false): WebhookEndpoint {
    return this.#endpoints.add(endpoint, temporary);
  }

  /** Signs with another secret from now on, retries of earlier events too. */
  rotate(id: string, secret: string): WebhookEndpoint | undefined {
    return this.#endpoints.change(id, { secret });
  }

  /** Keeps a webhook endpoint's events back, or lets them go in the order they happened. */
  pause(id: string, paused: boolean): WebhookEndpoint | undefined {
    const changed = this.#endpoints.change(id, { paused });
    if (changed && !paused) {
      const held = this.#held.get(id) ?? [];
      this.#held.delete(id);
      this.#unqueue(held);
      for (const job of held) this.#enqueue(job);
    }
    return changed;
  }

  remove(id: string): boolean {
    const removed = this.#endpoints.remove(id);
    this.#unqueue(this.#held.get(id) ?? []);
    this.#held.delete(id);
    const lane = this.#lanes.get(id);
    // What is being sent right now is left to end; nothing behind it is started.
    this.#unqueue(lane?.splice(1) ?? []);
    for (const job of this.#jobs.all()) {
      if (job.delivery.endpointId !== id || job.delivery.status !== 'pending' || job === lane?.[0]) continue;
      this.#cancel(job);
      this.#settle(job, 'failed');
    }
    return removed;
  }

  /** Whether anybody would get an event of this name; analytics events go only to those who name them. */
  wanted(name: string, analytics: boolean): boolean {
    return this.#endpoints.wanted(name, analytics);
  }

  emit(event: EmulatorEvent): void {
    const name = eventName(event);
    const body = JSON.stringify(event);
    for (const { id: endpointId, url, secret } of this.#endpoints.wanting(name, isAnalytics(event))) {
      const delivery = {
        id: newId(),
        endpointId,
        subscriptionId: endpointId,
        url,
        type: name,
        event,
        body,
        attempts: [],
        status: 'pending' as const,
        nextAttemptAt: iso(this.#clock.now()),
      };
      const job = { delivery, secret, tries: 0 };
      this.#jobs.save(job);
      this.#enqueue(job);
    }
    this.#jobs.forget();
  }

  /** Sends a delivery once more, with the same bytes, whatever became of it. */
  redeliver(id: string): Delivery | undefined {
    const job = this.#jobs.get(id);
    if (!job) return undefined;
    this.#cancel(job);
    job.tries = 0;
    job.delivery.status = 'pending';
    job.delivery.nextAttemptAt = iso(this.#clock.now());
    this.#jobs.save(job);
    this.#enqueue(job);
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

  /** Goes on with what had not arrived when an earlier emulator with this state was stopped. */
  resume(): void {
    const now = this.#clock.now();
    for (const job of this.#jobs.all()) {
      const { status, nextAttemptAt, endpointId } = job.delivery;
      if (status !== 'pending') continue;
      if (!this.#endpoints.get(endpointId)) {
        this.#settle(job, 'failed');
        continue;
      }
      const due = nextAttemptAt === null ? now : Date.parse(nextAttemptAt);
      if (due > now) this.#wait(job, due);
      else this.#enqueue(job);
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

  /** Ends every delivery that is on its way, and begins no other. */
  close(): void {
    this.#closed = true;
    this.#stopAll();
  }

  #stopAll(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    for (const job of this.#waiting.keys()) this.#cancel(job);
    this.#lanes.clear();
    this.#held.clear();
    this.#queued.clear();
  }

  /** Forgets every delivery. Endpoints stay. */
  reset(): void {
    this.#stopAll();
    this.#jobs.reset();
  }

  #enqueue(job: Job): void {
    if (this.#closed || this.#queued.has(job)) return;
    this.#queued.add(job);
    const { endpointId } = job.delivery;
    const lane = this.#lanes.get(endpointId);
    if (lane) {
      lane.push(job);
      return;
    }
    if (this.#endpoints.get(endpointId)?.paused) {
      this.#hold(endpointId, [job]);
      return;
    }
    const started = [job];
    this.#lanes.set(endpointId, started);
    const drive = this.#drive(started, endpointId, this.#stop.signal);
    this.#drives.add(drive);
    void drive.then(() => this.#drives.delete(drive));
  }

  #hold(endpointId: string, jobs: readonly Job[]): void {
    const held = this.#held.get(endpointId) ?? [];
    for (const job of jobs) held.push(job);
    this.#held.set(endpointId, held);
  }

  #unqueue(jobs: readonly Job[]): void {
    for (const job of jobs) this.#queued.delete(job);
  }

  async #drive(lane: Job[], id: string, stopped: AbortSignal): Promise<void> {
    for (let job = lane[0]; job && !stopped.aborted; job = lane[0]) {
      if (this.#endpoints.get(id)?.paused) {
        this.#hold(id, lane.splice(0));
        break;
      }
      const attempt = await attemptDelivery(job.delivery, {
        secret: this.#endpoints.get(id)?.secret ?? job.secret,
        at: iso(this.#clock.now()),
        timeout: this.#settings.attemptTimeout,
        stopped,
      });
      if (stopped.aborted) return;
      lane.shift();
      this.#queued.delete(job);
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
    else if (delay === undefined || !this.#endpoints.get(delivery.endpointId)) this.#settle(job, 'failed');
    else this.#postpone(job, delay);
  }

  #postpone(job: Job, delay: number): void {
    const due = this.#clock.now() + delay;
    job.delivery.nextAttemptAt = iso(due);
    this.#jobs.save(job);
    this.#wait(job, due);
  }

  #wait(job: Job, due: number): void {
    const timer = setTimeout(
      () => {
        this.#waiting.delete(job);
        if (due > this.#clock.now()) this.#wait(job, due);
        else this.#enqueue(job);
      },
      Math.min(Math.max(due - this.#clock.now(), 0), LONGEST),
    );
    // A retry far away is no reason to keep a finished program alive.
    timer.unref();
    this.#waiting.set(job, { timer, due });
  }

  #settle(job: Job, status: 'delivered' | 'failed'): void {
    job.delivery.status = status;
    job.delivery.nextAttemptAt = null;
    this.#jobs.save(job);
    for (const observer of this.#observers) observer(job.delivery);
  }

  #cancel(job: Job): void {
    clearTimeout(this.#waiting.get(job)?.timer);
    this.#waiting.delete(job);
  }
}

/** How much of a refusal's body the log shows, in characters. */
const LOGGED = 300;

function describe({ type, url, attempts }: Delivery, { status, error, durationMs, response }: DeliveryAttempt): string {
  const count = attempts.length > 1 ? ` (attempt ${attempts.length})` : '';
  const said = saidBy(status, response);
  return `webhook ${type} -> ${url} ${status ?? error} ${durationMs} ms${count}${said === '' ? '' : `: ${said}`}`;
}

/** What is worth reading of an answer. */
function saidBy(status: number | null, response: string): string {
  if (isWebPage('', response)) return 'a web page, so there is no webhook endpoint at this address';
  if (status === null || (status >= 200 && status < 300)) return '';
  return response.slice(0, LOGGED).replace(/\s+/g, ' ').trim();
}
