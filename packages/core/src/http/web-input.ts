import { queryOf } from './address.ts';
import type { FetchRequest } from './fetch-request.ts';
import type { BodySource, HandlerInput, HandlerReply } from './handler.ts';
import type { InputOptions } from './input-options.ts';
import { nodeSignal } from './node-exchange.ts';
import { nodeOf } from './srvx.ts';
import { webBody } from './web-body.ts';

/**
 * Converts a Fetch `Request` to the input of both handlers, for any framework with the Fetch API.
 *
 * @param request - Not read yet.
 * @param options - The framework's own request or event, the path below the mount point, and what is special about this
 *   framework.
 * @example
 * const input = webInput(request, { request, fix: 'Call the Vortex handler before the body is read.' });
 * const response = webReply(await receiveWebhook(input, { onEvent: (event) => console.log(event.type) }));
 */
export function webInput<Req>(request: FetchRequest, options: InputOptions<Req>): HandlerInput<Req> {
  return new WebInput(request, options);
}

/** A class: a getter in an object literal gives every request a shape of its own, which outlives it. */
class WebInput<Req> implements HandlerInput<Req> {
  readonly #fetched: FetchRequest;
  readonly #options: InputOptions<Req>;

  constructor(request: FetchRequest, options: InputOptions<Req>) {
    this.#fetched = request;
    this.#options = options;
  }

  get request(): Req {
    return this.#options.request;
  }

  get path(): string | undefined {
    return this.#options.path;
  }

  get pathname(): string {
    return new URL(this.#fetched.url).pathname;
  }

  get method(): string {
    return this.#fetched.method;
  }

  get query(): string {
    return queryOf(this.#fetched.url);
  }

  get body(): BodySource {
    return this.#options.body ?? webBody(this.#fetched, this.#options.fix);
  }

  // srvx 0.8 aborts its own as soon as a body has been read. Deno aborts it after every answer, and warns any code that
  // looks at it.
  get signal(): AbortSignal | undefined {
    const res = nodeOf(this.#fetched)?.res;
    return res ? nodeSignal(res) : 'Deno' in globalThis ? undefined : this.#fetched.signal;
  }

  get variable(): HandlerInput['variable'] {
    return this.#options.variable;
  }

  get logger(): HandlerInput['logger'] {
    return this.#options.logger?.();
  }

  get waitUntil(): HandlerInput['waitUntil'] {
    return this.#options.waitUntil;
  }

  get isControlFlow(): HandlerInput['isControlFlow'] {
    return this.#options.isControlFlow;
  }

  readonly header = (name: string): string | undefined => this.#fetched.headers.get(name) ?? undefined;
}

/**
 * Converts a handler's reply to a Fetch `Response`.
 *
 * @param reply - The result of `receiveWebhook` or `handleRoute`.
 * @example
 * const response = webReply(await handleRoute(input, options));
 */
export function webReply({ status, headers, body }: HandlerReply): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
