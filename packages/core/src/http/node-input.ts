import { pathnameOf, queryOf } from './address.ts';
import type { BodySource, HandlerInput } from './handler.ts';
import type { InputOptions } from './input-options.ts';
import { type NodeRequest, nodeBody } from './node-body.ts';
import { type NodeResponse, nodeHeader, nodeSignal } from './node-exchange.ts';

/** The part of a request that {@link nodeInput} needs. Any `http.IncomingMessage` fits. */
export interface NodeIncoming extends NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

/** The options of {@link nodeInput}. */
export interface NodeInputOptions<Req> extends InputOptions<Req> {
  /** The host that the browser requested, if the framework knows which proxies to trust. Default: the `Host` header. */
  readonly host?: (() => string | undefined) | undefined;
}

/**
 * Converts a Node request to the input of both handlers, for any framework on `node:http`.
 *
 * @param req - The request, with the results of parsers on it.
 * @param res - The response to it, for `signal`.
 * @param options - The framework's own request, the path below the mount point, and what is special about this
 *   framework.
 * @example
 * const input = nodeInput(req, res, { request: req, fix: 'Give the request to Vortex before anything reads it.' });
 * nodeReply(res, await receiveWebhook(input, { onEvent: (event) => console.log(event.type) }));
 */
export function nodeInput<Req>(
  req: NodeIncoming,
  res: NodeResponse,
  options: NodeInputOptions<Req>,
): HandlerInput<Req> {
  return new NodeInput(req, res, options);
}

/** A class: a getter in an object literal gives every request a shape of its own, which outlives it. */
class NodeInput<Req> implements HandlerInput<Req> {
  readonly #req: NodeIncoming;
  readonly #res: NodeResponse;
  readonly #options: NodeInputOptions<Req>;

  constructor(req: NodeIncoming, res: NodeResponse, options: NodeInputOptions<Req>) {
    this.#req = req;
    this.#res = res;
    this.#options = options;
  }

  get request(): Req {
    return this.#options.request;
  }

  get path(): string | undefined {
    return this.#options.path;
  }

  get pathname(): string {
    return pathnameOf(this.#req.url ?? '/');
  }

  get method(): string {
    return this.#req.method ?? 'GET';
  }

  get query(): string {
    return queryOf(this.#req.url ?? '');
  }

  get body(): BodySource {
    return this.#options.body ?? nodeBody(this.#req, this.#options.fix);
  }

  get signal(): AbortSignal {
    return nodeSignal(this.#res);
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

  readonly header = (name: string): string | undefined =>
    name === 'host' && this.#options.host ? this.#options.host() : nodeHeader(this.#req, name);
}
