import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import { type NitroEvent, type NitroHandler, toInput, toReply } from './event.ts';
import { asHandler } from './handler.ts';

/** What {@link vortexWebhook} returns: a handler that can be waited for. */
export type NitroWebhook<Event> = NitroHandler<Event> & {
  /** Resolves when the events that were answered in the background are handled; for Nitro's `close` hook. */
  drain(): Promise<void>;
};

/**
 * The webhook endpoint: the default export of `server/vortex/webhook.ts` with the Nuxt module, of
 * `routes/webhooks/vortex.ts` in Nitro. For every method: a file name like `vortex.post.ts` leaves the others to a page.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and what to do with events. Your functions get the event.
 * @throws {VortexConfigError} `invalid_option`, for an invalid option.
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
