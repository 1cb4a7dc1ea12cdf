import type { InvitationResult } from '../../client/types/invitation.ts';
import type { RoutesClient } from '../routes-client.ts';

const MOST_AT_ONCE = 10;

/**
 * Reads invitations in the order of their ids, the first alone and then twice as many at once each time, 10 at most: what
 * is not one's own ends the reading at once, and 50 of one's own take seven turns.
 *
 * @param judge - Looks at each in its order, and throws to end the reading.
 */
export async function loadInvitations(
  ids: readonly string[],
  client: Pick<RoutesClient, 'getInvitation'>,
  signal: AbortSignal | undefined,
  judge: (invitation: InvitationResult) => Promise<void>,
): Promise<InvitationResult[]> {
  const invitations: InvitationResult[] = [];
  for (let atOnce = 1; invitations.length < ids.length; atOnce = Math.min(2 * atOnce, MOST_AT_ONCE)) {
    const batch = ids.slice(invitations.length, invitations.length + atOnce);
    // All are waited for, and looked at in their order: which answer comes first must not decide what the user is told.
    const answers = await Promise.allSettled(batch.map((id) => client.getInvitation(id, { signal })));
    for (const answer of answers) {
      if (answer.status === 'rejected') throw answer.reason;
      await judge(answer.value);
      invitations.push(answer.value);
    }
  }
  return invitations;
}
