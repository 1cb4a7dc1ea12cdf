import type { VortexAction } from '@vortex/core';

/** Who is allowed by default, and which route asks. The one table of rules: manuals link to it. */
export const RULES: Readonly<Record<VortexAction, { readonly allowed: string; readonly routes: readonly string[] }>> = {
  createToken: {
    allowed: 'Every signed-in user, for themselves. A scope in the request: its members.',
    routes: ['POST token', 'POST jwt'],
  },
  listByTarget: { allowed: 'The user whose verified address it is.', routes: ['GET invitations'] },
  read: {
    allowed: 'The creator, the invited person, and members of one of its scopes.',
    routes: ['GET invitations/:id'],
  },
  revoke: { allowed: 'The creator, and users who are admin of all its scopes.', routes: ['DELETE invitations/:id'] },
  reinvite: {
    allowed: 'The creator, and users who are admin of all its scopes.',
    routes: ['POST invitations/:id/reinvite'],
  },
  accept: {
    allowed:
      'The invited person, with their own verified addresses. A share link: everyone who has its id. Autojoin: users to ' +
      'whose verified email Vortex offers it.',
    routes: ['POST invitations/accept'],
  },
  listByScope: {
    allowed: 'Members of the scope.',
    routes: ['GET invitations/by-scope/:scopeType/:scope', 'GET invitations/by-group/:scopeType/:scope'],
  },
  deleteByScope: {
    allowed: 'Admins of the scope.',
    routes: ['DELETE invitations/by-scope/:scopeType/:scope', 'DELETE invitations/by-group/:scopeType/:scope'],
  },
  syncInternal: {
    allowed: 'The person invited in the app.',
    routes: ['POST invitations/sync-internal-invitation'],
  },
  getAutojoinDomains: {
    allowed: 'Members of the scope.',
    routes: ['GET invitations/by-scope/:scopeType/:scope/autojoin'],
  },
  configureAutojoin: {
    allowed: 'Admins of the scope, for the domains in `allowedEmailDomains` where the user has any.',
    routes: ['POST invitations/by-scope/:scopeType/:scope/autojoin'],
  },
  invite: { allowed: 'Members of the scope. No route; server actions of `@vortex/next` ask it.', routes: [] },
};
