import { describe, expect, test } from 'vitest';
import { type FetchRequest, vortexRoutes, vortexWebhook } from './fetch.ts';
import { signedWebhook } from './testing.ts';

/** As SvelteKit, Astro and others hand it over: the request, and what middleware knows of it. */
interface AppEvent {
  readonly request: Request;
  readonly locals: { readonly user: { readonly id: string } | null };
  readonly platform: { readonly context: { waitUntil(work: Promise<unknown>): void } };
}

const SECRET = 'whsec_test';
const vortex = { apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing' };

function event(request: Request, user: AppEvent['locals']['user'] = null, works: Promise<unknown>[] = []): AppEvent {
  return { request, locals: { user }, platform: { context: { waitUntil: (work) => void works.push(work) } } };
}

function delivery(): Request {
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  return new Request('https://app.test/webhooks/vortex', { method: 'POST', headers, body });
}

const token = () => new Request('https://app.test/api/vortex/token', { method: 'POST' });

describe("a framework's own event", () => {
  test('reaches authenticate as it is, with what middleware has put there', async () => {
    const routes = vortexRoutes<AppEvent>({
      requestOf: (event) => event.request,
      authenticate: (event) => event.locals.user,
      vortex,
    });
    expect((await routes(event(token(), { id: 'user-1' }))).status).toBe(200);
    expect((await routes(event(token()))).status).toBe(401);
  });

  test('is the request of event handlers, and gives waitUntil', async () => {
    const works: Promise<unknown>[] = [];
    const seen: unknown[] = [];
    const webhook = vortexWebhook<AppEvent>({
      secret: SECRET,
      requestOf: (event) => event.request,
      waitUntil: (event) => (work) => event.platform.context.waitUntil(work),
      background: true,
      onEvent: (_event, { request }) => void seen.push(request),
    });
    const given = event(delivery(), null, works);
    expect((await webhook(given)).status).toBe(200);
    expect(works).toHaveLength(1);
    await Promise.all(works);
    expect(seen).toEqual([given]);
  });

  test('without requestOf is an error that names it', async () => {
    const routes = vortexRoutes({ authenticate: () => null });
    await expect(routes(event(token()) as never)).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringContaining('requestOf: (event) => event.request'),
    });
  });
});

test('a request of another library is taken for what it has', async () => {
  /** As Azure's functions have it: no `Request`, without a signal, its body a stream. */
  class HttpRequest implements FetchRequest {
    readonly #request: Request;
    readonly method: string;
    readonly url: string;

    constructor(request: Request) {
      this.#request = request;
      this.method = request.method;
      this.url = request.url;
    }

    get headers(): Headers {
      return this.#request.headers;
    }

    get body(): Request['body'] {
      return this.#request.body;
    }

    get bodyUsed(): boolean {
      return this.#request.bodyUsed;
    }
  }
  const seen: string[] = [];
  const webhook = vortexWebhook<HttpRequest>({ secret: SECRET, onEvent: ({ type }) => void seen.push(type) });
  expect((await webhook(new HttpRequest(delivery()))).status).toBe(200);
  expect(seen).toEqual(['invitation.accepted']);
});
