import { ADA, GRACE, type Team } from '@vortex/example-web';
import type { FastifyPluginAsync } from 'fastify';
import { textOf } from './body-text.ts';
import { invitationState, invitedEmail } from './invitations.ts';
import { Refused } from './refused.ts';

/** Signing in as a demo user or as the person a mail was sent to, and out. */
export const signIn: FastifyPluginAsync<{ readonly team: Team }> = async (app, { team }) => {
  app.post('/sign-in', async (request, reply) => {
    const wanted = textOf(request.body, 'user');
    const user = [ADA, GRACE].find(({ id }) => id === wanted);
    if (!user) throw new Refused(400, 'unknown_user', `There are two demo users: ${ADA.id} and ${GRACE.id}.`);
    app.sessions.open(request, reply, user.id);
    return { user };
  });

  app.post('/sign-in/invited', async (request, reply) => {
    const invitation = await app.vortex.getInvitation(textOf(request.body, 'invitationId'));
    if (invitationState(invitation) !== 'open') {
      throw new Refused(409, 'not_open', 'This invitation is no longer open.');
    }
    // For this demo only: whoever has the link must have got it from that mailbox. A real app confirms the address.
    const user = team.personWithEmail(invitedEmail(invitation));
    app.sessions.open(request, reply, user.id);
    return { user };
  });

  app.post('/sign-out', async (request, reply) => {
    app.sessions.close(request, reply);
    return { success: true };
  });
};
