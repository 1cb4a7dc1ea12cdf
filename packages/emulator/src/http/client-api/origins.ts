import type { Context, MiddlewareHandler } from 'hono';
import { EmulatorError } from '../../shared/emulator-error.ts';

const LOOPBACK = /^https?:\/\/([a-z0-9-]+\.)*localhost(:\d+)?$|^https?:\/\/(127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Says whether a page of this origin may use the client API: those on this machine unless a list says otherwise. */
export function originChecker(origins: readonly string[] | undefined): (origin: string) => boolean {
  if (origins === undefined) return (origin) => LOOPBACK.test(origin);
  for (const origin of origins) checkOrigin(origin);
  const allowed = new Set(origins);
  return (origin) => allowed.has('*') || allowed.has(origin);
}

/** An address with a path, or a slash at its end, would never be the origin that a browser sends. */
function checkOrigin(origin: string): void {
  if (origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)) return;
  throw new EmulatorError(
    'invalid_option',
    `A client origin must be a scheme, a host and perhaps a port, such as http://app.test:3000, or '*' for any; it is ${JSON.stringify(origin)}.`,
  );
}

/** Whether a request is one that a component makes from another origin: with a token and without a key. */
export function isForComponents({ req }: Context): boolean {
  if (req.path === '/component.js') return req.method === 'GET';
  if (!req.path.startsWith('/api/v1/')) return false;
  if (req.method === 'OPTIONS') return req.header('access-control-request-method') !== undefined;
  return req.header('x-api-key') === undefined && /^bearer\s/i.test(req.header('authorization') ?? '');
}

/** The answers that let a browser hand the client API to a component. The server API gets none: its key is a secret. */
export function shareWithComponents(allowed: (origin: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined || !isForComponents(c) || !allowed(origin)) return next();
    const headers = { 'access-control-allow-origin': origin, vary: 'Origin' };
    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        ...headers,
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers':
          'authorization, content-type, idempotency-key, x-session-id, x-session-attestation, x-vortex-client-name, x-vortex-client-version',
        'access-control-max-age': '600',
      });
    }
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    return undefined;
  };
}
