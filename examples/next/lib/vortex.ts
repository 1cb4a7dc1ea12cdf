import { createVortexActions, type InvitationResult, Vortex } from '@vortex/next';
import { currentUser } from './session.ts';
import { team } from './state.ts';

/** Which component's mail template invitations use. The emulator takes any; in the Cloud it is one of yours. */
export const COMPONENT = 'team-invite';

/** Reads VORTEX_API_KEY and VORTEX_API_BASE_URL when it is first used. */
export const vortex: Vortex = new Vortex();

/** Nothing here is an action yet: `app/actions.ts` exports the two that the page needs. */
export const actions = createVortexActions({
  vortex,
  authenticate: currentUser,
  invitation: () => ({ scopeName: team.name }),
});

export function invitedEmail({ target }: InvitationResult): string | undefined {
  return target.find(({ type }) => type === 'email')?.value;
}

export function invitationState({ status, deactivated, expired }: InvitationResult): 'open' | 'accepted' | 'closed' {
  if (status === 'accepted' || status === 'accepted_elsewhere') return 'accepted';
  return deactivated || expired ? 'closed' : 'open';
}
