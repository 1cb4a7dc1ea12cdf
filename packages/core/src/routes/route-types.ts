import type {
  AcceptUser,
  AutojoinDomainsResponse,
  ConfigureAutojoinRequest,
  SyncInternalInvitationRequest,
  SyncInternalInvitationResponse,
  TargetType,
} from '../client/types/actions.ts';
import type { InvitationResult, InvitationResultBase } from '../client/types/invitation.ts';
import type { RouteHandler } from './call.ts';
import type { VortexTokenContext } from './token-context.ts';
import type { Address } from './user/user.ts';

interface TokenRequest {
  readonly context?: VortexTokenContext;
}

interface Invitations {
  readonly invitations: InvitationResult[];
}

interface Success {
  readonly success: true;
}

/**
 * The request and response of each route, by method and path. The server's table is checked against it, and a page's
 * calls get their types from it.
 */
export interface VortexRoutes {
  'POST jwt': { body?: TokenRequest; reply: { readonly jwt: string } };
  'POST token': { body?: TokenRequest; reply: { readonly token: string } };
  'GET invitations': {
    query: { readonly targetType: TargetType; readonly targetValue: string };
    reply: { readonly invitations: InvitationResultBase[] };
  };
  'POST invitations/accept': {
    body: { readonly invitationIds: readonly string[]; readonly user?: AcceptUser; readonly target?: Address };
    reply: Invitations;
  };
  'POST invitations/sync-internal-invitation': {
    body: SyncInternalInvitationRequest;
    reply: SyncInternalInvitationResponse;
  };
  'GET invitations/:id': { reply: InvitationResult };
  'DELETE invitations/:id': { reply: Success };
  'POST invitations/:id/reinvite': { reply: InvitationResult };
  'GET invitations/by-scope/:scopeType/:scope': { reply: Invitations };
  'DELETE invitations/by-scope/:scopeType/:scope': { reply: Success };
  'GET invitations/by-group/:scopeType/:scope': { reply: Invitations };
  'DELETE invitations/by-group/:scopeType/:scope': { reply: Success };
  'GET invitations/by-scope/:scopeType/:scope/autojoin': { reply: AutojoinDomainsResponse };
  'POST invitations/by-scope/:scopeType/:scope/autojoin': {
    body: Omit<ConfigureAutojoinRequest, 'scope' | 'scopeType'>;
    reply: AutojoinDomainsResponse;
  };
}

/** A route by its method and path, such as `DELETE invitations/:id`. */
export type VortexRoute = keyof VortexRoutes;

type PathOf<Route> = Route extends `${string} ${infer Path}` ? Path : never;
type MethodOf<Route, Path extends string> = Route extends `${infer Method} ${Path}` ? Method : never;

/** The handlers of every route, each with the reply that is promised. */
export type RouteTable = {
  readonly [Path in PathOf<VortexRoute>]: {
    readonly [Method in MethodOf<VortexRoute, Path>]: RouteHandler<
      VortexRoutes[`${Method} ${Path}` & VortexRoute]['reply']
    >;
  };
};
