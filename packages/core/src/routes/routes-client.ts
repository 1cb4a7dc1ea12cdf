import type { Vortex, VortexOptions } from '../vortex.ts';

/** What the routes need of a client: any {@link Vortex}, one from another copy of the package too. */
export type RoutesClient = Pick<
  Vortex,
  | 'acceptInvitations'
  | 'configureAutojoin'
  | 'createInvitation'
  | 'deleteInvitationsByScope'
  | 'generateJwt'
  | 'generateToken'
  | 'getAutojoinDomains'
  | 'getInvitation'
  | 'getInvitationsByScope'
  | 'getInvitationsByTarget'
  | 'reinvite'
  | 'revokeInvitation'
  | 'syncInternalInvitation'
>;

/** A client, or what one is made from: an API key, or options. */
export type RoutesClientSource = RoutesClient | VortexOptions | string;
