import { optionsOf } from '@vortex/tests-frameworks/options';

/** What a handler of a server route gets. */
export interface ServerEvent {
  readonly request: Request;
  readonly context: unknown;
}

// Who is signed in is what a middleware has found, as in an app.
export const { webhook: webhookOptions, routes: routesOptions } = optionsOf<ServerEvent>(
  ({ context, request }, name) =>
    name === 'x-user' ? (context as { user?: string | null }).user : request.headers.get(name),
);
