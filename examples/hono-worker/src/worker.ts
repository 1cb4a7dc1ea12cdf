import client from '@vortex/core/browser' with { type: 'text' };
import { vortex, vortexRoutes, vortexWebhook } from '@vortex/hono';
import { durableObjectReplayStore } from '@vortex/hono/durable-object';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { type AppEnv, CLIENT_PATH, COMPONENT, TEAM, teamOf } from './env.ts';
import { isIntoTeam } from './invitations.ts';
import { acceptPage, homePage, problemPage } from './pages.ts';
import { problemAnswer } from './problems.ts';
import { signedIn, signIn, signOut } from './session.ts';

export { VortexReplayStore } from '@vortex/hono/durable-object';
export { Team } from './team.ts';

const app = new Hono<AppEnv>()
  // c.var.vortex, from the bindings VORTEX_API_KEY and VORTEX_API_BASE_URL
  .use(vortex<AppEnv>())

  // Vortex Cloud reports here; the secret is the binding VORTEX_WEBHOOK_SECRET
  .all(
    '/webhooks/vortex',
    vortexWebhook<AppEnv>({
      // A Worker runs on many machines: which events were handled must be known to all of them.
      replayStore: (c) => durableObjectReplayStore(c.env.VORTEX_REPLAY),
      on: {
        'invitation.accepted': async ({ data: { invitationId, targetEmail } }, { request: c }) => {
          if (invitationId && targetEmail && (await isIntoTeam(c, invitationId))) {
            await teamOf(c).join(targetEmail.toLowerCase());
          }
        },
      },
      onError: (error, { code }) => console.error(`webhook refused or failed (${code}): ${error.message}`),
    }),
  )

  // The page calls these: a token for the component, and the team's invitations
  .route(
    '/api/vortex',
    vortexRoutes<AppEnv>({
      authenticate: signedIn,
      // What the component sends is for the team, for those who are on it.
      claims: ({ scopes }) => (scopes?.length ? { component: COMPONENT, scope: `${TEAM.type}:${TEAM.id}` } : {}),
      logger: console,
    }),
  )

  // What pages call them with, typed and with tokens that stay fresh: the built file, as it is
  .get(CLIENT_PATH, (c) => c.body(client, 200, { 'content-type': 'text/javascript; charset=utf-8' }))

  .use('/app/*', csrf())
  .post('/app/sign-in', async (c) => {
    await signIn(c, 'ada@example.com');
    return c.redirect('/', 303);
  })
  .post('/app/sign-out', (c) => {
    signOut(c);
    return c.redirect('/', 303);
  })
  .post('/app/sign-in/invited', async (c) => {
    const { invitationId } = await c.req.parseBody();
    const invitation = await c.var.vortex.getInvitation(String(invitationId));
    const email = invitation.target?.find(({ type }) => type === 'email')?.value;
    if (!email || invitation.status === 'accepted') {
      return c.html(problemPage('This invitation is no longer open.'), 409);
    }
    // For this demo only: whoever has the link must have got it from that mailbox. A real app confirms the address.
    await signIn(c, email.toLowerCase());
    return c.redirect(`/accept?invitationId=${encodeURIComponent(invitation.id)}`, 303);
  })
  .post('/app/invite', async (c) => {
    const user = await signedIn(c);
    if (!user?.scopes?.length) return c.html(problemPage('Only members of the team may invite.'), 403);
    const { email } = await c.req.parseBody();
    if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email)) {
      return c.html(problemPage('That is no email address.'), 400);
    }
    await c.var.vortex.createInvitation({
      widgetConfigurationId: COMPONENT,
      target: { type: 'email', value: email.toLowerCase() },
      inviter: { userId: String(user.id), userEmail: String(user.email), name: String(user.email) },
      scopeType: TEAM.type,
      scopeId: TEAM.id,
      scopeName: TEAM.name,
    });
    return c.redirect('/', 303);
  })

  .get('/', async (c) => {
    const user = await signedIn(c);
    if (!user?.scopes?.length) return c.html(homePage({ email: user?.email ?? undefined }));
    const [members, open] = await Promise.all([
      teamOf(c).members(),
      c.var.vortex.getInvitationsByScope(TEAM.type, TEAM.id),
    ]);
    const componentUrl = c.env.COMPONENT_URL;
    return c.html(homePage({ email: user.email ?? undefined, members, open, componentUrl }));
  })
  .get('/accept', async (c) => {
    const user = await signedIn(c);
    const invitation = await c.var.vortex.getInvitation(c.req.query('invitationId') ?? '');
    return c.html(acceptPage({ email: user?.email ?? undefined, invitation }));
  })
  .onError(problemAnswer);

/** What `hc` needs to know of the app. */
export type App = typeof app;

export default app;
