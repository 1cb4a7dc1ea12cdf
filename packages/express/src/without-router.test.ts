import { listen } from '@vortex/conformance';
import { signedWebhook } from '@vortex/core/testing';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

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
