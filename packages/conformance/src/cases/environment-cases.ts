import { signedWebhook } from '@vortex/core/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Start } from '../subject.ts';
import { post } from '../wire.ts';
import { PEOPLE, SECRET, useWorld } from '../world.ts';

/** Configuration from the environment, read when it is first needed. */
export function environmentCases(start: Start): void {
  describe('the environment', () => {
    const world = useWorld(start);

    test('may be set after the app has started', async () => {
      const { emulator, url } = world.cloud;
      const lateEnvironment = {
        VORTEX_API_KEY: emulator.apiKey,
        VORTEX_API_BASE_URL: url,
        VORTEX_WEBHOOK_SECRET: SECRET,
      };
      onTestFinished(() => {
        for (const name of Object.keys(lateEnvironment)) delete process.env[name];
      });
      const app = await world.start({ lateEnvironment });
      const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
      const webhook = { method: 'POST', path: '/webhooks/vortex', headers, body };

      expect(await app.call(webhook)).toMatchObject({ status: 500, json: { code: 'missing_webhook_secret' } });
      const early = await app.as(PEOPLE.ada, post('/api/vortex/jwt', {}));
      expect(early).toMatchObject({ status: 500, json: { code: 'missing_api_key' } });

      const late = post('/api/vortex/jwt', {}, { 'x-set-environment': 'yes' });
      expect((await app.as(PEOPLE.ada, late)).status).toBe(200);
      expect(
        (await app.as(PEOPLE.bob, { path: '/api/vortex/invitations?targetType=internal&targetValue=bob' })).status,
      ).toBe(200);
      expect((await app.call(webhook)).status).toBe(200);
    });
  });
}
