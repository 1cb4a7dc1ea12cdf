/** A deliberate failure, for testing a client's retries. */
export interface Fault {
  /** Affects only requests with this method. Default: any. */
  readonly method?: string;
  /**
   * Affects only requests whose path contains this string or matches this expression. Default: any of the server API.
   */
  readonly path?: string | RegExp;
  /** How many requests it affects. Default: 1. */
  readonly times?: number;
  /** Milliseconds to wait first. */
  readonly delay?: number;
  /** Respond with this status instead of doing the work. */
  readonly status?: number;
  /** Headers of that response, such as `{ 'retry-after': '1' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of that response. Default: a JSON error that names the fault. */
  readonly body?: string;
  /** Drop the connection: `before` the work is done, or `after` it, so that it was done without a response. */
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
