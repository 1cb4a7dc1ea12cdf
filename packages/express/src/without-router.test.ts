import { listen } from '@vortex/conformance';
import { signedWebhook } from '@vortex/core/testing';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ExpressHandler, vortexRoutes, vortexWebhook } from './index.ts';

/** As Cloud Functions call a function: with Express' request and response, and no `next`. */
async function host(fn: (req: express.Request, res: express.Response) => unknown): Promise<string> {
  const { url, close } = await listen(express().use((req, res) => void fn(req, res)));
  onTestFinished(close);
  return url;
}

test('where there is no router, the webhook is the function itself, at any path', async () => {
  const url = await host(vortexWebhook({ secret: 'whsec_test' }));
  const { body, headers } = signedWebhook('invitation.accepted', { secret: 'whsec_test' });
  const answer = await fetch(`${url}/`, { method: 'POST', headers, body });
  expect(await answer.json()).toEqual({ received: true });
});

test('and the routes answer what is below basePath, and 404 elsewhere', async () => {
  const url = await host(
    vortexRoutes({
      authenticate: () => ({ id: 'user-1' }),
      vortex: { apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing' },
    }),
  );
  expect((await fetch(`${url}/api/vortex/token`, { method: 'POST' })).status).toBe(200);
  const outside = await fetch(`${url}/token`, { method: 'POST' });
  expect(outside.status).toBe(404);
  expect(await outside.json()).toMatchObject({ code: 'route_not_found', error: expect.stringContaining('/token') });
});

test('with rethrow, what the app threw is the host’s, and nothing is answered', async () => {
  const bug = new TypeError('my own bug');
  const fail = () => {
    throw bug;
  };
  const thrown: unknown[] = [];
  const handler = vortexWebhook({ secret: 'whsec_test', onEvent: fail, rethrow: true });
  const url = await host(async (req, res) => {
    await handler(req, res).catch((error: unknown) => thrown.push(error));
    res.status(500).send('answered by the host');
  });
  const { body, headers } = signedWebhook('invitation.accepted', { secret: 'whsec_test' });
  const answer = await fetch(url, { method: 'POST', headers, body });
  expect(await answer.text()).toBe('answered by the host');
  expect(thrown).toEqual([bug]);
});

describe('a router that does not say where it is mounted', () => {
  /** As the package `router` calls a handler: Node's own request, and `next`. */
  async function routed(handler: ExpressHandler): Promise<string> {
    const { url, close } = await listen((req, res) => {
      void handler(req as express.Request, res as express.Response, () => res.end('somebody else'));
    });
    onTestFinished(close);
    return url;
  }

  test('the webhook answers at its `path` and nowhere else', async () => {
    const url = await routed(vortexWebhook({ secret: 'whsec_test' }));
    const { body, headers } = signedWebhook('invitation.accepted', { secret: 'whsec_test' });
    const answer = await fetch(`${url}/webhooks/vortex`, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ received: true });
    expect(await (await fetch(url)).text()).toBe('somebody else');
  });

  test('the routes answer below `basePath` and nowhere else', async () => {
    const apiKey = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
    const url = await routed(vortexRoutes({ authenticate: () => ({ id: 'user-1' }), vortex: { apiKey } }));
    expect((await fetch(`${url}/api/vortex/token`, { method: 'POST' })).status).toBe(200);
    expect(await (await fetch(`${url}/token`, { method: 'POST' })).text()).toBe('somebody else');
  });
});
