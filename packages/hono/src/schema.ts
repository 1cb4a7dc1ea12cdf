import type {
  AcceptUser,
  Address,
  AutojoinDomainsResponse,
  ConfigureAutojoinRequest,
  InvitationResult,
  SyncInternalInvitationRequest,
  SyncInternalInvitationResponse,
  TargetType,
  VortexErrorCode,
  VortexTokenContext,
} from '@vortex/core';

/** The body of every error response. */
export interface VortexErrorBody {
  /** What went wrong, in English. */
  error: string;
  /** Stable, for branching. */
  code: VortexErrorCode;
}

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500 | 502 | 503 | 504;

type Route<Input, Output> =
  | { input: Input; output: Output; outputFormat: 'json'; status: 200 }
  | { input: Input; output: VortexErrorBody; outputFormat: 'json'; status: ErrorStatus };

interface Id {
  param: { id: string };
}

interface Scope {
  param: { scopeType: string; scope: string };
}

interface TokenRequest {
  json?: { context?: VortexTokenContext };
}

/** The routes as `hc` sees them: paths, inputs and outputs (docs/protocol.md §5.1). */
export type VortexRoutesSchema = {
  '/jwt': { $post: Route<TokenRequest, { jwt: string }> };
  '/token': { $post: Route<TokenRequest, { token: string }> };
  '/invitations': {
    $get: Route<{ query: { targetType: TargetType; targetValue: string } }, { invitations: InvitationResult[] }>;
  };
  '/invitations/accept': {
    $post: Route<
      { json: { invitationIds: string[]; user?: AcceptUser; target?: Address } },
      { invitations: InvitationResult[] }
    >;
  };
  '/invitations/sync-internal-invitation': {
    $post: Route<{ json: SyncInternalInvitationRequest }, SyncInternalInvitationResponse>;
  };
  '/invitations/:id': {
    $get: Route<Id, InvitationResult>;
    $delete: Route<Id, { success: true }>;
  };
  '/invitations/:id/reinvite': { $post: Route<Id, InvitationResult> };
  '/invitations/by-scope/:scopeType/:scope': {
    $get: Route<Scope, { invitations: InvitationResult[] }>;
    $delete: Route<Scope, { success: true }>;
  };
  '/invitations/by-scope/:scopeType/:scope/autojoin': {
    $get: Route<Scope, AutojoinDomainsResponse>;
    $post: Route<Scope & { json: Omit<ConfigureAutojoinRequest, 'scope' | 'scopeType'> }, AutojoinDomainsResponse>;
  };
};
