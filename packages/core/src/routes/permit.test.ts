import { expect, test } from 'vitest';
import { type HandlerInput, handleRoute, performAction } from '../adapter.ts';
import { Vortex, type VortexRoutesOptions } from '../index.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

function post(path: string, body: unknown): HandlerInput {
  const header = (name: string) => (name === 'content-type' ? 'application/json' : undefined);
  return { method: 'POST', pathname: `/api/vortex${path}`, query: '', header, body: JSON.stringify(body), request: {} };
}

test('a rule can not change what it was shown: nothing else is sent', async () => {
  const sent: unknown[] = [];
  const fetch = async (_url: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'POST') sent.push(JSON.parse(body ?? '{}'));
    return Response.json({ id: 'inv-1', invitations: [] });
  };
  const vortex = new Vortex({ apiKey: API_KEY, fetch });
  const change = (value: object, key: string, to: unknown) => Reflect.set(value, key, to);
  const options: VortexRoutesOptions = {
    authenticate: () => ({ id: 'ada', email: 'ada@acme.test' }),
    vortex,
    authorize: {
      accept: ({ acceptor, invitationIds }) =>
        !change(acceptor, 'email', 'eve@evil.test') && !change(invitationIds, '0', 'inv-2'),
      configureAutojoin: ({ domains, metadata }) =>
        !change(domains, '0', 'evil.test') && !change(metadata?.nested as object, 'a', 2),
    },
  };
  const accepted = await handleRoute(post('/invitations/accept', { invitationIds: ['inv-1'] }), options);
  expect(accepted.status).toBe(200);
  const settings = { domains: ['acme.test'], componentId: 'c-1', metadata: { nested: { a: 1 } } };
  await handleRoute(post('/invitations/by-scope/team/42/autojoin', settings), options);
  expect(sent).toEqual([
    { invitationIds: ['inv-1'], user: { email: 'ada@acme.test' } },
    { scope: '42', scopeType: 'team', ...settings },
  ]);
});

test.each<[string, (metadata: { nested: { a: number } }) => object]>([
  ['as it is', (metadata) => metadata],
  ['frozen', (metadata) => Object.freeze(metadata)],
])(
  'metadata that a server action gets %s stays its caller’s, whose later changes are not sent',
  async (_name, given) => {
    const sent: unknown[] = [];
    const fetch = async (_url: string, { body }: { body?: string }) => {
      sent.push(JSON.parse(body ?? '{}').metadata);
      return Response.json({ autojoinDomains: [], invitation: null });
    };
    const nested = { a: 1 };
    const metadata = given({ nested });
    const fields = { scopeType: 'team', scope: '42', domains: ['acme.test'], componentId: 'c-1', metadata };
    const { status } = await performAction(
      'configureAutojoin',
      { fields, request: undefined },
      {
        authenticate: () => ({ id: 'ada' }),
        vortex: new Vortex({ apiKey: API_KEY, fetch }),
        authorize: { configureAutojoin: () => Reflect.set(nested, 'a', 2) },
      },
    );
    expect(status).toBe(200);
    expect(sent).toEqual([{ nested: { a: 1 } }]);
  },
);

test('a logger that throws changes no answer', async () => {
  const options: VortexRoutesOptions = {
    authenticate: () => Promise.reject(new Error('down')),
    logger: {
      error() {
        throw new Error('the disk is full');
      },
    },
  };
  expect(await handleRoute(post('/jwt', {}), options)).toMatchObject({
    status: 500,
    body: { code: 'authenticate_failed' },
  });
});
