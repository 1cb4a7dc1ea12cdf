import { createWebhookEvent, signedWebhook } from '@vortex/core/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Entry } from '../settings.ts';
import type { Start } from '../subject.ts';
import type { Answer, Call } from '../wire.ts';
import { type App, SECRET, settingsOf, useWorld } from '../world.ts';

const SECRETS = { acme: 'whsec_test_acme', globex: 'whsec_test_globex' };

/** Endpoints with secrets of their own: tenants, and a secret that is rotated. */
export function endpointCases(start: Start): void {
  describe('webhook endpoints', () => {
    const world = useWorld(start);
    const event = () => createWebhookEvent('invitation.accepted');

    test('tenants with events of one id do not suppress each other', async () => {
      const app = await world.start(settingsOf(world, { webhookTenants: SECRETS }));
      const shared = event();
      const byTenant = (tenant: keyof typeof SECRETS): Call =>
        delivery(shared, SECRETS[tenant], { 'x-tenant': tenant });
      expect((await app.call(byTenant('acme'))).json).toEqual({ received: true });
      expect((await app.call(byTenant('globex'))).json).toEqual({ received: true });
      expect((await app.call(byTenant('acme'))).json).toEqual({ received: true, duplicate: true });
      expect(await noted(app, 'event')).toHaveLength(2);
    });

    test('an event is handled once while the secret is rotated', async () => {
      const app = await world.start(settingsOf(world, { webhookSecret: [SECRETS.globex, SECRETS.acme] }));
      const rotated = event();
      expect((await app.call(delivery(rotated, SECRETS.acme))).json).toEqual({ received: true });
      expect((await app.call(delivery(rotated, SECRETS.globex))).json).toEqual({ received: true, duplicate: true });
      expect(await noted(app, 'event')).toHaveLength(1);
    });

    describe('a look-up that finds nothing never means the environment’s value', () => {
      const refused = (answer: Answer): void =>
        expect(answer).toMatchObject({ status: 500, json: { code: 'lookup_found_nothing' } });

      test('for a secret', async () => {
        process.env.VORTEX_WEBHOOK_SECRET = SECRET;
        onTestFinished(() => {
          delete process.env.VORTEX_WEBHOOK_SECRET;
        });
        const app = await world.start(settingsOf(world, { webhookTenants: SECRETS }));
        for (const tenant of ['nobody', '']) refused(await app.call(delivery(event(), SECRET, { 'x-tenant': tenant })));
        expect(await noted(app, 'event')).toEqual([]);
      });

      test('for a replay store', async () => {
        const app = await world.start(settingsOf(world, { replayStoreOf: ['acme'] }));
        expect((await app.call(delivery(event(), SECRET, { 'x-tenant': 'acme' }))).status).toBe(200);
        refused(await app.call(delivery(event(), SECRET, { 'x-tenant': 'globex' })));
        expect(await noted(app, 'event')).toHaveLength(1);
      });
    });

    test('what can’t be a signature is refused before a secret is looked up, and logged once', async () => {
      const app = await world.start(settingsOf(world, { webhookTenants: SECRETS }));
      for (const signature of ['x', 'a'.repeat(63), 'A'.repeat(64), `${'a'.repeat(63)}g`]) {
        const call = delivery(event(), SECRETS.acme, { 'x-tenant': 'acme', 'x-vortex-signature': signature });
        expect(await app.call(call)).toMatchObject({ status: 401, json: { code: 'signature_invalid' } });
      }
      expect(await noted(app, 'secret')).toEqual([]);
      expect(await noted(app, 'log')).toMatchObject([{ level: 'warn' }]);
      expect(await noted(app, 'error')).toHaveLength(4);
    });
  });
}

function delivery(event: object, secret: string, headers: Record<string, string> = {}): Call {
  const signed = signedWebhook(event as ReturnType<typeof createWebhookEvent>, { secret });
  return { method: 'POST', path: '/webhooks/vortex', headers: { ...signed.headers, ...headers }, body: signed.body };
}

async function noted(app: App, kind: Entry['kind']): Promise<readonly Entry[]> {
  await app.flush?.();
  return (await app.journal()).filter((entry) => entry.kind === kind);
}
