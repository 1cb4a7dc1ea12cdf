import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import { type NitroEvent, type NitroHandler, toInput, toReply } from './event.ts';
import { asHandler } from './handler.ts';

/** The handler that {@link vortexWebhook} returns. */
export type NitroWebhook<Event> = NitroHandler<Event> & {
  /** Resolves when all events in the background are handled. Call it in Nitro's `close` hook. */
  drain(): Promise<void>;
};

/**
 * The webhook endpoint: the default export of `server/vortex/webhook.ts` with the Nuxt module, or of
 * `routes/webhooks/vortex.ts` in Nitro. It must be mounted for every method: with a file name like `vortex.post.ts`,
 * other methods would reach a page.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and the event handlers. Your functions get the event.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @example
 * export default vortexWebhook({
 *   on: { 'invitation.accepted': async (event) => console.log('accepted', event.data.invitationId) },
 * });
 */
export function vortexWebhook<Event extends NitroEvent = NitroEvent>(
  options: VortexWebhookOptions<Event> = {},
): NitroWebhook<Event> {
  checkWebhookOptions(options);
  const handler = asHandler(async (event: Event) => toReply(event, await receiveWebhook(toInput(event), options)));
  return Object.assign(handler, { drain: () => drainWebhooks(options) });
}
