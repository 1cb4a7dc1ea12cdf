import { normalEmail, type Team } from '@vortex/example-web';
import type { InvitationResult, Vortex } from '@vortex/express';
import express, { type Router } from 'express';
import { bodyText, Refused } from './refused.ts';
import type { SignIn } from './sign-in.ts';

/** Which component's mail template invitations use. The emulator takes any; in the Cloud it is one of yours. */
const COMPONENT = 'team-invite';

/** Inviting, and what the accept page shows before anybody is signed in. */
export function invitationRoutes(vortex: Vortex, team: Team, signIn: SignIn): Router {
  const router = express.Router();

  router.post('/invitations', async (req, res) => {
    const inviter = signIn.member(req);
    const email = normalEmail(bodyText(req, 'email'));
    if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email) || email.length > 254) {
      throw new Refused(400, 'invalid_email', 'Enter an email address, such as nia@example.com.');
    }
    if (team.members().some((known) => known.email === email)) {
      throw new Refused(409, 'already_member', `${email} is already on the team.`);
    }
    const { id, shortLink, status } = await vortex.createInvitation({
      widgetConfigurationId: COMPONENT,
      target: { type: 'email', value: email },
      inviter: { userId: inviter.id, userEmail: inviter.email, name: inviter.name },
      scopeType: team.scopeType,
      scopeId: team.id,
      scopeName: team.name,
    });
    res.status(201).json({ id, email, shortLink, status });
  });

  router.get('/invitations/:id', async (req, res) => {
    const invitation = await vortex.getInvitation(req.params.id);
    res.json({
      team: team.name,
      email: invitedEmail(invitation),
      inviter: invitation.creatorName ?? 'A member',
      state: invitationState(invitation),
    });
  });

  return router;
}

export function invitedEmail({ target }: InvitationResult): string {
  const email = target.find(({ type }) => type === 'email')?.value;
  if (!email) throw new Refused(409, 'not_by_email', 'This invitation is not for an email address.');
  return email;
}

export function invitationState({ status, deactivated, expired }: InvitationResult): 'open' | 'accepted' | 'closed' {
  if (status === 'accepted' || status === 'accepted_elsewhere') return 'accepted';
  return deactivated || expired ? 'closed' : 'open';
}
