import { Vortex } from '@vortex/core';
import { vortexRoutes } from '@vortex/core/fetch';
import { expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { vortexHere } from './support/in-process.ts';

it('a page’s token, a component, the server’s client and the CLI name the same team', async () => {
  const emulator = await createEmulator();
  onTestFinished(() => emulator.close());
  const vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url });
  const user = { id: 'ada', email: 'ada@x.test', scopes: [{ type: 'team', id: 't1' }] };
  const routes = vortexRoutes({ authenticate: () => user, vortex });

  const context = { scope: 't1', scopeType: 'team', componentId: 'component-1' };
  const answer = await routes(
    new Request('http://app.test/api/vortex/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ context }),
    }),
  );
  const { token } = (await answer.json()) as { token: string };
  const own = vortex.generateToken({ user, component: 'component-1', scope: { type: 'team', id: 't1' } });

  // As a component sends it, which has nothing but its token.
  for (const [bearer, value] of [
    [token, 'by-route@x.test'],
    [own, 'by-token@x.test'],
  ] as const) {
    const sent = await fetch(`${emulator.url}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        widgetConfigurationId: 'component-1',
        payload: { email: { type: 'email', value } },
        source: 'email',
      }),
    });
    expect(sent.ok).toBe(true);
  }
  await vortex.createInvitation({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value: 'by-server@x.test' },
    inviter: { userId: 'ada' },
    scopeType: 'team',
    scopeId: 't1',
  });

  const listed = await vortex.getInvitationsByScope('team', 't1');
  const people = ['by-route@x.test', 'by-token@x.test', 'by-server@x.test'];
  expect(listed.flatMap(({ target }) => target.map(({ value }) => value))).toEqual(people);
  const { out } = await vortexHere(['invitations', 'list', '--emulator', emulator.url]);
  for (const person of people) expect(out).toMatch(new RegExp(`${person} +team:t1 `));
});
