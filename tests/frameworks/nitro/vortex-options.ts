import { optionsOf } from '@vortex/tests-frameworks/options';
import type { H3Event } from 'nitro/h3';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<H3Event>((event, name) =>
  name === 'x-user' ? (event.context.user as string | undefined) : event.req.headers.get(name),
);
