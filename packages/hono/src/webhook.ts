import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import type { Context, Env } from 'hono';
import type { VortexEnv } from './bindings.ts';
import { toInput, toResponse } from './exchange.ts';

/** What {@link vortexWebhook} returns: a Hono handler that can be waited for. */
export interface HonoWebhook<E extends Env = VortexEnv> {
  (c: Context<E>): Promise<Response>;
  /** Resolves when the events that were answered in the background are handled; for an orderly shutdown of a server. */
  drain(): Promise<void>;
}

/**
 * The webhook endpoint for Hono on any runtime. Mount it with `all`, so that other methods are answered with 405. The
 * bytes are verified as they came, also after `c.req.json()` or a validator.
 *
 * With `background: true` the handlers run in `c.executionCtx.waitUntil` where there is one.
 *
 * @param options - The secret and what to do with events. Without `secret`, `c.env.VORTEX_WEBHOOK_SECRET` is taken, else
 * the process's `VORTEX_WEBHOOK_SECRET`.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
 * @example
 * app.all('/webhooks/vortex', vortexWebhook({
 *   on: { 'invitation.accepted': async (event) => console.log('accepted', event.data.invitationId) },
 * }));
 * @example
 * app.all('/webhooks/vortex', vortexWebhook<AppEnv>({
 *   secret: (c) => c.env.WEBHOOK_SECRET,
 *   onEvent: (event, { request: c }) => c.env.QUEUE.send(event),
 * }));
 */
export function vortexWebhook<E extends Env = VortexEnv>(
  options: VortexWebhookOptions<Context<E>> = {},
): HonoWebhook<E> {
  checkWebhookOptions(options);
  const handler = async (c: Context<E>): Promise<Response> =>
    toResponse(c, await receiveWebhook(toInput(c, 'arrayBuffer'), options));
  return Object.assign(handler, { drain: () => drainWebhooks(options) });
}
