/**
 * Vortex for API routes of Next's Pages Router, and all exports of `@vortex/core`.
 *
 * @module
 */
import type { VortexRoutesOptions, VortexWebhookOptions } from '@vortex/core';
import {
  checkRoutesOptions,
  checkWebhookOptions,
  type HandlerInput,
  handleRoute,
  nodeInput,
  nodeReply,
  receiveWebhook,
} from '@vortex/core/adapter';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';

export * from '@vortex/core';

const RAW_BODY_FIX =
  'Write `export const config = { api: { bodyParser: false } }` literally in the file of this API route: Next reads ' +
  'it from the source and ignores a re-export.';

/**
 * The webhook endpoint as an API route. The file itself must turn off Next's body parser.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and the event handlers.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @example
 * // pages/api/webhooks/vortex.ts
 * export const config = { api: { bodyParser: false } };
 *
 * export default vortexWebhook({
 *   on: { 'invitation.accepted': async (event) => console.log('accepted', event.data.invitationId) },
 * });
 */
export function vortexWebhook(options: VortexWebhookOptions<NextApiRequest> = {}): NextApiHandler {
  checkWebhookOptions(options);
  return async (req, res) => nodeReply(res, await receiveWebhook(toInput(req, res), options));
}

/**
 * The routes that a page's Vortex components call, as one API route. Closed by default, as in the App Router. The body
 * parser may stay on.
 *
 * @param options - `authenticate` and any other {@link VortexRoutesOptions}. `basePath` is the path of the file
 *   (without the `basePath` of next.config).
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @example
 * // pages/api/vortex/[...vortex].ts
 * export default vortexRoutes({ authenticate: (req) => sessionUser(req) });
 */
export function vortexRoutes(options: VortexRoutesOptions<NextApiRequest>): NextApiHandler {
  checkRoutesOptions(options);
  return async (req, res) => nodeReply(res, await handleRoute(toInput(req, res), options));
}

function toInput(req: NextApiRequest, res: NextApiResponse): HandlerInput<NextApiRequest> {
  return nodeInput(req, res, { request: req, fix: RAW_BODY_FIX });
}
