import { feedEntry, type Team } from '@vortex/example-web';
import { type FastifyWebhookOptions, isVortexError, type Vortex } from '@vortex/fastify';
import type { Feed } from './feed.ts';

interface Parts {
  readonly vortex: Vortex;
  readonly team: Team;
  readonly feed: Feed;
  readonly log: (line: string) => void;
}

/** What the app does with webhooks: who has accepted joins the team, and each one reaches the open pages. */
export function teamEvents({ vortex, team, feed, log }: Parts): FastifyWebhookOptions {
  return {
    on: {
      'invitation.accepted': async ({ data: { invitationId, targetEmail } }) => {
        if (invitationId && targetEmail && (await isIntoTeam(vortex, team, invitationId))) team.add(targetEmail);
      },
    },
    onEvent: (event) => {
      feed.add(feedEntry(event));
      log(`webhook  ${event.type.padEnd(26)}  ${event.id}  signature verified`);
    },
    onError: (error) => log(`webhook  refused or failed: ${error instanceof Error ? error.message : String(error)}`),
  };
}

/** An event names the invitation; what it was for is asked of Vortex, since an environment may serve other teams too. */
async function isIntoTeam(vortex: Vortex, team: Team, invitationId: string): Promise<boolean> {
  try {
    const { scopes } = await vortex.getInvitation(invitationId);
    return scopes?.some(({ type, scopeId }) => type === team.scopeType && scopeId === team.id) ?? false;
  } catch (error) {
    // Anything else is thrown on, so that the webhook is answered with 500 and comes again.
    if (isVortexError(error, 'not_found')) return false;
    throw error;
  }
}
