import { ADA, GRACE, type Team } from '@vortex/example-web';
import type { Vortex } from '@vortex/express';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { checkCloud } from './cloud.ts';
import type { Feed } from './feed.ts';
import { invitationRoutes } from './invitations.ts';
import { Refused, refusal } from './refused.ts';
import { type SignIn, signInRoutes } from './sign-in.ts';

export interface TeamApiOptions {
  readonly team: Team;
  readonly signIn: SignIn;
  readonly feed: Feed;
  readonly vortex: Vortex;
  readonly cloudUrl: string;
  readonly outboxUrl: string | undefined;
  readonly componentUrl: string | undefined;
  readonly log: (line: string) => void;
}

/** The app's own API under /app: what the page shows, signing in, inviting, and the stream of webhooks. */
export function teamApi({
  team,
  signIn,
  feed,
  vortex,
  cloudUrl,
  outboxUrl,
  componentUrl,
  log,
}: TeamApiOptions): Router {
  const api = express.Router();
  api.use((req, res, next) => {
    res.set('Cache-Control', 'no-store');
    // Another site's form can post, but not as JSON: this is what stands between it and the session cookie.
    if (req.method === 'POST' && !req.is('application/json')) {
      throw new Refused(415, 'unsupported_content_type', 'Send JSON, with Content-Type: application/json.');
    }
    next();
  });
  api.use(express.json({ limit: '10kb' }));

  api.get('/state', (req, res) => {
    const person = signIn.person(req);
    const role = person && team.role(person.id);
    res.json({
      users: [ADA, GRACE].map((user) => ({ ...user, role: team.role(user.id) })),
      me: person ? { ...person, role } : null,
      team: { id: team.id, name: team.name, scopeType: team.scopeType, members: role ? team.members() : [] },
      outboxUrl: outboxUrl ?? null,
      componentUrl: componentUrl ?? null,
    });
  });
  api.get('/cloud', async (_req, res) => {
    res.json(await checkCloud(vortex, cloudUrl));
  });
  api.get('/events', (req, res) => {
    const person = signIn.person(req);
    if (!person) throw new Refused(401, 'unauthenticated', 'Sign in first.');
    feed.open(req, res, (entry) => team.role(person.id) !== undefined || entry.email === person.email);
  });
  api.use(signInRoutes(vortex, team, signIn));
  api.use(invitationRoutes(vortex, team, signIn));

  api.use((req) => {
    throw new Refused(404, 'not_found', `There is no ${req.method} ${req.originalUrl}.`);
  });
  api.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    const { status, code, message } = refusal(error, cloudUrl);
    if (status === 500) log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    res.status(status).json({ error: message, code });
  });
  return api;
}
