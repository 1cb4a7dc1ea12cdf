import { optionsOf } from '@vortex/tests-frameworks/options';
import { getHeader, type H3Event } from 'h3';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<H3Event>((event, name) =>
  name === 'x-user' ? event.context.user : getHeader(event, name),
);
