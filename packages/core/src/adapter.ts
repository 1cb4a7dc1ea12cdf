/**
 * The parts of an adapter for a web framework: two handlers that take and return plain records, and readers for the
 * parts of a request that they need. See docs/writing-an-adapter.md.
 *
 * @module
 */
export { pathnameOf } from './http/address.ts';
export { DEFAULT_BASE_PATH, stripBasePath } from './http/base-path.ts';
export {
  type BodyReader,
  type BodySource,
  BodyTooLarge,
  errorReply,
  type HandlerInput,
  type HandlerReply,
  JSON_HEADERS,
  type JsonValue,
  RawBodyUnavailable,
} from './http/handler.ts';
export type { InputOptions } from './http/input-options.ts';
export { type NodeRequest, nodeBody } from './http/node-body.ts';
export {
  abandonsBody,
  type NodeHeaders,
  type NodeIncomingState,
  type NodeResponse,
  nodeHeader,
  nodeReply,
  nodeSignal,
} from './http/node-exchange.ts';
export { type NodeIncoming, type NodeInputOptions, nodeInput } from './http/node-input.ts';
export { webBody } from './http/web-body.ts';
export { webInput, webReply } from './http/web-input.ts';
export { checkRoutesOptions } from './routes/check-options.ts';
export { foundClient, keptClient } from './routes/client.ts';
export { handleRoute } from './routes/handle-route.ts';
export type { VortexActionsOptions, VortexRoutesOptions } from './routes/options.ts';
export { type ActionInput, type PerformedAction, performAction } from './routes/perform-action.ts';
export { ROUTE_APP_FAILURES, WEBHOOK_APP_FAILURES } from './shared/app-failures.ts';
export { invalidOption } from './shared/invalid-option.ts';
export { refuseUnknown } from './shared/refuse-unknown.ts';
export { checkWebhookOptions, type VortexWebhookOptions } from './webhooks/options.ts';
export { receiveWebhook } from './webhooks/receive.ts';
export { drainWebhooks } from './webhooks/run-handlers.ts';
