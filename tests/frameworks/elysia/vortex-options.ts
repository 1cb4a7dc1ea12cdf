import { optionsOf } from '@vortex/tests-frameworks/options';
import type { Context } from 'elysia';

// Who is signed in is what a hook has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<Context>((context, name) =>
  name === 'x-user' ? (context as { user?: string | null }).user : context.request.headers.get(name),
);
