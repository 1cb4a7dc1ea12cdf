import type { onRequestAsyncHookHandler } from 'fastify';

/** A hook that sends the headers which every page of the app has. */
export function securityHeaders(componentUrl: string | undefined): onRequestAsyncHookHandler {
  // The component is a script of Vortex's, and asks Vortex by itself.
  const vortex = componentUrl ? ` ${new URL(componentUrl).origin}` : '';
  const headers = {
    'Content-Security-Policy': `default-src 'self'; script-src 'self'${vortex}; connect-src 'self'${vortex}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  };
  return async (_request, reply) => {
    reply.headers(headers);
  };
}
