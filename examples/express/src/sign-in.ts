import { ADA, GRACE, type Person, type Team } from '@vortex/example-web';
import type { Vortex } from '@vortex/express';
import express, { type Request, type Router } from 'express';
import { invitationState, invitedEmail } from './invitations.ts';
import { bodyText, Refused } from './refused.ts';
import { Sessions } from './sessions.ts';

/** Who is signed in, for the parts of the app that ask. */
export class SignIn {
  readonly sessions: Sessions = new Sessions();
  readonly #team: Team;

  constructor(team: Team) {
    this.#team = team;
  }

  person(req: Request): Person | undefined {
    const id = this.sessions.personId(req);
    return id === undefined ? undefined : this.#team.person(id);
  }

  /** @throws {Refused} 401 or 403. */
  member(req: Request): Person {
    const person = this.person(req);
    if (!person) throw new Refused(401, 'unauthenticated', 'Sign in first.');
    if (!this.#team.role(person.id)) throw new Refused(403, 'forbidden', 'Only members of the team may do this.');
    return person;
  }
}

/** Signing in as a demo user or as the person a mail was sent to, and out. */
export function signInRoutes(vortex: Vortex, team: Team, { sessions }: SignIn): Router {
  const router = express.Router();

  router.post('/sign-in', (req, res) => {
    const wanted = bodyText(req, 'user');
    const user = [ADA, GRACE].find(({ id }) => id === wanted);
    if (!user) throw new Refused(400, 'unknown_user', `There are two demo users: ${ADA.id} and ${GRACE.id}.`);
    sessions.open(req, res, user.id);
    res.json({ user });
  });

  router.post('/sign-in/invited', async (req, res) => {
    const invitation = await vortex.getInvitation(bodyText(req, 'invitationId'));
    if (invitationState(invitation) !== 'open') {
      throw new Refused(409, 'not_open', 'This invitation is no longer open.');
    }
    // For this demo only: whoever has the link must have got it from that mailbox. A real app confirms the address.
    const user = team.personWithEmail(invitedEmail(invitation));
    sessions.open(req, res, user.id);
    res.json({ user });
  });

  router.post('/sign-out', (req, res) => {
    sessions.close(req, res);
    res.json({ success: true });
  });

  return router;
}
