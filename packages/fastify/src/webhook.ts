import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import type { FastifyPluginAsync, FastifyRequest, RegisterOptions } from 'fastify';
import plugin from 'fastify-plugin';
import { mount } from './mount.ts';

/** Options of {@link vortexWebhook}: core's, and where the endpoint is. */
export interface FastifyWebhookOptions extends VortexWebhookOptions<FastifyRequest> {
  /** The endpoint's path, below `prefix`. Default: `/webhooks/vortex`. */
  readonly path?: string | undefined;
  /** What stands before `path`. The prefix of a plugin around this one comes before it. Default: none. */
  readonly prefix?: string;
}

type Registered = FastifyWebhookOptions & Pick<RegisterOptions, 'logLevel' | 'logSerializers'>;

/**
 * The webhook endpoint, as a plugin for Fastify 5. It reads the raw bytes itself: neither the app's parsers nor its
 * `bodyLimit` have a part in it, and the app's own routes keep theirs.
 *
 * `logger` is the request's own log by default. When the app closes, events that were answered in the background are
 * waited for; register databases that handlers need before it, for Fastify closes the last one first.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and what to do with events.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid, or its path is taken.
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
