/**
 * The page's side: a fresh token for Vortex components, and the app's Vortex routes as typed calls. It contains no
 * server code and no key.
 *
 * @module
 */

export { type PageClaims, readClaims } from './browser/claims.ts';
export type {
  PageRequestOptions,
  VortexPageFetchInit,
  VortexPageFetchResponse,
  VortexPageOptions,
} from './browser/options.ts';
export { createVortexPage, type PageAutojoin, type PageInvitations, type VortexPage } from './browser/page.ts';
export { VortexPageError, type VortexPageErrorDetails } from './browser/page-error.ts';
export type { PageCall, PageReply, PageRequest, PageRoute } from './browser/request.ts';
export type { TokenKind, TokenRequestOptions, VortexPageToken, VortexTokenState } from './browser/tokens.ts';
export type {
  AcceptUser,
  AutojoinDomainsResponse,
  SyncInternalInvitationRequest,
  SyncInternalInvitationResponse,
  TargetType,
} from './client/types/actions.ts';
export type { InvitationResult, InvitationResultBase } from './client/types/invitation.ts';
export type { VortexErrorCode } from './errors.ts';
export type { VortexRoute, VortexRoutes } from './routes/route-types.ts';
export type { VortexTokenContext } from './routes/token-context.ts';
