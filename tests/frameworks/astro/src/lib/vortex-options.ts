import { optionsOf } from '@vortex/tests-frameworks/options';
import type { APIContext } from 'astro';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<APIContext>((context, name) =>
  name === 'x-user' ? (context.locals as { user?: string | null }).user : context.request.headers.get(name),
);
