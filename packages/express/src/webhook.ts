import type { VortexWebhookOptions } from '@vortex/core';
import { checkWebhookOptions, drainWebhooks, receiveWebhook } from '@vortex/core/adapter';
import type { NextFunction, Request, Response } from 'express';
import { answer, toInput } from './exchange.ts';
import { isForWebhook } from './mount.ts';

const DEFAULT_PATH = '/webhooks/vortex';

/** Options of {@link vortexWebhook}: those of core, and the endpoint's path. */
export interface ExpressWebhookOptions extends VortexWebhookOptions<Request> {
  /** The endpoint's path if the handler is mounted without one (`app.use(handler)`). Default: `/webhooks/vortex`. */
  readonly path?: string | undefined;
}

/** An Express handler. On hosts without a router (Cloud Functions) it is the function itself. */
export type ExpressHandler = (req: Request, res: Response, next?: NextFunction) => Promise<void>;

/** The handler that {@link vortexWebhook} returns. */
export interface ExpressWebhook extends ExpressHandler {
  /** Resolves when all events in the background are handled. Call it before the process exits. */
  drain(): Promise<void>;
}

/**
 * The webhook endpoint, for Express 4.18 and 5. It verifies the raw bytes, so mount it before body parsers, or let them
 * keep `req.rawBody`.
 *
 * It handles the request as a route (`app.post('/hooks', handler)`), under a path (`app.use('/hooks', handler)`), or by
 * its `path` option (`app.use(handler)`). Other requests are passed on to `next()`.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and the event handlers.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
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
