/**
 * What an adapter for a web framework is made of: two handlers that take and return plain records, and readers for what
 * they need of a request. See docs/writing-an-adapter.md.
 *
 * @module
 */
export { DEFAULT_BASE_PATH, stripBasePath } from './base-path.ts';
export {
  type BodySource,
  BodyTooLarge,
  errorReply,
  type HandlerInput,
  type HandlerReply,
  JSON_HEADERS,
  type JsonValue,
  RawBodyUnavailable,
} from './handler.ts';
export { type NodeRequest, nodeBody } from './node-body.ts';
export { type NodeHeaders, type NodeResponse, nodeHeader, nodeSend, nodeSignal } from './node-exchange.ts';
export { checkRoutesOptions } from './routes/check-options.ts';
export { handleRoute } from './routes/handle-route.ts';
export type { VortexActionsOptions, VortexRoutesOptions } from './routes/options.ts';
export { type ActionInput, type PerformedAction, performAction } from './routes/perform-action.ts';
export { webBody } from './web-body.ts';
export { checkWebhookOptions, type VortexWebhookOptions } from './webhooks/options.ts';
export { receiveWebhook } from './webhooks/receive.ts';
export { drainWebhooks } from './webhooks/run-handlers.ts';
