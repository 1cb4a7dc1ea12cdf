/**
 * Vortex for the App Router of Next.js 15 and 16: webhooks, routes, tokens and server actions, on the Node and the edge
 * runtime, and all exports of `@vortex/core`. Importing it in a client component fails the build.
 *
 * @module
 */
import 'server-only';

export * from '@vortex/core';
export {
  type ConfigureAutojoinFields,
  createVortexActions,
  type InvitationFields,
  type InviteFields,
  type ScopeFields,
  type VortexActionResult,
  type VortexActions,
} from './actions.ts';
export type { RouteHandler, RouteHandlers } from './handlers.ts';
export { vortexRoutes } from './routes.ts';
export { type VortexTokenOptions, vortexToken } from './token.ts';
export { vortexWebhook } from './webhook.ts';
