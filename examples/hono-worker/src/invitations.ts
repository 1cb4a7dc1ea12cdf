import { isVortexError } from '@vortex/hono';
import type { Context } from 'hono';
import { type AppEnv, TEAM } from './env.ts';

/** An event names the invitation; what it was for is asked of Vortex, since an environment may serve other teams too. */
export async function isIntoTeam(c: Context<AppEnv>, invitationId: string): Promise<boolean> {
  try {
    const { scopes } = await c.var.vortex.getInvitation(invitationId);
    return scopes?.some(({ type, scopeId }) => type === TEAM.type && scopeId === TEAM.id) ?? false;
  } catch (error) {
    // Anything else is thrown on, so that the webhook is answered with 500 and comes again.
    if (isVortexError(error, 'not_found')) return false;
    throw error;
  }
}
