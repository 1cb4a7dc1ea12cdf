import staticFiles from '@fastify/static';
import { indexPage, PUBLIC, Team, vortexScript } from '@vortex/example-web';
import { vortexRoutes, vortexWebhook } from '@vortex/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import { Feed } from './feed.ts';
import { securityHeaders } from './security-headers.ts';
import { sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import { teamApi } from './team-api.ts';
import { teamEvents } from './team-events.ts';

/** The whole app: our two plugins, the app's own API, and its pages. */
export async function createApp(settings: Settings): Promise<FastifyInstance> {
  const team = new Team();
  const feed = new Feed();
  // Pages keep their stream of webhooks open, which would keep the app from closing.
  const app = fastify({ forceCloseConnections: true });
  app.addHook('onRequest', securityHeaders(settings.componentUrl));
  await app.register(sessions, { team });

  await app.register(vortexRoutes, {
    prefix: '/api/vortex',
    vortex: { apiKey: settings.apiKey, baseUrl: settings.vortexUrl, timeout: 10_000 },
    authenticate: ({ person }) => {
      if (!person) return null;
      const role = team.role(person.id);
      return { ...person, scopes: role ? [{ type: team.scopeType, id: team.id, admin: role === 'owner' }] : [] };
    },
    // What a component on the team's page is told beside the user; the routes have checked the membership.
    claims: (_user, { scope, scopeType }) => (scope ? { scope: `${scopeType}:${scope}` } : {}),
  });
  // After the routes, whose client it asks; it reads the raw bytes whatever parsers the app has.
  await app.register(vortexWebhook, {
    secret: settings.webhookSecret,
    ...teamEvents({ vortex: app.vortex, team, feed, log: settings.log }),
  });

  await app.register(teamApi, { prefix: '/app', settings, team, feed });
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(indexPage('Fastify')));
  app.get('/vortex.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(vortexScript()));
  await app.register(staticFiles, { root: PUBLIC, index: false, extensions: ['html'] });
  return app;
}
