import type { VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, DEFAULT_BASE_PATH, handleRoute, stripBasePath } from '@vortex/core/adapter';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, RegisterOptions } from 'fastify';
import plugin from 'fastify-plugin';
import { decorateClient } from './client.ts';
import { leaveBodiesUnread, send, toInput } from './exchange.ts';
import { FastifyLog } from './logger.ts';
import { hidden, requireFree } from './place.ts';

/** Options of {@link vortexRoutes}: core's, but for the place, which is Fastify's `prefix`. */
export interface FastifyRoutesOptions extends Omit<VortexRoutesOptions<FastifyRequest>, 'basePath'> {
  /** Where the routes live. The prefix of a plugin around this one comes before it. Default: `/api/vortex`. */
  readonly prefix?: string;
}

type Registered = FastifyRoutesOptions & Pick<RegisterOptions, 'logLevel' | 'logSerializers'>;

const register: FastifyPluginAsync<FastifyRoutesOptions> = async (app, registered) => {
  // Fastify hands its own options of `register` over as well.
  const { prefix = DEFAULT_BASE_PATH, logLevel: _, logSerializers: __, ...given }: Registered = registered;
  const log = new FastifyLog(app);
  const options = { logger: log.logger, ...given, vortex: decorateClient(app, given.vortex) };
  checkRoutesOptions(options);
  await app.register(
    async (scope) => {
      requireFree(scope, '/*', 'vortexRoutes', 'give each a `prefix` of its own');
      leaveBodiesUnread(scope);
      const answer = (request: FastifyRequest, reply: FastifyReply) =>
        log.during(request, async () => {
          // From the address as it came: Fastify decodes what a wildcard stands for.
          const path = stripBasePath(request.url.split('?', 1)[0] ?? '/', scope.prefix);
          return send(reply, await handleRoute(toInput(request, reply, path), options));
        });
      const route = { config: { vortex: 'routes' as const }, schema: hidden };
      scope.all('/', route, answer);
      scope.all('/*', route, answer);
    },
    // Fastify ignores the prefix of a plugin that is not encapsulated: it is handed on.
    { prefix },
  );
};

/**
 * The routes that a page's Vortex components call, as a plugin for Fastify 5. Closed by default: with `authenticate`
 * alone a signed-in user may do what is theirs and nothing else. The client is `fastify.vortex` afterwards.
 *
 * Bodies are read after the sign-in, from the raw stream; the app's parsers have no part in it. Hooks of the app apply to
 * these routes as to any other. `logger` is the request's own log by default.
 *
 * @param options - `authenticate`, `prefix`, and whatever else of {@link FastifyRoutesOptions} is needed.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid, or its place is taken.
 * @example
 * await app.register(vortexRoutes, { prefix: '/api/vortex', authenticate: (request) => sessionUser(request) });
 */
export const vortexRoutes: FastifyPluginAsync<FastifyRoutesOptions> = plugin(register, {
  name: '@vortex/fastify/routes',
  fastify: '5.x',
});
