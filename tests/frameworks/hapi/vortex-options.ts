import type { Request } from '@hapi/hapi';
import { nodeHeader } from '@vortex/core/adapter';
import { optionsOf } from '@vortex/tests-frameworks/options';

// Who is signed in is what the auth strategy has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<Request>((request, name) =>
  name === 'x-user' ? (request.auth.credentials?.session as string | undefined) : nodeHeader(request.raw.req, name),
);
