import { Hono } from 'hono';
import { hc, type InferRequestType, type InferResponseType } from 'hono/client';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type AcceptUser,
  type Address,
  type AutojoinDomainsResponse,
  type ConfigureAutojoinRequest,
  type InvitationResult,
  type SyncInternalInvitationRequest,
  type SyncInternalInvitationResponse,
  type TargetType,
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
  const { ':id': one, 'sync-internal-invitation': sync } = invitations;
  const scope = invitations['by-scope'][':scopeType'][':scope'];

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

  test('knows what every route takes', () => {
    type Id = { param: { id: string } };
    type Scope = { param: { scopeType: string; scope: string } };
    type Context = { json?: { context?: VortexTokenContext } };
    expectTypeOf<InferRequestType<typeof jwt.$post>>().toEqualTypeOf<Context>();
    expectTypeOf<InferRequestType<typeof token.$post>>().toEqualTypeOf<Context>();
    expectTypeOf<InferRequestType<typeof invitations.$get>>().toEqualTypeOf<{
      query: { targetType: TargetType; targetValue: string };
    }>();
    expectTypeOf<InferRequestType<typeof invitations.accept.$post>>().toEqualTypeOf<{
      json: { invitationIds: string[]; user?: AcceptUser; target?: Address };
    }>();
    expectTypeOf<InferRequestType<typeof sync.$post>>().toEqualTypeOf<{ json: SyncInternalInvitationRequest }>();
    expectTypeOf<InferRequestType<typeof one.$get>>().toEqualTypeOf<Id>();
    expectTypeOf<InferRequestType<typeof one.$delete>>().toEqualTypeOf<Id>();
    expectTypeOf<InferRequestType<typeof one.reinvite.$post>>().toEqualTypeOf<Id>();
    expectTypeOf<InferRequestType<typeof scope.$get>>().toEqualTypeOf<Scope>();
    expectTypeOf<InferRequestType<typeof scope.$delete>>().toEqualTypeOf<Scope>();
    expectTypeOf<InferRequestType<typeof scope.autojoin.$get>>().toEqualTypeOf<Scope>();
    type Configure = InferRequestType<typeof scope.autojoin.$post>;
    expectTypeOf<Configure['param']>().toEqualTypeOf<Scope['param']>();
    expectTypeOf<Configure['json']>().toEqualTypeOf<Omit<ConfigureAutojoinRequest, 'scope' | 'scopeType'>>();
  });

  test('knows what every route answers', () => {
    type Good<Call> = InferResponseType<Call, 200>;
    expectTypeOf<Good<typeof jwt.$post>>().toEqualTypeOf<{ jwt: string }>();
    expectTypeOf<Good<typeof token.$post>>().toEqualTypeOf<{ token: string }>();
    expectTypeOf<Good<typeof invitations.$get>>().toEqualTypeOf<{ invitations: InvitationResult[] }>();
    expectTypeOf<Good<typeof invitations.accept.$post>>().toEqualTypeOf<{ invitations: InvitationResult[] }>();
    expectTypeOf<Good<typeof sync.$post>>().toEqualTypeOf<SyncInternalInvitationResponse>();
    expectTypeOf<Good<typeof one.$get>>().toEqualTypeOf<InvitationResult>();
    expectTypeOf<Good<typeof one.$delete>>().toEqualTypeOf<{ success: true }>();
    expectTypeOf<Good<typeof one.reinvite.$post>>().toEqualTypeOf<InvitationResult>();
    expectTypeOf<Good<typeof scope.$get>>().toEqualTypeOf<{ invitations: InvitationResult[] }>();
    expectTypeOf<Good<typeof scope.$delete>>().toEqualTypeOf<{ success: true }>();
    expectTypeOf<Good<typeof scope.autojoin.$get>>().toEqualTypeOf<AutojoinDomainsResponse>();
    expectTypeOf<Good<typeof scope.autojoin.$post>>().toEqualTypeOf<AutojoinDomainsResponse>();
  });

  test('knows one body for every error of every route', () => {
    type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500 | 502 | 503 | 504;
    type AnswerTo<Call> = Call extends (...input: never[]) => Promise<infer Answer> ? Answer : never;
    type StatusOf<Answer> = Answer extends { status: infer Found } ? Found : never;
    type Lacking<Call> = Call extends unknown ? (Status extends StatusOf<AnswerTo<Call>> ? never : Call) : never;
    type Bad<Answer> = Exclude<Answer, { status: 200 }>;
    type Calls =
      | (typeof jwt | typeof token | typeof invitations.accept | typeof sync | typeof one.reinvite)['$post']
      | (typeof invitations | typeof one | typeof scope | typeof scope.autojoin)['$get']
      | (typeof one | typeof scope)['$delete']
      | (typeof scope.autojoin)['$post'];
    expectTypeOf<Lacking<Calls>>().toBeNever();
    expectTypeOf<StatusOf<Bad<AnswerTo<Calls>>>>().toEqualTypeOf<Status>();
    expectTypeOf<Bad<AnswerTo<Calls>>['json']>().returns.resolves.toEqualTypeOf<VortexErrorBody>();
    expectTypeOf<InferResponseType<typeof token.$post, 401>>().toEqualTypeOf<VortexErrorBody>();
  });

  test('asks for paths and methods that there are', async () => {
    const strangers = new Hono().route('/api/vortex', vortexRoutes({ authenticate: () => null }));
    const { api } = hc<typeof strangers>('http://localhost', { fetch: strangers.request });
    const { jwt, token, invitations } = api.vortex;
    const [one, sync] = [invitations[':id'], invitations['sync-internal-invitation']];
    const scope = invitations['by-scope'][':scopeType'][':scope'];
    const inOne = { param: { id: 'an-id' } };
    const inScope = { param: { scopeType: 'team', scope: '42' } };
    const request = { creatorId: 'ada', targetValue: 'bob', action: 'accepted', componentId: 'c-1' } as const;
    const answers = await Promise.all([
      jwt.$post(),
      token.$post({ json: {} }),
      invitations.$get({ query: { targetType: 'email', targetValue: 'ada@example.com' } }),
      invitations.accept.$post({ json: { invitationIds: ['an-id'] } }),
      sync.$post({ json: request }),
      one.$get(inOne),
      one.$delete(inOne),
      one.reinvite.$post(inOne),
      scope.$get(inScope),
      scope.$delete(inScope),
      scope.autojoin.$get(inScope),
      scope.autojoin.$post({ ...inScope, json: { domains: ['acme.test'], componentId: 'c-1' } }),
    ]);
    // Path and method are looked at before the person.
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
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
