import { feedEntry, indexPage, PUBLIC, Team, vortexScript } from '@vortex/example-web';
import { isVortexError, type Vortex, vortexRoutes, vortexWebhook } from '@vortex/express';
import express, { type Express, type Request } from 'express';
import { Feed } from './feed.ts';
import { SignIn } from './sign-in.ts';
import { teamApi } from './team-api.ts';

export interface TeamAppOptions {
  readonly vortex: Vortex;
  readonly webhookSecret: string;
  /** Where Vortex is, for messages. */
  readonly cloudUrl: string;
  /** The page on which the emulator shows the mails it would have sent. */
  readonly outboxUrl: string | undefined;
  /** Where the stand-in for the front-end component is, if the emulator runs. */
  readonly componentUrl: string | undefined;
  /** Gets one line per webhook and per failure. */
  readonly log: (line: string) => void;
}

export interface TeamApp {
  readonly app: Express;
  readonly team: Team;
  /** Ends the streams of open pages. */
  close(): void;
}

/** The whole app: our two handlers, the app's own API, and its pages. */
export function createTeamApp({
  vortex,
  webhookSecret,
  cloudUrl,
  outboxUrl,
  componentUrl,
  log,
}: TeamAppOptions): TeamApp {
  const team = new Team();
  const signIn = new SignIn(team);
  const feed = new Feed();
  const app = express();
  app.disable('x-powered-by');
  // The component is a script of Vortex's, and asks Vortex by itself.
  const vortexOrigin = componentUrl ? ` ${new URL(componentUrl).origin}` : '';
  app.use((_req, res, next) => {
    res.set({
      'Content-Security-Policy': `default-src 'self'; script-src 'self'${vortexOrigin}; connect-src 'self'${vortexOrigin}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });

  // Before any body parser: a signature is checked over the bytes as they came.
  app.use(
    vortexWebhook({
      secret: webhookSecret,
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
    }),
  );

  app.use(
    '/api/vortex',
    vortexRoutes({
      vortex,
      authenticate: (req: Request) => {
        const person = signIn.person(req);
        if (!person) return null;
        const role = team.role(person.id);
        return {
          ...person,
          scopes: role ? [{ type: team.scopeType, id: team.id, admin: role === 'owner' }] : [],
        };
      },
      // What a component on the team's page is told beside the user; the routes have checked the membership.
      claims: (_user, { scope, scopeType }) => (scope ? { scope: `${scopeType}:${scope}` } : {}),
    }),
  );

  app.use('/app', teamApi({ team, signIn, feed, vortex, cloudUrl, outboxUrl, componentUrl, log }));
  app.get('/', (_req, res) => res.type('html').send(indexPage('Express')));
  app.get('/accept', (_req, res) => res.sendFile('accept.html', { root: PUBLIC }));
  app.get('/vortex.js', (_req, res) => res.type('js').send(vortexScript()));
  app.use(express.static(PUBLIC));
  return { app, team, close: () => feed.close() };
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
