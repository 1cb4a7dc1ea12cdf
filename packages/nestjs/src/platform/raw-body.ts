import type { IncomingHttpHeaders } from 'node:http';
import { SetMetadata } from '@nestjs/common';
import { type AbstractHttpAdapter, Reflector } from '@nestjs/core';

const RAW_BODY = 'vortex:raw-body';
const reflector = new Reflector();

type Method = (...values: never[]) => unknown;

/** Where `@nestjs/platform-fastify` keeps what its `@RouteConfig()` is given: the `config` of the Fastify route. */
const FASTIFY_CONFIG = '__fastify_route_config__';

/** Keeps body parsers away from a route, so that its handler reads the bytes as they came. */
export function takeRawBody(method: Method): void {
  SetMetadata(RAW_BODY, true)(method);
  const config = reflector.get<object | undefined>(FASTIFY_CONFIG, method);
  SetMetadata(FASTIFY_CONFIG, { ...config, [RAW_BODY]: true })(method);
}

/** {@link takeRawBody} as a decorator. */
export const TakesRawBody = (): MethodDecorator => (_target, _key, descriptor) => {
  takeRawBody(descriptor.value as Method);
};

/** Nest copies a method's metadata to the function that it gives to the platform: prefix and version need no guessing. */
function takesRawBody(handler: unknown): boolean {
  return typeof handler === 'function' && reflector.get<boolean | undefined>(RAW_BODY, handler as Method) === true;
}

interface ExpressApp {
  /** Where another app serves this one; empty for an app of its own. */
  path(): string;
  readonly _router?: { readonly stack: readonly ExpressLayer[] };
  readonly router?: { readonly stack?: readonly ExpressLayer[] };
}

interface ExpressLayer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly handle: unknown }[] };
  handle: ExpressHandler;
}

type ExpressHandler = (req: ExpressRequest, res: unknown, next: () => void) => unknown;

interface ExpressRequest {
  readonly baseUrl: string;
  readonly path: string;
}

const PARSERS: readonly string[] = ['jsonParser', 'urlencodedParser', 'textParser', 'rawParser'];

/**
 * On Express: the app's body parsers pass on what is for our routes. To be called when all routes are registered.
 *
 * @returns Whether the app lets its middleware be seen.
 */
export function spareBodiesOnExpress(adapter: AbstractHttpAdapter): boolean {
  const app = adapter.getInstance<ExpressApp>();
  // In this order: on Express 4, `router` is a getter that throws.
  const stack = app._router?.stack ?? app.router?.stack;
  if (!stack) return false;
  const patterns = stack.flatMap(({ route }) =>
    route?.stack.some(({ handle }) => takesRawBody(handle)) ? [toRegExp(route.path)] : [],
  );
  const isOurs = ({ baseUrl, path }: ExpressRequest): boolean => {
    const whole = baseUrl === '' ? path : `${baseUrl}${path}`.slice(app.path().length);
    return patterns.some((pattern) => pattern.test(whole));
  };
  for (const layer of stack) {
    const parse = layer.handle;
    if (!PARSERS.includes(parse.name)) continue;
    layer.handle = (req, res, next) => (isOurs(req) ? next() : parse(req, res, next));
  }
  return true;
}

/** What a route's path may match: at least what Express lets it match. */
function toRegExp(path: string): RegExp {
  const segments = path.split('/').slice(1);
  const source = segments.map((segment) => {
    if (segment.includes('*')) return '(?:/.*)?';
    return /^[\w.~-]*$/.test(segment) ? `/${segment.replaceAll('.', '\\.')}` : '(?:/[^/]*)?';
  });
  return new RegExp(`^${source.join('')}/?$`, 'i');
}

interface FastifyApp {
  addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): unknown;
}

interface FastifyRoute {
  readonly handler: unknown;
  readonly config?: Readonly<Record<string, unknown>>;
  onRequest?: unknown;
  preValidation?: unknown;
}

interface FastifyRequest {
  /** Setting it lays headers over those of the bare request, and `undefined` takes them away again. */
  headers: IncomingHttpHeaders | undefined;
}

/** What Fastify decides by whether to parse. */
const NO_BODY: IncomingHttpHeaders = {
  'content-type': undefined,
  'content-length': undefined,
  'transfer-encoding': undefined,
};

/**
 * On Fastify: our routes are not parsed. To be called before routes are registered. Fastify can't be told so for one
 * route; but it does not parse what has neither type nor length, so these are not there while it looks.
 */
export function spareBodiesOnFastify(adapter: AbstractHttpAdapter): void {
  adapter.getInstance<FastifyApp>().addHook('onRoute', (route) => {
    // Nest 10 leaves the config of `@All()` out, and Nest 12 wraps the handler.
    if (!route.config?.[RAW_BODY] && !takesRawBody(route.handler)) return;
    // Every module of the app adds this hook; once is enough.
    if ([route.onRequest].flat().includes(hideHeaders)) return;
    route.onRequest = [route.onRequest ?? [], hideHeaders].flat();
    route.preValidation = [restoreHeaders, route.preValidation ?? []].flat();
  });
}

function hideHeaders(request: FastifyRequest, _reply: unknown, done: () => void): void {
  request.headers = NO_BODY;
  done();
}

function restoreHeaders(request: FastifyRequest, _reply: unknown, done: () => void): void {
  request.headers = undefined;
  done();
}
