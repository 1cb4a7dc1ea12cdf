import { optionsOf } from '@vortex/tests-frameworks/options';
import type { LoaderFunctionArgs } from 'react-router';
import { userContext } from './root.tsx';

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<LoaderFunctionArgs>((args, name) =>
  name === 'x-user' ? args.context.get(userContext) : args.request.headers.get(name),
);
