import { ForbiddenException, Inject, Injectable, Module, Scope, UnauthorizedException } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { verifyToken } from '@vortex/core';
import { describe, expect, test } from 'vitest';
import { API_KEY, platforms, startNest } from '../../test/nest-app.ts';
import { VortexModule, type VortexRequest } from '../index.ts';

describe.each(platforms)('authenticate on %s', (_, adapter) => {
  @Injectable()
  class Sessions {
    userOf({ headers }: VortexRequest) {
      const id = headers['x-user'];
      return typeof id === 'string' ? { id } : null;
    }
  }

  @Injectable()
  class SessionAuthenticator {
    readonly #sessions: Sessions;

    constructor(sessions: Sessions) {
      this.#sessions = sessions;
    }

    authenticate(request: VortexRequest) {
      return this.#sessions.userOf(request);
    }
  }

  @Injectable({ scope: Scope.REQUEST })
  class ScopedAuthenticator extends SessionAuthenticator {}

  const statuses = async (imports: NonNullable<Parameters<typeof Module>[0]['imports']>): Promise<unknown> => {
    @Module({ imports })
    class App {}
    const app = await startNest(App, adapter());
    const signedIn = await app.post('/api/vortex/token', {}, { 'x-user': 'ada' });
    return [signedIn.status, (await app.post('/api/vortex/token', {})).status];
  };

  test('may be a class that the app provides', async () => {
    for (const authenticate of [SessionAuthenticator, ScopedAuthenticator]) {
      @Module({ providers: [Sessions, authenticate] })
      class Auth {}
      expect(await statuses([Auth, VortexModule.forRoot({ apiKey: API_KEY, routes: { authenticate } })])).toEqual([
        200, 401,
      ]);
    }
  });

  test('may be a class that Nest makes for each request, and two users at once stay two', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class OfThisRequest {
      readonly #request: VortexRequest;

      constructor(@Inject(REQUEST) request: VortexRequest) {
        this.#request = request;
      }

      async authenticate() {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { id: String(this.#request.headers['x-user']) };
      }
    }
    @Module({ providers: [OfThisRequest] })
    class Auth {}
    @Module({ imports: [Auth, VortexModule.forRoot({ apiKey: API_KEY, routes: { authenticate: OfThisRequest } })] })
    class App {}
    const app = await startNest(App, adapter());
    const people = ['ada', 'bob', 'ada', 'eve'];
    const answers = await Promise.all(people.map((id) => app.post('/api/vortex/token', {}, { 'x-user': id })));
    const tokens = await Promise.all(answers.map(({ json }) => verifyToken(String(json.token), API_KEY)));
    expect(tokens.map(({ userId }) => userId)).toEqual(people);
  });

  test('may be a class that is made with what `imports` export', async () => {
    @Module({ providers: [Sessions], exports: [Sessions] })
    class SessionModule {}
    const routes = { authenticate: SessionAuthenticator };
    expect(await statuses([VortexModule.forRoot({ apiKey: API_KEY, imports: [SessionModule], routes })])).toEqual([
      200, 401,
    ]);
    const useFactory = () => ({ apiKey: API_KEY });
    expect(await statuses([VortexModule.forRootAsync({ imports: [SessionModule], routes, useFactory })])).toEqual([
      200, 401,
    ]);
  });

  test('may come from the factory', async () => {
    const useFactory = (sessions: Sessions) => ({
      apiKey: API_KEY,
      routes: { authenticate: (request: VortexRequest) => sessions.userOf(request) },
    });
    @Module({ providers: [Sessions], exports: [Sessions] })
    class SessionModule {}
    expect(
      await statuses([
        VortexModule.forRootAsync({ imports: [SessionModule], inject: [Sessions], routes: {}, useFactory }),
      ]),
    ).toEqual([200, 401]);
  });

  test('may throw an HttpException, as may a rule, and Nest answers it', async () => {
    @Injectable()
    class Strict {
      authenticate({ headers }: VortexRequest) {
        if (headers['x-user'] === 'broken') throw new Error('no session store');
        if (headers['x-user'] === undefined) throw new UnauthorizedException('The session has ended.');
        return { id: 'ada' };
      }
    }
    const createToken = () => {
      throw new ForbiddenException('Not in the free plan.');
    };
    const routes = { authenticate: Strict, authorize: { createToken } };
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, routes })] })
    class App {}
    const app = await startNest(App, adapter());
    expect(await app.post('/api/vortex/token', {})).toMatchObject({
      status: 401,
      json: { message: 'The session has ended.' },
    });
    expect(await app.post('/api/vortex/token', {}, { 'x-user': 'ada' })).toMatchObject({
      status: 403,
      json: { message: 'Not in the free plan.' },
    });
    const complaints = () => app.log.filter((line) => /^(warn|error)/.test(line));
    expect(complaints()).toEqual([]);
    expect(await app.post('/api/vortex/token', {}, { 'x-user': 'broken' })).toMatchObject({
      status: 500,
      json: { code: 'authenticate_failed' },
    });
    expect(complaints()).toHaveLength(1);
  });

  test('that is missing is an error when the app starts', async () => {
    const useFactory = () => ({ apiKey: API_KEY });
    await expect(statuses([VortexModule.forRootAsync({ routes: {}, useFactory })])).rejects.toThrow(/authenticate/);
  });
});
