import { type Kept, pairs, type Touched } from '../../state/kept.ts';
import type { Delivery, DeliveryAttempt } from './delivery.ts';

/** The same delivery, to those who may change it. */
type Writable = { -readonly [Name in keyof Delivery]: Delivery[Name] } & { attempts: DeliveryAttempt[] };

/** A delivery, and what it takes to carry it out. */
export interface Job {
  readonly delivery: Writable;
  /** The endpoint's secret when the event happened, for one that has been removed since. */
  readonly secret: string;
  /** Attempts since it was last asked for, which is what the schedule counts. */
  tries: number;
}

/** A job as it is written down: the event is in the body already. */
type KeptJob = Omit<Job, 'delivery'> & { readonly delivery: Omit<Writable, 'event'> };

/** Every delivery that is remembered, oldest first. */
export class DeliveryLog {
  #jobs = new Map<string, Job>();
  readonly #limit: number;
  readonly #touched: Touched;

  /** @param limit - How many are remembered; those that are not settled, and what came after them, in any case. */
  constructor(limit: number, touched: Touched) {
    this.#limit = limit;
    this.#touched = touched;
  }

  get size(): number {
    return this.#jobs.size;
  }

  all(): Iterable<Job> {
    return this.#jobs.values();
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Called after each change of a job, too. */
  save(job: Job): void {
    const { id } = job.delivery;
    this.#jobs.set(id, job);
    this.#touched('deliveries', id);
  }

  /** Lets go of the oldest that are settled and too many. */
  forget(): void {
    for (const [id, { delivery }] of this.#jobs) {
      if (this.#jobs.size <= this.#limit || delivery.status === 'pending') return;
      this.#jobs.delete(id);
      this.#touched('deliveries', id);
    }
  }

  reset(): void {
    this.#jobs = new Map();
  }

  readonly kept: Kept = {
    entries: () => pairs(this.#jobs, written),
    entry: (id) => {
      const job = this.#jobs.get(id);
      return job && written(job);
    },
    restore: (entries) => {
      for (const [id, value] of entries) {
        const { delivery, ...rest } = value as KeptJob;
        this.#jobs.set(id, { ...rest, delivery: { ...delivery, event: JSON.parse(delivery.body) } });
      }
    },
  };
}

function written({ delivery: { event: _, ...delivery }, ...rest }: Job): KeptJob {
  return { ...rest, delivery };
}
