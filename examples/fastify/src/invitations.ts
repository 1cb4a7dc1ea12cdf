import { normalEmail, type Person, type Team } from '@vortex/example-web';
import type { InvitationResult } from '@vortex/fastify';
import type { FastifyPluginAsync } from 'fastify';
import { textOf } from './body-text.ts';
import { Refused } from './refused.ts';

/** Which component's mail template invitations use. The emulator takes any; in the Cloud it is one of yours. */
const COMPONENT = 'team-invite';

/** Inviting, and what the accept page shows before anybody is signed in. */
export const invitations: FastifyPluginAsync<{ readonly team: Team }> = async (app, { team }) => {
  app.post('/invitations', async (request, reply) => {
    const inviter = memberOf(team, request.person);
    const email = normalEmail(textOf(request.body, 'email'));
    if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email) || email.length > 254) {
      throw new Refused(400, 'invalid_email', 'Enter an email address, such as nia@example.com.');
    }
    if (team.members().some((known) => known.email === email)) {
      throw new Refused(409, 'already_member', `${email} is already on the team.`);
    }
    const { id, shortLink, status } = await app.vortex.createInvitation({
      widgetConfigurationId: COMPONENT,
      target: { type: 'email', value: email },
      inviter: { userId: inviter.id, userEmail: inviter.email, name: inviter.name },
      scopeType: team.scopeType,
      scopeId: team.id,
      scopeName: team.name,
    });
    reply.code(201);
    return { id, email, shortLink, status };
  });

  app.get<{ Params: { id: string } }>('/invitations/:id', async ({ params }) => {
    const invitation = await app.vortex.getInvitation(params.id);
    return {
      team: team.name,
      email: invitedEmail(invitation),
      inviter: invitation.creatorName ?? 'A member',
      state: invitationState(invitation),
    };
  });
};

function memberOf(team: Team, person: Person | undefined): Person {
  if (!person) throw new Refused(401, 'unauthenticated', 'Sign in first.');
  if (!team.role(person.id)) throw new Refused(403, 'forbidden', 'Only members of the team may do this.');
  return person;
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
