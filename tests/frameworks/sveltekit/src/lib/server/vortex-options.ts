import type { RequestEvent } from '@sveltejs/kit';
import { optionsOf } from '@vortex/tests-frameworks/options';

// Who is signed in is what a hook has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<RequestEvent>((event, name) =>
  name === 'x-user' ? (event.locals as { user?: string | null }).user : event.request.headers.get(name),
);
