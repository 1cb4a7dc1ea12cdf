/**
 * Vortex in React 18 and 19: tokens that stay fresh, the app's Vortex routes as hooks, and the component. The names,
 * arguments and results are those of the official provider.
 *
 * @module
 */
export {
  type InvitationResult,
  type InvitationResultBase,
  readClaims,
  type VortexPage,
  VortexPageError,
  type VortexTokenContext,
} from '@vortex/core/browser';
export { useVortex, useVortexAuth, type VortexAuth, VortexContext } from './context.ts';
export type {
  AuthenticatedUser,
  InvitationTarget,
  VortexConfig,
  VortexContextValue,
  VortexProviderProps,
} from './types.ts';
export { type UseInvitations, useInvitations } from './use-invitations.ts';
export { type UseVortexJWT, useVortexJWT } from './use-vortex-jwt.ts';
export { type UseVortexToken, type UseVortexTokenOptions, useVortexToken } from './use-vortex-token.ts';
export { VortexInvite, type VortexInviteProps } from './vortex-invite.ts';
export { VortexProvider } from './vortex-provider.ts';
