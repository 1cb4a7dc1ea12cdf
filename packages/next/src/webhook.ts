import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, receiveWebhook, webReply } from '@vortex/core/adapter';
import { forAllMethods, type RouteHandlers, toInput } from './handlers.ts';

/**
 * The webhook endpoint of a `route.ts`, on the Node and the edge runtime. With `background`, handlers run in Next's
 * `after()`.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and the event handlers.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @returns A handler for each method; all except POST respond with 405.
 * @example
 * // app/webhooks/vortex/route.ts
 * export const { GET, POST, PUT, PATCH, DELETE } = vortexWebhook({
 *   on: { 'invitation.accepted': async (event) => console.log('accepted', event.data.invitationId) },
 * });
 */
export function vortexWebhook<Req extends Request = Request>(
  options: VortexWebhookOptions<Req> = {},
): RouteHandlers<Req> {
  checkWebhookOptions(options);
  return forAllMethods(async (request) => webReply(await receiveWebhook(toInput(request), options)));
}
