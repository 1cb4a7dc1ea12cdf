import { ADA, GRACE, type Team } from '@vortex/example-web';
import type { FastifyPluginAsync } from 'fastify';
import { checkCloud } from './cloud.ts';
import type { Feed } from './feed.ts';
import { invitations } from './invitations.ts';
import { Refused, refusal } from './refused.ts';
import type { Settings } from './settings.ts';
import { signIn } from './sign-in.ts';

export interface TeamApiOptions {
  readonly settings: Settings;
  readonly team: Team;
  readonly feed: Feed;
}

/** The app's own API: what the page shows, signing in, inviting, and the stream of webhooks. */
export const teamApi: FastifyPluginAsync<TeamApiOptions> = async (app, { settings, team, feed }) => {
  const { vortexUrl, outboxUrl, componentUrl, log } = settings;
  // Another site's form can post, but not as JSON: this is what stands between it and the session cookie.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    if (request.method === 'POST' && request.headers['content-type'] === undefined) {
      throw new Refused(415, 'unsupported_content_type', 'Send JSON, with Content-Type: application/json.');
    }
  });

  app.setErrorHandler((error, _request, reply) => {
    const { status, code, message } = refusal(error, vortexUrl);
    if (status === 500) log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return reply.code(status).send({ error: message, code });
  });
  app.setNotFoundHandler((request) => {
    throw new Refused(404, 'not_found', `There is no ${request.method} ${request.url}.`);
  });

  app.get('/state', async ({ person }) => {
    const role = person && team.role(person.id);
    return {
      users: [ADA, GRACE].map((user) => ({ ...user, role: team.role(user.id) })),
      me: person ? { ...person, role } : null,
      team: { id: team.id, name: team.name, scopeType: team.scopeType, members: role ? team.members() : [] },
      outboxUrl: outboxUrl ?? null,
      componentUrl: componentUrl ?? null,
    };
  });
  app.get('/cloud', () => checkCloud(app.vortex, vortexUrl));
  app.get('/events', async ({ person, headers }, reply) => {
    if (!person) throw new Refused(401, 'unauthenticated', 'Sign in first.');
    const seen = Number(headers['last-event-id'] ?? 0);
    const stream = feed.open(seen, ({ email }) => team.role(person.id) !== undefined || email === person.email);
    return reply.type('text/event-stream; charset=utf-8').send(stream);
  });
  await app.register(signIn, { team });
  await app.register(invitations, { team });
};
