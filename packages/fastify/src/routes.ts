import type { Vortex, VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, DEFAULT_BASE_PATH, handleRoute, keptClient } from '@vortex/core/adapter';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest, RegisterOptions } from 'fastify';
import plugin from 'fastify-plugin';
import { mount } from './mount.ts';

/** Options of {@link vortexRoutes}: those of core, except for the path, which is Fastify's `prefix`. */
export interface FastifyRoutesOptions extends Omit<VortexRoutesOptions<FastifyRequest>, 'basePath'> {
  /** The path of the routes. The prefix of an enclosing plugin comes before it. Default: `/api/vortex`. */
  readonly prefix?: string;
}

type Registered = FastifyRoutesOptions & Pick<RegisterOptions, 'logLevel' | 'logSerializers'>;

/**
 * The routes that a page's Vortex components call, as a plugin for Fastify 5. Closed by default: with only
 * `authenticate`, signed-in users have access only to what is theirs. Afterwards, the client is `fastify.vortex`.
 *
 * Bodies are read after the sign-in, from the raw stream, without the app's parsers. The app's hooks apply to these
 * routes as to any other. `logger` is the request's own logger by default.
 *
 * @param options - `authenticate`, `prefix`, and any other {@link FastifyRoutesOptions}.
 * @throws {VortexConfigError} `invalid_option` for an invalid option or a path that is already taken.
 * @example
 * await app.register(vortexRoutes, { prefix: '/api/vortex', authenticate: (request) => sessionUser(request) });
 */
export const vortexRoutes: FastifyPluginAsync<FastifyRoutesOptions> = plugin(
  // Fastify hands its own options of `register` over as well.
  async (
    app: FastifyInstance,
    { prefix = DEFAULT_BASE_PATH, logLevel: _, logSerializers: __, ...given }: Registered,
  ) => {
    await mount(app, 'routes', prefix, ['/', '/*'], (basePath) => {
      const options: VortexRoutesOptions<FastifyRequest> = { ...given, basePath };
      checkRoutesOptions(options);
      const { vortex } = options;
      if (typeof vortex !== 'function' && !app.hasDecorator('vortex')) {
        app.decorate('vortex', { getter: () => keptClient(options, vortex) as Vortex });
      }
      return (input) => handleRoute(input, options);
    });
  },
  { name: '@vortex/fastify/routes', fastify: '5.x' },
);
