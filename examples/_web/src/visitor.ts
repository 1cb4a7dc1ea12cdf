/** What a step says when it does not get what it needs. */
export class StepFailed extends Error {}

/** Somebody with a browser of their own, as far as HTTP is concerned: one origin, and a cookie. */
export class Visitor {
  readonly #origin: string;
  readonly #deadline: AbortSignal;
  #cookie = '';

  /** @param deadline - Ends every request of the flow, however far it has come. */
  constructor(origin: string, deadline: AbortSignal) {
    this.#origin = origin;
    this.#deadline = deadline;
  }

  /** Asks for JSON, as the page does. */
  async ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.send(method, path, body);
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer as Answer;
    const { error = response.statusText } = (answer ?? {}) as { error?: string };
    throw new StepFailed(`${method} ${path} answered ${response.status}: ${error}`);
  }

  /** Sends a request and gives whatever comes back; redirects are not followed. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const signal = AbortSignal.any([this.#deadline, AbortSignal.timeout(10_000)]);
    const sent: Record<string, string> = { ...headers, ...(this.#cookie && { Cookie: this.#cookie }) };
    if (body !== undefined) sent['Content-Type'] = 'application/json';
    const init = { method, headers: sent, signal, redirect: 'manual' } as const;
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(new URL(path, this.#origin), { ...init, ...payload }).catch((error: unknown) => {
      const reason = signal.aborted ? 'in time' : `(${error instanceof Error ? String(error.cause ?? error) : error})`;
      throw new StepFailed(`${method} ${path} at ${this.#origin} was not answered ${reason}.`);
    });
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? '';
    return response;
  }

  /** Opens the stream of webhooks that the page listens to. */
  async listen(path: string): Promise<FeedReader> {
    const response = await fetch(new URL(path, this.#origin), {
      headers: { Cookie: this.#cookie },
      signal: this.#deadline,
    });
    if (!response.ok || !response.body) throw new StepFailed(`GET ${path} answered ${response.status}.`);
    return new FeedReader(response.body);
  }
}

/** A webhook as the app's stream tells of it. */
export interface SeenWebhook {
  readonly type: string;
  readonly summary: string;
  readonly event: { readonly id: string; readonly data: { readonly invitationId?: string } };
}

/** Reads server-sent events as they come. */
export class FeedReader {
  readonly seen: SeenWebhook[] = [];
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = '';

  constructor(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The first webhook that fits, seen already or still to come. */
  async find(fits: (webhook: SeenWebhook) => boolean, timeoutMs: number): Promise<SeenWebhook | undefined> {
    const timeout = setTimeout(() => void this.close(), timeoutMs);
    try {
      let found = this.seen.find(fits);
      while (!found && (await this.#more())) found = this.seen.find(fits);
      return found;
    } finally {
      clearTimeout(timeout);
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) return false;
    const messages = (this.#rest + value).split('\n\n');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) {
      const data = message.split('\n').find((line) => line.startsWith('data: '));
      if (data) this.seen.push(JSON.parse(data.slice('data: '.length)) as SeenWebhook);
    }
    return true;
  }
}
