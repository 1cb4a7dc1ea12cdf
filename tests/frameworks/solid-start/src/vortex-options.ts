import type { APIEvent } from '@solidjs/start/server';
import { optionsOf } from '@vortex/tests-frameworks/options';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<APIEvent>((event, name) =>
  name === 'x-user' ? (event.locals as { user?: string | null }).user : event.request.headers.get(name),
);
