import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import type { NextFunction, Request, Response } from 'express';
import { answer, toInput } from './exchange.ts';
import { isForWebhook } from './mount.ts';

const DEFAULT_PATH = '/webhooks/vortex';

/** Options of {@link vortexWebhook}: core's, and where the endpoint is. */
export interface ExpressWebhookOptions extends VortexWebhookOptions<Request> {
  /** The endpoint's path when the handler is mounted without one (`app.use(handler)`). Default: `/webhooks/vortex`. */
  readonly path?: string | undefined;
}

/** An Express handler, and where a host has no router (Cloud Functions) the function itself. */
export type ExpressHandler = (req: Request, res: Response, next?: NextFunction) => Promise<void>;

/** What {@link vortexWebhook} returns: a handler that can be waited for. */
export interface ExpressWebhook extends ExpressHandler {
  /** Resolves when the events that were answered in the background are handled; for an orderly shutdown. */
  drain(): Promise<void>;
}

/**
 * The webhook endpoint, for Express 4.18 and 5. Verifies the raw bytes, so mount it before body parsers, or let them
 * keep `req.rawBody`.
 *
 * It handles the request as a route (`app.post('/hooks', handler)`), under a path (`app.use('/hooks', handler)`), or by
 * its `path` option (`app.use(handler)`); any other request goes on to `next()`.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and what to do with events.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
 * @example
 * app.use(
 *   vortexWebhook({
 *     on: { 'invitation.accepted': async (event) => console.log('accepted', event.data.invitationId) },
 *   }),
 * );
 */
export function vortexWebhook(options: ExpressWebhookOptions = {}): ExpressWebhook {
  const { path = DEFAULT_PATH, ...endpoint } = options;
  checkWebhookOptions(endpoint);
  const handler: ExpressHandler = async (req, res, next) => {
    // Without a router around it, it is the endpoint.
    if (!next || isForWebhook(req, handler, path)) {
      return answer(res, next, () => receiveWebhook(toInput(req, res), endpoint));
    }
    next();
  };
  return Object.assign(handler, { drain: () => drainWebhooks(endpoint) });
}
