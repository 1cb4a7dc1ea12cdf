import type { Vortex, VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, DEFAULT_BASE_PATH, handleRoute, keptClient } from '@vortex/core/adapter';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest, RegisterOptions } from 'fastify';
import plugin from 'fastify-plugin';
import { mount } from './mount.ts';

/** Options of {@link vortexRoutes}: core's, but for the place, which is Fastify's `prefix`. */
export interface FastifyRoutesOptions extends Omit<VortexRoutesOptions<FastifyRequest>, 'basePath'> {
  /** Where the routes live. The prefix of a plugin around this one comes before it. Default: `/api/vortex`. */
  readonly prefix?: string;
}

type Registered = FastifyRoutesOptions & Pick<RegisterOptions, 'logLevel' | 'logSerializers'>;

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
