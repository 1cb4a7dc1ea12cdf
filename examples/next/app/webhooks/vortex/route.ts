import { feedEntry } from '@vortex/example-web/feed-entry';
import { isVortexError, vortexWebhook } from '@vortex/next';
import { feed, team } from '../../../lib/state.ts';
import { vortex } from '../../../lib/vortex.ts';

/** Signature, limits and duplicates are checked before anything here runs. The secret is VORTEX_WEBHOOK_SECRET. */
export const { GET, POST, PUT, PATCH, DELETE } = vortexWebhook({
  on: {
    'invitation.accepted': async ({ data: { invitationId, targetEmail } }) => {
      if (invitationId && targetEmail && (await isIntoTeam(invitationId))) team.add(targetEmail);
    },
  },
  onEvent: (event) => {
    feed.add(feedEntry(event));
    console.log(`webhook  ${event.type.padEnd(26)}  ${event.id}  signature verified`);
  },
  onError: (error) => console.log(`webhook  refused or failed: ${error instanceof Error ? error.message : error}`),
});

/** An event names the invitation; what it was for is asked of Vortex, since an environment may serve other teams too. */
async function isIntoTeam(invitationId: string): Promise<boolean> {
  try {
    const { scopes } = await vortex.getInvitation(invitationId);
    return scopes?.some(({ type, scopeId }) => type === team.scopeType && scopeId === team.id) ?? false;
  } catch (error) {
    // Anything else is thrown on, so that the webhook is answered with 500 and comes again.
    if (isVortexError(error, 'not_found')) return false;
    throw error;
  }
}
