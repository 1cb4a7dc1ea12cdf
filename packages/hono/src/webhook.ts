import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import type { Context, Env } from 'hono';
import type { VortexEnv } from './bindings.ts';
import { toInput, toResponse } from './exchange.ts';

/** The Hono handler that {@link vortexWebhook} returns. */
export interface HonoWebhook<E extends Env = VortexEnv> {
  (c: Context<E>): Promise<Response>;
  /** Resolves when all events in the background are handled. Call it before a server exits. */
  drain(): Promise<void>;
}

/**
 * The webhook endpoint for Hono on any runtime. Mount it with `all`, so that the response to other methods is 405. The
 * original bytes are verified, even after `c.req.json()` or a validator.
 *
 * With `background: true`, the handlers run in `c.executionCtx.waitUntil` if it exists.
 *
 * @param options - The secret and the event handlers. Without `secret`, it is `c.env.VORTEX_WEBHOOK_SECRET` or else the
 *   process's `VORTEX_WEBHOOK_SECRET`.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
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
