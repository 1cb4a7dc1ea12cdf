import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import type { FastifyPluginAsync, FastifyRequest, RegisterOptions } from 'fastify';
import plugin from 'fastify-plugin';
import { mount } from './mount.ts';

/** Options of {@link vortexWebhook}: those of core, and the endpoint's path. */
export interface FastifyWebhookOptions extends VortexWebhookOptions<FastifyRequest> {
  /** The endpoint's path, below `prefix`. Default: `/webhooks/vortex`. */
  readonly path?: string | undefined;
  /** The part before `path`. The prefix of an enclosing plugin comes before it. Default: none. */
  readonly prefix?: string;
}

type Registered = FastifyWebhookOptions & Pick<RegisterOptions, 'logLevel' | 'logSerializers'>;

/**
 * The webhook endpoint, as a plugin for Fastify 5. It reads the raw bytes itself, without the app's parsers and
 * `bodyLimit`, which still apply to the app's own routes.
 *
 * `logger` is the request's own logger by default. When the app closes, it waits for events in the background. Register
 * the databases that handlers need before this plugin, because Fastify closes plugins in reverse order.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and the event handlers.
 * @throws {VortexConfigError} `invalid_option` for an invalid option or a path that is already taken.
 * @example
 * await app.register(vortexWebhook, {
 *   on: { 'invitation.accepted': async (event) => console.log('accepted', event.data.invitationId) },
 * });
 */
export const vortexWebhook: FastifyPluginAsync<FastifyWebhookOptions> = plugin(
  // Fastify hands its own options of `register` over as well.
  async (app, { path = '/webhooks/vortex', prefix = '', logLevel: _, logSerializers: __, ...options }: Registered) => {
    checkWebhookOptions(options);
    app.addHook('onClose', () => drainWebhooks(options));
    await mount(app, 'webhook', prefix, [path], () => (input) => receiveWebhook(input, options));
  },
  { name: '@vortex/fastify/webhook', fastify: '5.x' },
);
