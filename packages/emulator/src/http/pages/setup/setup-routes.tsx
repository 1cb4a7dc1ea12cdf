import { type Context, Hono } from 'hono';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { WebhookEndpoint } from '../../../cloud/webhooks/endpoint.ts';
import type { WebhookOptions } from '../../../cloud/webhooks/webhook-options.ts';
import { newSecret } from '../../../cloud/webhooks/webhook-secret.ts';
import { EmulatorError } from '../../../shared/emulator-error.ts';
import { ApiError } from '../../api-error.ts';
import { readForm } from '../../form.ts';
import { respondHtml } from '../respond.ts';
import { type SetupQuery, SetupView } from './setup-view.tsx';
import { isStep } from './time-panel.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the page at `/setup` changes, beside the Cloud's own state. */
export interface SetupParts {
  readonly cloud: Cloud;
  readonly addWebhook: (webhook: WebhookOptions) => WebhookEndpoint;
  readonly advanceTime: (ms: number) => void;
}

/** The page at `/setup` and its forms. A secret is in the answer that made it, and in no other. */
export function setupRoutes({ cloud, addWebhook, advanceTime }: SetupParts): Hono {
  const { keys, webhooks, clock } = cloud;
  const app = new Hono();
  const show = (c: Context, query?: SetupQuery, status: 200 | 201 | 400 | 409 = 200): Promise<Response> =>
    respondHtml(c, <SetupView cloud={cloud} query={query} />, status);
  const back = (c: Context): Response => c.redirect('/setup', 303);

  app.get('/', (c) => show(c));

  app.post('/keys', async (c) => {
    const { label } = await readForm(c);
    const named = typeof label === 'string' ? label.trim().slice(0, 100) : '';
    const { key } = keys.create(named || 'created by hand', clock.now());
    return show(c, { made: { title: 'A new API key', variable: 'VORTEX_API_KEY', secret: key } }, 201);
  });
  app.post('/keys/:id/revoke', (c) => {
    try {
      if (!keys.revoke(c.req.param('id'))) throw unknown('key');
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      return show(c, { problem: { at: 'keys', message: error.message } }, 409);
    }
    return back(c);
  });

  app.post('/webhooks', async (c) => {
    const form = await readForm(c);
    const url = typeof form.url === 'string' ? form.url.trim() : '';
    const events = [form.events ?? []].flat().filter((event) => typeof event === 'string');
    try {
      const { secret } = addWebhook({ url, secret: newSecret(), ...(events.length > 0 && { events }) });
      return show(c, { made: secretOf(`The secret of ${url}`, secret) }, 201);
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      return show(c, { problem: { at: 'webhooks', message: error.message, value: url } }, 400);
    }
  });
  for (const [verb, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    app.post(`/webhooks/:id/${verb}`, (c) => {
      if (!webhooks.pause(c.req.param('id'), paused)) throw unknown('webhook');
      return back(c);
    });
  }
  app.post('/webhooks/:id/rotate', (c) => {
    const rotated = webhooks.rotate(c.req.param('id'), newSecret());
    if (!rotated) throw unknown('webhook');
    return show(c, { made: secretOf(`The new secret of ${rotated.url}`, rotated.secret) });
  });
  app.post('/webhooks/:id/delete', (c) => {
    if (!webhooks.remove(c.req.param('id'))) throw unknown('webhook');
    return back(c);
  });
  app.post('/time/:days', (c) => {
    const days = Number(c.req.param('days'));
    if (!isStep(days)) throw new ApiError(404, 'step_not_found', 'The page does not offer this time step.');
    advanceTime(days * DAY_MS);
    return back(c);
  });
  return app;
}

function secretOf(title: string, secret: string): NonNullable<SetupQuery['made']> {
  return { title, variable: 'VORTEX_WEBHOOK_SECRET', secret };
}

function unknown(what: 'key' | 'webhook'): ApiError {
  return new ApiError(404, `${what}_not_found`, `This ${what} no longer exists. Reload the page.`);
}
