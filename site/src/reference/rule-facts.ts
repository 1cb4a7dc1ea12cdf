import type { VortexAction } from '@vortex/core';

/** Which routes ask for the rule of an action. What a rule allows by default is in docs/blocks/rules.md. */
export const RULES: Readonly<Record<VortexAction, readonly string[]>> = {
  createToken: ['POST token', 'POST jwt'],
  listByTarget: ['GET invitations'],
  read: ['GET invitations/:id'],
  revoke: ['DELETE invitations/:id'],
  reinvite: ['POST invitations/:id/reinvite'],
  accept: ['POST invitations/accept'],
  listByScope: ['GET invitations/by-scope/:scopeType/:scope', 'GET invitations/by-group/:scopeType/:scope'],
  deleteByScope: ['DELETE invitations/by-scope/:scopeType/:scope', 'DELETE invitations/by-group/:scopeType/:scope'],
  syncInternal: ['POST invitations/sync-internal-invitation'],
  getAutojoinDomains: ['GET invitations/by-scope/:scopeType/:scope/autojoin'],
  configureAutojoin: ['POST invitations/by-scope/:scopeType/:scope/autojoin'],
  invite: [],
};
