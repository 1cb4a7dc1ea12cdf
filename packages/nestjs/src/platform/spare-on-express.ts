import type { IncomingHttpHeaders } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { rawBodyMethod } from './raw-body.ts';
import { watchRoutes, wrapMethod } from './watch-routes.ts';

interface ExpressApp {
  use(middleware: Middleware): unknown;
  /** Express 4's. */
  readonly _router?: { readonly stack?: ExpressLayer[] };
  readonly router?: { readonly stack?: ExpressLayer[] };
}

interface ExpressLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean | undefined>> };
  match(path: string): boolean;
}

interface ExpressRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  body?: unknown;
}

type Middleware = (req: ExpressRequest, res: unknown, next: () => void) => unknown;

/** Parsers of Express leave a request alone that has neither. */
const LENGTHS = ['content-length', 'transfer-encoding'] as const;

/** Express 4 begins its own stack with two layers that make the request Express'. */
const OWN_LAYERS_OF_4 = 2;

/**
 * On Express: requests for our routes pass all parsers as if they had no body, however parsers and handlers are wrapped, and
 * have their headers back when the route is reached. To be called before routes are registered.
 */
export function spareBodiesOnExpress(adapter: AbstractHttpAdapter, spared: Set<object>): void {
  const routes = new ExpressRoutes();
  const hidden: WeakMap<ExpressRequest, Pick<IncomingHttpHeaders, (typeof LENGTHS)[number]>> = new WeakMap();
  const stack = putFirst(adapter.getInstance<ExpressApp>(), (req, res, next) => {
    if (routes.oursAnswers(stack ?? [], req, res)) {
      const { headers } = req;
      hidden.set(req, {
        'content-length': headers['content-length'],
        'transfer-encoding': headers['transfer-encoding'],
      });
      for (const name of LENGTHS) headers[name] = undefined;
    }
    next();
  });
  if (!stack) return;

  const restore: Middleware = (req, _res, next) => {
    const lengths = hidden.get(req);
    for (const name of LENGTHS) if (lengths?.[name] !== undefined) req.headers[name] = lengths[name];
    // Express 4's parsers leave an empty object where they find no body: that is nobody's body.
    if (lengths && isEmptyObject(req.body)) req.body = undefined;
    hidden.delete(req);
    next();
  };
  const filters = versionFilters(adapter);
  watchRoutes(adapter, ({ handler, register }) => {
    const method = rawBodyMethod(handler);
    const before = stack.length;
    const result = method ? register(restore) : register();
    for (const layer of stack.slice(before)) {
      routes.add(layer, method !== undefined, filters.get(handler));
      if (method) spared.add(method);
    }
    return result;
  });
}

/** Puts a middleware before those that the app already has, and returns the stack, if the app lets it be seen. */
function putFirst(app: ExpressApp, middleware: Middleware): ExpressLayer[] | undefined {
  app.use(middleware);
  // In this order: on Express 4, `router` is a getter that throws.
  const stack = app._router?.stack ?? app.router?.stack;
  const layer = stack?.pop();
  if (layer) stack?.splice(app._router ? OWN_LAYERS_OF_4 : 0, 0, layer);
  return stack;
}

/** By the handler that Nest's version filter has made: the same filter around a handler that only says it was reached. */
function versionFilters(adapter: AbstractHttpAdapter): WeakMap<object, Middleware> {
  const filters: WeakMap<object, Middleware> = new WeakMap();
  wrapMethod(adapter, 'applyVersionFilter', (original) => (handler, ...version) => {
    const filtered = original(handler, ...version) as object;
    filters.set(filtered, original(() => true, ...version) as Middleware);
    return filtered;
  });
  return filters;
}

/** The routes that Nest has registered, by their layers: agents replace what a layer calls, not the layer. */
class ExpressRoutes {
  readonly #ours: ExpressLayer[] = [];
  readonly #filters: Map<ExpressLayer, Middleware> = new Map();

  add(layer: ExpressLayer, isOurs: boolean, filter: Middleware | undefined): void {
    if (isOurs) this.#ours.push(layer);
    if (filter) this.#filters.set(layer, filter);
  }

  /** Whether the route that answers is one of ours: the first that matches, as Express decides. */
  oursAnswers(stack: readonly ExpressLayer[], req: ExpressRequest, res: unknown): boolean {
    const answers = (layer: ExpressLayer): boolean => this.#answers(layer, req, res);
    // Most requests are for none of ours: all the others are tried only where one of ours fits.
    if (!this.#ours.some(answers)) return false;
    const first = stack.find(answers);
    return first !== undefined && this.#ours.includes(first);
  }

  #answers(layer: ExpressLayer, req: ExpressRequest, res: unknown): boolean {
    const { methods } = layer.route ?? {};
    if (!methods?.[req.method.toLowerCase()] && !methods?._all) return false;
    if (!matches(layer, req.path)) return false;
    const filter = this.#filters.get(layer);
    return !filter || filter(req, res, () => undefined) === true;
  }
}

/** A path that does not decode is Express' to refuse. */
function matches(layer: ExpressLayer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
