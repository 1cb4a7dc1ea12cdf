import { type Context, Hono } from 'hono';
import { catchUp } from '../../cloud/catch-up.ts';
import { iso } from '../../cloud/clock.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Faults } from '../../cloud/faults.ts';
import type { Delivery } from '../../cloud/webhooks/delivery.ts';
import type { WebhookEndpoint } from '../../cloud/webhooks/endpoint.ts';
import type { WebhookOptions } from '../../cloud/webhooks/webhook-options.ts';
import { newSecret } from '../../cloud/webhooks/webhook-secret.ts';
import { toWire } from '../../cloud/wire.ts';
import { ApiError } from '../api-error.ts';
import { parseJson } from '../json-body.ts';
import { readStart } from '../server-api/requests/queries.ts';
import { outboxRoutes } from './outbox.ts';
import { readFault, readMilliseconds, readOptional, readPaused, readWebhook } from './requests.ts';

/** What can be done to an emulator from outside, beside using it. */
export interface Admin {
  readonly cloud: Cloud;
  readonly addWebhook: (webhook: WebhookOptions) => WebhookEndpoint;
  readonly rotateWebhookSecret: (id: string, secret?: string) => WebhookEndpoint | undefined;
  readonly advanceTime: (ms: number) => void;
  readonly faults: Faults;
  /** Back to the beginning. */
  readonly reset: () => void;
}

const PAGE = 100;

/**
 * What the CLI asks a running emulator, mounted at `/__emulator`. It needs no key: the guard has
 * decided. A key's or a webhook's secret is answered once, when it is made.
 */
export function adminRoutes({ cloud, addWebhook, rotateWebhookSecret, advanceTime, faults, reset }: Admin): Hono {
  const { keys, webhooks, clock } = cloud;
  const app = new Hono();
  const body = async (c: Context): Promise<unknown> => parseJson(c, await c.req.text());

  app.get('/health', (c) => c.json({ ok: true }));
  app.get('/state', (c) => {
    catchUp(cloud);
    return c.json({
      url: cloud.origin,
      time: iso(clock.now()),
      invitations: cloud.store.size,
      outbox: cloud.outbox.size,
      deliveries: webhooks.size,
      webhooks: webhooks.endpoints.length,
      keys: keys.list().length,
    });
  });
  app.post('/reset', (c) => {
    reset();
    return c.json({});
  });
  app.post('/time', async (c) => {
    advanceTime(readMilliseconds(await body(c)));
    return c.json({ time: iso(clock.now()) });
  });

  app.post('/faults', async (c) => {
    faults.add(readFault(await body(c)));
    return c.json({}, 201);
  });
  app.delete('/faults', (c) => {
    faults.reset();
    return c.json({});
  });

  app.get('/keys', (c) => c.json({ keys: keys.list() }));
  app.post('/keys', async (c) => {
    const label = readOptional(await body(c), 'label');
    return c.json(keys.create(label ?? 'created by hand', clock.now()), 201);
  });
  app.delete('/keys/:id', (c) => {
    if (!keys.revoke(c.req.param('id'))) throw unknown('key', c.req.param('id'));
    return c.json({});
  });

  app.get('/webhooks', (c) => c.json({ webhooks: webhooks.endpoints.map(withoutSecret) }));
  app.post('/webhooks', async (c) => {
    const { secret = newSecret(), ...webhook } = readWebhook(await body(c));
    return c.json(addWebhook({ ...webhook, secret }), 201);
  });
  app.delete('/webhooks/:id', (c) => {
    if (!webhooks.remove(c.req.param('id'))) throw unknown('webhook', c.req.param('id'));
    return c.json({});
  });
  app.post('/webhooks/:id/rotate', async (c) => {
    const rotated = rotateWebhookSecret(c.req.param('id'), readOptional(await body(c), 'secret'));
    if (!rotated) throw unknown('webhook', c.req.param('id'));
    return c.json(rotated);
  });
  app.post('/webhooks/:id/pause', async (c) => {
    const changed = webhooks.pause(c.req.param('id'), readPaused(await body(c)));
    if (!changed) throw unknown('webhook', c.req.param('id'));
    return c.json(withoutSecret(changed));
  });

  app.route('/outbox', outboxRoutes(cloud));
  app.get('/invitations', (c) => {
    catchUp(cloud);
    const start = readStart(c.req.query('start'));
    const records = cloud.store.all().slice(start, start + PAGE);
    const next = start + records.length;
    return c.json({
      invitations: records.map((record) => toWire(record, cloud.origin)),
      next: next < cloud.store.size ? next : null,
    });
  });
  app.get('/deliveries', (c) => {
    const webhook = c.req.query('webhook');
    const all = webhooks.deliveries.filter(({ endpointId }) => !webhook || endpointId === webhook);
    const shown = c.req.query('attempted') === 'true' ? byLatestAttempt(all) : all;
    return c.json({ deliveries: shown.slice(-PAGE).map(withoutBody) });
  });
  app.post('/deliveries/:id/redeliver', (c) => {
    const delivery = webhooks.redeliver(c.req.param('id'));
    if (!delivery) throw unknown('delivery', c.req.param('id'));
    return c.json(withoutBody(delivery));
  });
  return app;
}

/** Those that were attempted: a reader that follows them misses none while many others wait. */
function byLatestAttempt(deliveries: readonly Delivery[]): readonly Delivery[] {
  const latest = ({ attempts }: Delivery): string => attempts.at(-1)?.at ?? '';
  return deliveries
    .filter(({ attempts }) => attempts.length > 0)
    .sort((one, other) => (latest(one) < latest(other) ? -1 : latest(one) > latest(other) ? 1 : 0));
}

function withoutSecret({ id, url, events, paused }: WebhookEndpoint): Omit<WebhookEndpoint, 'secret'> {
  return { id, url, events, paused };
}

function withoutBody({ body: _, ...delivery }: Delivery): Omit<Delivery, 'body'> {
  return delivery;
}

function unknown(what: 'key' | 'webhook' | 'delivery', id: string): ApiError {
  return new ApiError(404, `${what}_not_found`, `There is no ${what} with the id ${JSON.stringify(id.slice(0, 100))}.`);
}
