import { afterEach, describe, expect, test, vi } from 'vitest';
import { vortexRoutes, vortexWebhook } from './fetch.ts';
import { type RouteErrorContext, Vortex, type VortexLogger } from './index.ts';
import { signedWebhook } from './testing.ts';

const bug = new TypeError('my own bug');
const fail = () => {
  throw bug;
};
const SECRET = 'whsec_test';

function delivery(): Request {
  const { body, headers, event } = signedWebhook('invitation.accepted', { secret: SECRET });
  expect(event.id).toBeTruthy();
  return new Request('http://app.test/webhooks/vortex', { method: 'POST', headers, body });
}

const token = () => new Request('http://app.test/api/vortex/token', { method: 'POST' });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('rethrow', () => {
  test('rejects with what the app threw, and still tells onError', async () => {
    const told: unknown[] = [];
    const options = { rethrow: true, onError: (error: Error) => told.push(error) };
    await expect(vortexWebhook({ secret: SECRET, onEvent: fail, ...options })(delivery())).rejects.toBe(bug);
    await expect(vortexRoutes({ authenticate: fail, ...options })(token())).rejects.toBe(bug);
    expect(told).toEqual([bug, bug]);
  });

  test('leaves the console to the framework, which logs what it is handed', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(vortexRoutes({ authenticate: fail, rethrow: true })(token())).rejects.toBe(bug);
    await expect(vortexWebhook({ secret: SECRET, onEvent: fail, rethrow: true })(delivery())).rejects.toBe(bug);
    expect(error).not.toHaveBeenCalled();
  });

  test('tells of what can no longer be handed on: a handler that fails after its time-out', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const onEvent = async () => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      fail();
    };
    const webhook = vortexWebhook({ secret: SECRET, onEvent, handlerTimeout: 10, rethrow: true });
    expect((await webhook(delivery())).status).toBe(500);
    await expect.poll(() => error.mock.calls.map(([line]) => line)).toHaveLength(2);
    expect(error.mock.calls[0]?.[0]).toContain('handler_timeout');
    expect(error.mock.calls[1]).toEqual([expect.stringContaining('handler_failed'), bug]);
  });

  test('hands on nothing of ours: a refusal is still answered', async () => {
    const answer = await vortexRoutes({ authenticate: () => null, rethrow: true })(token());
    expect(answer.status).toBe(401);
    const forged = new Request('http://app.test/', {
      method: 'POST',
      headers: { 'x-vortex-signature': 'x' },
      body: '',
    });
    expect((await vortexWebhook({ secret: SECRET, rethrow: true })(forged)).status).toBe(401);
  });
});

describe('onError of the routes', () => {
  test('gets what the app threw, with code, status and request', async () => {
    const seen: [Error, RouteErrorContext<Request>][] = [];
    const request = token();
    const routes = vortexRoutes({ authenticate: fail, onError: (error, context) => seen.push([error, context]) });
    expect((await routes(request)).status).toBe(500);
    expect(seen).toEqual([[bug, { code: 'authenticate_failed', status: 500, request }]]);
  });

  test('is not told of what a stranger brings about', async () => {
    const seen: unknown[] = [];
    const routes = vortexRoutes({ authenticate: () => null, onError: (error) => seen.push(error) });
    expect((await routes(token())).status).toBe(401);
    expect(seen).toEqual([]);
  });

  test('that fails itself changes no answer', async () => {
    const answer = await vortexRoutes({ authenticate: fail, onError: fail })(token());
    expect(await answer.json()).toMatchObject({ code: 'authenticate_failed' });
  });
});

describe('a logger that keeps the message alone, as pino does', () => {
  function keepsMessages(): { readonly lines: string[]; readonly logger: VortexLogger } {
    const lines: string[] = [];
    return { lines, logger: { error: (message) => void lines.push(message) } };
  }

  test('shows sentence, code, event and cause of a webhook', async () => {
    const { lines, logger } = keepsMessages();
    const request = delivery();
    const { id } = JSON.parse(await request.clone().text());
    await vortexWebhook({ secret: SECRET, onEvent: fail, logger })(request);
    expect(lines).toEqual([
      `Vortex webhook: A webhook handler failed; the event may be delivered again. (handler_failed, event ${id}) TypeError: my own bug`,
    ]);
  });

  test('does not promise another delivery of what failed in the background', async () => {
    const { lines, logger } = keepsMessages();
    await vortexWebhook({ secret: SECRET, onEvent: fail, logger, background: true })(delivery());
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toContain('the event got 200 already and is not delivered again.');
  });

  test('shows sentence, code and cause of a route', async () => {
    const { lines, logger } = keepsMessages();
    await vortexRoutes({ authenticate: fail, logger })(token());
    expect(lines).toEqual([
      "A Vortex route answered 500: The app's sign-in check failed. (authenticate_failed) TypeError: my own bug",
    ]);
  });
});

test('what a look-up of a webhook throws reaches onError as it was thrown', async () => {
  const seen: unknown[] = [];
  const onError = (error: Error, { code }: { code: string }) => seen.push([error, code]);
  const answer = await vortexWebhook({ secret: fail, onError })(delivery());
  expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'internal_error' }]);
  expect(seen).toEqual([[bug, 'internal_error']]);
});

describe('a call to Vortex that a route makes', () => {
  const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

  function told() {
    const [error, warn, onError] = [vi.fn(), vi.fn(), vi.fn()];
    return { error, warn, onError, options: { authenticate: () => ({ id: 'ada' }), logger: { error, warn }, onError } };
  }

  test('and that Vortex refuses is a warning, and no error', async () => {
    const { error, warn, onError, options } = told();
    const vortex = new Vortex({ apiKey: KEY, fetch: async () => Response.json({}, { status: 404 }) });
    const answer = await vortexRoutes({ ...options, vortex })(new Request('http://app.test/api/vortex/invitations/i'));
    expect(answer.status).toBe(404);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(/^A Vortex route answered 404: .*\(not_found\)$/),
        expect.objectContaining({ code: 'not_found' }),
      ],
    ]);
    expect(error).not.toHaveBeenCalled();
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'not_found' }), expect.anything());
  });

  test('and that ends since the page has gone is told to nobody', async () => {
    const { error, warn, onError, options } = told();
    const page = new AbortController();
    const fetch = async (): Promise<never> => {
      page.abort();
      return new Promise(() => {});
    };
    const routes = vortexRoutes({ ...options, vortex: new Vortex({ apiKey: KEY, fetch }) });
    const request = new Request('http://app.test/api/vortex/invitations/i', { signal: page.signal });
    expect(await (await routes(request)).json()).toMatchObject({ code: 'aborted' });
    for (const silent of [error, warn, onError]) expect(silent).not.toHaveBeenCalled();
  });
});

test('a body that a parser has taken is told of without the body', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const request = delivery();
  await request.text();
  expect((await vortexWebhook({ secret: SECRET })(request)).status).toBe(500);
  expect(error).toHaveBeenCalledOnce();
  expect(error.mock.calls[0]?.[0]).toContain('raw_body_unavailable');
});
