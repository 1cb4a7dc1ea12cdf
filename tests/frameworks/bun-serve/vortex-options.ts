import { optionsOf } from '@vortex/tests-frameworks/options';

export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<Request>((request, name) =>
  request.headers.get(name),
);
