import type { Vortex, VortexOptions } from '../vortex.ts';

/**
 * The part of a client that the routes need. Any {@link Vortex} fits, including one from another copy of the package.
 */
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

/** A client, or what to make one from: an API key or client options. */
export type RoutesClientSource = RoutesClient | VortexOptions | string;
