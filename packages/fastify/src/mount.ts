import { VortexConfigError } from '@vortex/core';
import type { HandlerInput, HandlerReply } from '@vortex/core/adapter';
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify';
import { send, toInput } from './exchange.ts';

type Handle = (input: HandlerInput<FastifyRequest>) => Promise<HandlerReply>;

/**
 * Keeps the routes out of the app's OpenAPI document. The name comes from @fastify/swagger, and its type exists only
 * with that package.
 */
const schema: FastifySchema & { readonly hide: boolean } = { hide: true };

const CURES = {
  webhook: 'register vortexWebhook once, or give each endpoint its own `path`',
  routes: 'register vortexRoutes once, or give each its own `prefix`',
};

/**
 * Mounts a handler at these paths, in its own scope.
 *
 * @param handlerAt - Makes the handler, given the scope's place in the app.
 */
export async function mount(
  app: FastifyInstance,
  vortex: 'webhook' | 'routes',
  prefix: string,
  paths: readonly string[],
  handlerAt: (place: string) => Handle,
): Promise<void> {
  await app.register(
    async (scope) => {
      // Leaves bodies of every type unread: our readers read them, after the checks that need no body.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      const handle = handlerAt(scope.prefix);
      for (const path of paths) {
        const url = `${scope.prefix}${path}`;
        // Fastify would say FST_ERR_DUPLICATED_ROUTE, of a route that nobody has written.
        if (scope.hasRoute({ method: 'POST', url }))
          throw new VortexConfigError('invalid_option', `There is already a route POST ${url}: ${CURES[vortex]}.`);
        scope.all(path, { config: { vortex }, schema }, async (request, reply) =>
          send(reply, await handle(toInput(request, reply))),
        );
      }
    },
    // Fastify ignores the prefix of a plugin that is not encapsulated: it is handed on.
    { prefix },
  );
}
