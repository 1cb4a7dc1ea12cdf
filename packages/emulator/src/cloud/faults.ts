/** Something that goes wrong on purpose, so that a client's retries can be tested. */
export interface Fault {
  /** Only requests with this method. Default: any. */
  readonly method?: string;
  /** Only requests whose path contains this text or fits this expression. Default: any of the server API. */
  readonly path?: string | RegExp;
  /** How many requests it hits. Default 1. */
  readonly times?: number;
  /** Milliseconds to wait before anything else happens. */
  readonly delay?: number;
  /** Answer with this status instead of doing the work. */
  readonly status?: number;
  /** Headers of that answer, such as `{ 'retry-after': '1' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of that answer. Default: a JSON error that names the fault. */
  readonly body?: string;
  /**
   * Drop the connection: `before` the work is done, or `after` it, so that it was done and nobody heard of it.
   */
  readonly drop?: 'before' | 'after';
}

/** The faults that wait for their requests, oldest first. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** The fault that hits this request, used up by one. */
  take(method: string, path: string): Fault | undefined {
    const entry = this.#waiting.find(({ fault }) => hits(fault, method, path));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry.fault;
  }

  reset(): void {
    this.#waiting = [];
  }
}

function hits(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? path.includes(fault.path) : path.search(fault.path) >= 0;
}
