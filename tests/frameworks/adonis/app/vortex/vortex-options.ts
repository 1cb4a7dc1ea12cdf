import type { HttpContext } from '@adonisjs/core/http';
import { optionsOf } from '@vortex/tests-frameworks/options';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<HttpContext>((ctx, name) =>
  name === 'x-user' ? (ctx as { user?: string | undefined }).user : ctx.request.header(name),
);
