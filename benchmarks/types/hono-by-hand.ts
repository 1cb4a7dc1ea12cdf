import {
  type AcceptUser,
  type ConfigureAutojoinRequest,
  type SyncInternalInvitationRequest,
  Vortex,
} from '@teamvortexsoftware/vortex-node-22-sdk';
import { Hono } from 'hono';
import { hc } from 'hono/client';
import { validator } from 'hono/validator';

const vortex = new Vortex('');
const user = { id: 'user-1', email: 'ada@example.com' };
const json = <Body>() => validator('json', (value: unknown) => value as Body);

const routes = new Hono()
  .post('/jwt', (c) => c.json({ jwt: vortex.generateJwt({ user }) }))
  .post('/token', (c) => c.json({ token: vortex.generateToken({ user }) }))
  .get(
    '/invitations',
    validator('query', (value) => value as { targetType: 'email'; targetValue: string }),
    async (c) => {
      const { targetType, targetValue } = c.req.valid('query');
      return c.json({ invitations: await vortex.getInvitationsByTarget(targetType, targetValue) });
    },
  )
  .post('/invitations/accept', json<{ invitationIds: string[]; user: AcceptUser }>(), async (c) => {
    const body = c.req.valid('json');
    return c.json(await vortex.acceptInvitations(body.invitationIds, body.user));
  })
  .post('/invitations/sync-internal-invitation', json<SyncInternalInvitationRequest>(), async (c) =>
    c.json(await vortex.syncInternalInvitation(c.req.valid('json'))),
  )
  .get('/invitations/:id', async (c) => c.json(await vortex.getInvitation(c.req.param('id'))))
  .delete('/invitations/:id', async (c) => c.json(await vortex.revokeInvitation(c.req.param('id'))))
  .post('/invitations/:id/reinvite', async (c) => c.json(await vortex.reinvite(c.req.param('id'))))
  .get('/invitations/by-scope/:scopeType/:scope', async (c) => {
    const { scopeType, scope } = c.req.param();
    return c.json({ invitations: await vortex.getInvitationsByScope(scopeType, scope) });
  })
  .delete('/invitations/by-scope/:scopeType/:scope', async (c) => {
    const { scopeType, scope } = c.req.param();
    return c.json(await vortex.deleteInvitationsByScope(scopeType, scope));
  })
  .get('/invitations/by-scope/:scopeType/:scope/autojoin', async (c) => {
    const { scopeType, scope } = c.req.param();
    return c.json(await vortex.getAutojoinDomains(scopeType, scope));
  })
  .post(
    '/invitations/by-scope/:scopeType/:scope/autojoin',
    json<Omit<ConfigureAutojoinRequest, 'scope' | 'scopeType'>>(),
    async (c) => c.json(await vortex.configureAutojoin({ ...c.req.valid('json'), ...c.req.param() })),
  );

const app = new Hono().route('/api/vortex', routes);

const client = hc<typeof app>('https://app.example.com');
const response = await client.api.vortex.invitations[':id'].$get({ param: { id: 'an-id' } });
export const status = response.ok ? (await response.json()).status : undefined;
