import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Faults } from '../cloud/faults.ts';
import type { Idempotency } from '../cloud/idempotency.ts';
import type { RequestLog } from '../cloud/request-log.ts';
import type { Changes } from '../shared/changes.ts';
import { type Admin, adminRoutes } from './admin/routes.ts';
import { ApiError, refusalOf } from './api-error.ts';
import { shareWithComponents } from './client-api/origins.ts';
import { clientApi } from './client-api/routes.ts';
import { componentRoute } from './component/route.ts';
import { guard } from './guard.ts';
import { limitBody } from './json-body.ts';
import { observeRequests } from './observe-requests.ts';
import { linkRoutes } from './pages/links/routes.tsx';
import { respondProblem } from './pages/respond-problem.tsx';
import { pageRoutes } from './pages/routes.tsx';
import { requireKey } from './require-key.ts';
import { serverApi } from './server-api/routes.ts';

/** What the app is made of, beside the Cloud itself. */
export interface AppParts extends Admin {
  readonly idempotency: Idempotency;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly allowedHosts: readonly string[];
  readonly clientOrigin: (origin: string) => boolean;
  readonly changes: Changes;
  readonly log: (line: string) => void;
}

type Env = { Bindings: HttpBindings };

/** The whole HTTP face of one emulator. */
export function createApp(parts: AppParts): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => {
    const refusal = refusalOf(error);
    // The rest of the body is still on its way: nothing else can come over this connection.
    if (refusal?.status === 413) c.header('connection', 'close');
    if (refusal) return respondProblem(c, parts.cloud, refusal);
    parts.log(`internal error at ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`);
    const message = `This is a bug in the emulator: ${error.message}. Please report it.`;
    return respondProblem(c, parts.cloud, new ApiError(500, 'internal_error', message));
  });
  app.notFound((c) => {
    const message = `Cannot ${c.req.method} ${c.req.path}. The server API is below /api/v1/invitations; the base URL of an SDK is this emulator's address without a path.`;
    return respondProblem(c, parts.cloud, new ApiError(404, 'route_not_found', message));
  });
  app.use(guard(parts));
  app.use(shareWithComponents(parts.clientOrigin));
  app.use('/api/*', observeRequests(parts));
  app.use('/api/*', injectFaults(parts));
  app.use(limitBody());
  app.use('/api/*', clientApi(parts.cloud, parts.idempotency));
  app.use('/api/*', requireKey(parts.cloud.keys));
  app.route('/api/v1/invitations', serverApi(parts.cloud, parts.idempotency));
  app.route('/', componentRoute());
  app.route('/__emulator', adminRoutes(parts));
  app.route('/', linkRoutes(parts.cloud));
  app.route('/', pageRoutes(parts));
  return app;
}

function injectFaults({ faults }: AppParts): MiddlewareHandler<Env> {
  return async (c, next) => {
    const fault = faults.take(c.req.method, c.req.path);
    if (!fault) return next();
    if (fault.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay));
    if (fault.drop === 'after') await next();
    if (fault.drop) {
      c.env.incoming.socket.destroy();
      c.res = RESPONSE_ALREADY_SENT;
      return undefined;
    }
    if (fault.status === undefined) return next();
    const body =
      fault.body ??
      JSON.stringify({ statusCode: fault.status, message: 'A fault added by addFault().', code: 'fault' });
    return new Response(body, {
      status: fault.status,
      headers: { 'content-type': 'application/json', ...fault.headers },
    });
  };
}
