import { Hono } from 'hono';
import COMPONENT from './browser/vortex-invite.ts?script';

/** `/component.js`, which stands in for the official front-end component. */
export function componentRoute(): Hono {
  const app = new Hono();
  app.get('/component.js', (c) =>
    c.body(COMPONENT, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    }),
  );
  return app;
}
