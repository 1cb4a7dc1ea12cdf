import { Hono } from 'hono';
import { hc, type InferRequestType, type InferResponseType } from 'hono/client';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type AutojoinDomainsResponse,
  type InvitationResult,
  Vortex,
  type VortexErrorBody,
  type VortexTokenContext,
  type VortexVariables,
  vortex,
  vortexRoutes,
  vortexWebhook,
} from './index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

const app = new Hono()
  .use(vortex(KEY))
  .all('/webhooks/vortex', vortexWebhook())
  .route('/api/vortex', vortexRoutes({ authenticate: () => ({ id: 'ada' }) }))
  .get('/mine', (c) => c.json({ token: c.var.vortex.generateToken({ user: { id: 'ada' } }) }));

const client = hc<typeof app>('http://localhost', { fetch: app.request });

describe('hc', () => {
  const { jwt, token, invitations } = client.api.vortex;

  test('calls the routes by their names', async () => {
    const answer = await jwt.$post({ json: { context: { componentId: 'team-invite' } } });
    expect(answer.status).toBe(200);
    if (!answer.ok) throw new Error('not ok');
    const body = await answer.json();
    expectTypeOf(body).toEqualTypeOf<{ jwt: string }>();
    expect(body.jwt.split('.')).toHaveLength(3);
    expect((await token.$post()).status).toBe(200);
  });

  test('tells an error’s body by its status', async () => {
    const answer = await invitations[':id'].$get({ param: { id: 'by-scope%2Fteam%2F42' } });
    if (answer.status === 200) throw new Error('not refused');
    const body = await answer.json();
    expectTypeOf(body).toEqualTypeOf<VortexErrorBody>();
    expect(body.code).toBe('invalid_request');
  });

  test('knows inputs and outputs', () => {
    expectTypeOf<InferRequestType<typeof jwt.$post>>().toEqualTypeOf<{ json?: { context?: VortexTokenContext } }>();
    expectTypeOf<InferResponseType<typeof token.$post, 200>>().toEqualTypeOf<{ token: string }>();
    expectTypeOf<InferResponseType<typeof token.$post, 401>>().toEqualTypeOf<VortexErrorBody>();

    expectTypeOf(invitations.$get).parameter(0).toHaveProperty('query').toMatchTypeOf<{ targetValue: string }>();
    expectTypeOf<InferResponseType<typeof invitations.$get, 200>>().toEqualTypeOf<{
      invitations: InvitationResult[];
    }>();

    expectTypeOf<InferRequestType<typeof invitations.accept.$post>['json']['invitationIds']>().toEqualTypeOf<
      string[]
    >();
    expectTypeOf<InferResponseType<(typeof invitations)[':id']['$get'], 200>>().toEqualTypeOf<InvitationResult>();
    expectTypeOf<InferResponseType<(typeof invitations)[':id']['$delete'], 200>>().toEqualTypeOf<{ success: true }>();
    expectTypeOf<InferRequestType<(typeof invitations)[':id']['reinvite']['$post']>>().toEqualTypeOf<{
      param: { id: string };
    }>();

    const { autojoin } = invitations['by-scope'][':scopeType'][':scope'];
    expectTypeOf<InferRequestType<typeof autojoin.$post>['param']>().toEqualTypeOf<{
      scopeType: string;
      scope: string;
    }>();
    expectTypeOf<InferRequestType<typeof autojoin.$post>['json']['domains']>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<InferResponseType<typeof autojoin.$get, 200>>().toEqualTypeOf<AutojoinDomainsResponse>();
  });

  test('refuses what no route takes', () => {
    // @ts-expect-error no such route
    void invitations.nothing;
    // @ts-expect-error no such method
    void jwt.$get;
    // @ts-expect-error an id is needed
    expectTypeOf(invitations[':id'].$get).toBeCallableWith({});
    // @ts-expect-error the ids are texts
    expectTypeOf(invitations.accept.$post).toBeCallableWith({ json: { invitationIds: [1] } });
  });
});

describe('the app', () => {
  test('has c.var.vortex when the middleware is chained, or its type is named', () => {
    new Hono().use(vortex()).get('/', (c) => {
      expectTypeOf(c.var.vortex).toEqualTypeOf<Vortex>();
      return c.body(null);
    });
    new Hono<{ Variables: VortexVariables }>().get('/', (c) => {
      expectTypeOf(c.get('vortex')).toEqualTypeOf<Vortex>();
      return c.body(null);
    });
  });

  test('has nothing of ours when neither is so', () => {
    new Hono().get('/', (c) => {
      // @ts-expect-error nothing is declared for every app of the program
      void c.var.vortex;
      return c.body(null);
    });
  });

  test('hands its own bindings and variables to the functions of the options', () => {
    type AppEnv = {
      Bindings: { VORTEX_SECRET: string; DB: { find(id: string): string } };
      Variables: { userId: string };
    };
    new Hono<AppEnv>()
      .use(vortex<AppEnv>((c) => ({ apiKey: c.env.VORTEX_SECRET })))
      .all(
        '/webhooks/vortex',
        vortexWebhook<AppEnv>({
          secret: (c) => c.env.VORTEX_SECRET,
          on: {
            'invitation.accepted': (event, { request: c }) => {
              expectTypeOf(event.data.invitationId).toEqualTypeOf<string | undefined>();
              c.env.DB.find(event.id);
            },
          },
        }),
      )
      .route('/api/vortex', vortexRoutes<AppEnv>({ authenticate: (c) => ({ id: c.var.userId }) }));
    new Hono().all('/', vortexWebhook({ secret: (c) => c.env.VORTEX_WEBHOOK_SECRET }));
    expect(new Vortex(KEY)).toBeInstanceOf(Vortex);
  });
});
