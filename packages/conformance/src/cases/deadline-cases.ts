import { signedWebhook } from '@vortex/core/testing';
import { describe, expect, test } from 'vitest';
import { signIn } from '../specimen.ts';
import type { Platform, Start } from '../subject.ts';
import { post, rawExchange } from '../wire.ts';
import { PEOPLE, SECRET, settingsOf, useWorld } from '../world.ts';

/** Bodies that do not arrive. */
export function deadlineCases(start: Start, { handsOverEarly = true }: Platform): void {
  // Elsewhere the platform has its own deadline, and nothing of ours runs before the body is there.
  if (!handsOverEarly) return;
  describe('a body that does not arrive in time is answered with 408', () => {
    const world = useWorld(start);
    const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });

    test('at the webhook, and the server works on', async () => {
      const app = await world.start(settingsOf(world, { webhookBodyTimeout: 300 }));
      const head = `POST /webhooks/vortex HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\nX-Vortex-Signature: ${headers['x-vortex-signature']}\r\nContent-Length: ${body.length}\r\n\r\n`;
      const { text } = await rawExchange(app.url, [head, body.slice(0, 20)], /body_timeout/, 10_000);
      expect(text).toMatch(/^HTTP\/1\.1 408 /);
      expect((await app.call({ method: 'POST', path: '/webhooks/vortex', headers, body })).status).toBe(200);
    });

    test('at the routes, and the server works on', async () => {
      const app = await world.start(settingsOf(world, { routesBodyTimeout: 300 }));
      const person = signIn(PEOPLE.ada)['x-user'];
      const head = `POST /api/vortex/jwt HTTP/1.1\r\nHost: app.test\r\nX-User: ${person}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n`;
      const { text } = await rawExchange(app.url, [head, '{'], /body_timeout/, 10_000);
      expect(text).toMatch(/^HTTP\/1\.1 408 /);
      expect((await app.as(PEOPLE.ada, post('/api/vortex/jwt', {}))).status).toBe(200);
    });
  });
}
