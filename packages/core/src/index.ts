export {
  VortexAbortError,
  VortexApiError,
  type VortexApiErrorDetails,
  VortexAuthenticationError,
  VortexConflictError,
  VortexConnectionError,
  VortexNotFoundError,
  VortexPermissionError,
  VortexRateLimitError,
  VortexServerError,
  VortexTimeoutError,
  VortexValidationError,
} from './client/api-errors.ts';
export type { InvitationsClient } from './client/invitations-client.ts';
export type { ApiRequestOptions } from './client/request/raw-request.ts';
export type {
  AcceptInvitationParam,
  AcceptInvitationRequest,
  AcceptInvitationRequestLegacy,
  AcceptUser,
  ApiRequestBody,
  ApiResponseJson,
  AutojoinDomain,
  AutojoinDomainsResponse,
  ConfigureAutojoinRequest,
  EmptyResponse,
  PingResult,
  SyncInternalInvitationRequest,
  SyncInternalInvitationResponse,
  TargetType,
} from './client/types/actions.ts';
export type {
  CreateInvitationGroup,
  CreateInvitationRequest,
  CreateInvitationResponse,
  CreateInvitationScope,
  CreateInvitationTarget,
  CreateInvitationTargetType,
  GroupInput,
  Inviter,
  ScopeInput,
  UnfurlConfig,
} from './client/types/create-invitation.ts';
export type {
  DeliveryType,
  InvitationAcceptance,
  InvitationGroup,
  InvitationInviter,
  InvitationResult,
  InvitationResultBase,
  InvitationScope,
  InvitationStatus,
  InvitationTarget,
  InvitationType,
} from './client/types/invitation.ts';
export type {
  ListOptions,
  RequestOptions,
  VortexClientOptions,
  VortexFetch,
  VortexFetchInit,
  VortexFetchResponse,
  VortexHeaders,
  VortexRequestInfo,
  VortexResponseInfo,
  VortexRetryInfo,
} from './client/types/options.ts';
export {
  isVortexError,
  VortexConfigError,
  VortexError,
  type VortexErrorCode,
  type VortexErrorOptions,
  VortexTokenError,
  VortexWebhookSignatureError,
} from './errors.ts';
export type {
  AcceptContext,
  ConfigureAutojoinContext,
  CreateTokenContext,
  InvitationContext,
  InviteContext,
  ListByTargetContext,
  ScopeContext,
  SyncInternalContext,
  VortexAction,
  VortexActionContexts,
  VortexAuthorize,
  VortexRuleContext,
} from './routes/actions.ts';
export type {
  InvitationDetails,
  RouteErrorContext,
  VortexActionsOptions,
  VortexRoutesOptions,
} from './routes/options.ts';
export type { RoutesClient, RoutesClientSource } from './routes/routes-client.ts';
export type { VortexTokenContext } from './routes/token-context.ts';
export type { Address, VortexUser, VortexUserScope } from './routes/user/user.ts';
export { comparableAddress, comparableDomain } from './shared/comparable-address.ts';
export type { VortexLogger } from './shared/logger.ts';
export type { TokenScope } from './tokens/token-scope.ts';
export type {
  ExpiresIn,
  GenerateJwtOptions,
  GenerateJwtParams,
  GenerateTokenData,
  GenerateTokenOptions,
  GenerateTokenUser,
  Group,
  Identifier,
  JWTPayload,
  JWTPayloadSimple,
  User,
} from './tokens/types.ts';
export {
  type JwtClaims,
  type TokenClaims,
  type VerifiedToken,
  type VerifyTokenOptions,
  verifyToken,
} from './tokens/verify-token.ts';
export { VERSION } from './version.ts';
export { Vortex, type VortexOptions } from './vortex.ts';
export type {
  EmailEventData,
  EventScope,
  GroupMemberAddedEventData,
  InvitationAcceptedEventData,
  InvitationEventData,
  MemberCreatedEventData,
  OpenEventData,
  ScopedEventData,
  WebhookEventDataMap,
} from './webhooks/event-data.ts';
export {
  ALL_WEBHOOK_EVENT_TYPES,
  type AnalyticsEventType,
  AnalyticsEventTypes,
  type WebhookEventType,
  WebhookEventTypes,
} from './webhooks/event-types.ts';
export {
  isAnalyticsEvent,
  isWebhookEvent,
  type UnknownVortexEvent,
  type UnknownWebhookEventType,
  type VortexAnalyticsEvent,
  type VortexEvent,
  type VortexWebhookEvent,
  type WebhookEventEnvelope,
} from './webhooks/events.ts';
export type {
  AnalyticsEventHandler,
  UnknownEventHandler,
  WebhookContext,
  WebhookErrorContext,
  WebhookEventHandler,
  WebhookEventTypeHandler,
  WebhookHandlers,
} from './webhooks/handlers.ts';
export { type MemoryReplayStoreOptions, memoryReplayStore } from './webhooks/memory-replay-store.ts';
export type { VortexWebhookOptions } from './webhooks/options.ts';
export type { WebhookPayload } from './webhooks/payload.ts';
export type { ReplayClaim, ReplayStore } from './webhooks/replay-store.ts';
export type { WebhookSecret } from './webhooks/secret.ts';
export { VortexWebhooks, type VortexWebhooksOptions, verifyWebhook } from './webhooks/vortex-webhooks.ts';
