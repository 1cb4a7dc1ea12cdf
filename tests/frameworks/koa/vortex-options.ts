import { optionsOf } from '@vortex/tests-frameworks/options';
import type { Context } from 'koa';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<Context>((ctx, name) =>
  name === 'x-user' ? ctx.state.user : ctx.get(name),
);
