import type { VortexEvent, WebhookEventType } from '@vortex/core';
import {
  createAnalyticsEvent,
  createWebhookEvent,
  type SignedWebhook,
  signedWebhook,
  signWebhook,
} from '@vortex/core/testing';
import { describe, expect, test } from 'vitest';
import type { Platform, Start } from '../subject.ts';
import { abandon, type Call, rawExchange } from '../wire.ts';
import { type App, SECRET, settingsOf, useWorld } from '../world.ts';

const PATH = '/webhooks/vortex';

/** Deliveries of webhooks. */
export function webhookCases(start: Start, { handsOverEarly = true }: Platform): void {
  describe('webhooks', () => {
    const world = useWorld(start);

    test('a signed event is handled and answered with 200', async () => {
      const app = await world.start();
      const { body, headers, event } = signed('invitation.accepted');
      const answer = await app.call({ method: 'POST', path: PATH, headers, body });
      expect(answer).toMatchObject({ status: 200, json: { received: true } });
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(await handled(app)).toEqual([event.id]);
    });

    test('an event of an unknown type, and an analytics event, are answered with 200', async () => {
      const app = await world.start();
      const unknown = signed(createWebhookEvent('invitation.teleported'));
      const analytics = signed(createAnalyticsEvent('widget_loaded'));
      expect((await app.call(delivery(unknown))).status).toBe(200);
      expect((await app.call(delivery(analytics))).status).toBe(200);
    });

    test('an event from the Cloud itself arrives', async () => {
      const app = await world.start();
      world.cloud.emulator.addWebhook({ url: `${app.url}${PATH}`, secret: SECRET });
      world.cloud.emulator.trigger('invitation.created', { invitationId: 'from-the-cloud' });
      await world.cloud.emulator.waitForDelivery('invitation.created');
      expect(await handled(app)).toHaveLength(1);
      for (const { id } of world.cloud.emulator.webhooks) world.cloud.emulator.removeWebhook(id);
    });

    test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s is answered with 405', async (method) => {
      const app = await world.start();
      const answer = await app.call({ method, path: PATH });
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST' }, json: { code: 'method_not_allowed' } });
    });

    describe('refuses', () => {
      const good = (): SignedWebhook<unknown> => signed('invitation.accepted');
      const cases: [name: string, status: number, code: string, call: () => Call][] = [
        ['a missing signature', 401, 'signature_missing', () => delivery(good(), { 'x-vortex-signature': undefined })],
        ['an empty signature', 401, 'signature_missing', () => delivery(good(), { 'x-vortex-signature': '' })],
        [
          'a wrong signature',
          401,
          'signature_invalid',
          () => delivery(good(), { 'x-vortex-signature': 'a'.repeat(64) }),
        ],
        [
          'a signature that is no hex',
          401,
          'signature_invalid',
          () => delivery(good(), { 'x-vortex-signature': 'not hex' }),
        ],
        [
          'another body than the signed one',
          401,
          'signature_invalid',
          () => ({ ...delivery(good()), body: signed('invitation.created').body }),
        ],
        [
          'a signature given twice',
          400,
          'signature_repeated',
          () => {
            const { body, headers } = good();
            const signature = headers['x-vortex-signature'];
            return {
              method: 'POST',
              path: PATH,
              headers: { ...headers, 'x-vortex-signature': [signature, signature] },
              body,
            };
          },
        ],
        ['a signed body that is no JSON', 400, 'invalid_event', () => ofBytes('{"id":')],
        ['a signed body that is no UTF-8', 400, 'invalid_event', () => ofBytes(Uint8Array.of(0x22, 0xff, 0x22))],
        ['a signed body that is no event', 400, 'invalid_event', () => ofBytes('["invitation.accepted"]')],
        ['an empty body, signed', 400, 'invalid_event', () => ofBytes('')],
        [
          'a compressed body',
          415,
          'unsupported_content_encoding',
          () => delivery(good(), { 'content-encoding': 'gzip' }),
        ],
      ];
      test.each(cases)('%s with %i', async (_name, status, code, makeCall) => {
        const app = await world.start();
        const answer = await app.call(makeCall());
        expect(answer.status).toBe(status);
        expect(answer.json).toEqual({ error: expect.any(String), code });
        expect(answer.text).not.toContain(SECRET);
        expect(await handled(app)).toEqual([]);
      });
    });

    describe('reads the raw bytes', () => {
      test('spaces, key order and non-ASCII text stay as they were signed', async () => {
        const app = await world.start();
        const event = createWebhookEvent('invitation.accepted', { data: { targetEmail: 'zoë@exämple.test' } });
        const body = JSON.stringify(event, null, 3).replace('ë', '\\u00eb');
        expect((await app.call(ofBytes(body))).status).toBe(200);
      });

      test('a chunked body without a length', async () => {
        const app = await world.start();
        const call = delivery(signed('invitation.accepted'));
        expect((await app.call({ ...call, chunked: true })).status).toBe(200);
      });

      test('a body without a content type', async () => {
        const app = await world.start();
        const call = delivery(signed('invitation.accepted'), { 'content-type': undefined });
        expect((await app.call(call)).status).toBe(200);
      });

      test('a POST with neither body nor length', async () => {
        const app = await world.start();
        const signature = signWebhook('', SECRET);
        const { text } = await rawExchange(
          app.url,
          [
            `POST ${PATH} HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\nX-Vortex-Signature: ${signature}\r\n\r\n`,
          ],
          /invalid_event/,
        );
        expect(text).toMatch(/^HTTP\/1\.1 400 /);
      });

      test('a body that comes in pieces', async () => {
        const app = await world.start();
        const { body, headers } = signed('invitation.accepted');
        const head = `POST ${PATH} HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\nX-Vortex-Signature: ${headers['x-vortex-signature']}\r\nContent-Length: ${body.length}\r\n\r\n`;
        const { text } = await rawExchange(app.url, [head, body.slice(0, 10), body.slice(10)], /received/);
        expect(text).toMatch(/^HTTP\/1\.1 200 /);
      });
    });

    describe('limits the body', () => {
      const limited = { webhookMaxBodyBytes: 2000 };

      test('exactly the limit passes, one byte more is answered with 413', async () => {
        const app = await world.start(settingsOf(world, limited));
        expect((await app.call(ofBytes(padded(2000)))).status).toBe(200);
        const answer = await app.call(ofBytes(padded(2001)));
        expect(answer).toMatchObject({ status: 413, json: { code: 'body_too_large' } });
      });

      test('also without a length', async () => {
        const app = await world.start(settingsOf(world, limited));
        const answer = await app.call({ ...ofBytes(padded(2001)), chunked: true });
        expect(answer).toMatchObject({ status: 413, json: { code: 'body_too_large' } });
      });

      if (handsOverEarly) {
        test('413 comes while the rest is still being sent', async () => {
          const app = await world.start(settingsOf(world, limited));
          const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
          const head = `POST ${PATH} HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\nX-Vortex-Signature: ${'a'.repeat(64)}\r\nTransfer-Encoding: chunked\r\n\r\n`;
          const { text } = await rawExchange(app.url, [head, chunk, chunk, chunk], /body_too_large/);
          expect(text).toMatch(/^HTTP\/1\.1 413 /);
        });
      }

      const early = [
        ['401', '', /signature_missing/],
        ['401', 'X-Vortex-Signature: nonsense\r\n', /signature_invalid/],
        ['413', `X-Vortex-Signature: ${'a'.repeat(64)}\r\n`, /body_too_large/],
      ] as const;
      if (!handsOverEarly) return;
      test.each(early)('%s comes before a byte of the body', async (status, header, until) => {
        const app = await world.start(settingsOf(world, limited));
        const head = `POST ${PATH} HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\n${header}Content-Length: 100000\r\n\r\n`;
        const { text } = await rawExchange(app.url, [head], until);
        expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      });
    });

    test('a client that goes away leaves a server that works', async () => {
      const app = await world.start();
      const { body, headers } = signed('invitation.accepted');
      const head = `POST ${PATH} HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/json\r\nX-Vortex-Signature: ${headers['x-vortex-signature']}\r\nContent-Length: ${body.length}\r\n\r\n`;
      await abandon(app.url, head + body.slice(0, 20));
      expect((await app.call(delivery(signed('invitation.created')))).status).toBe(200);
      expect(await handled(app)).toHaveLength(1);
    });

    describe('handles an event once', () => {
      test('the same delivery again is answered with 200 and not handled', async () => {
        const app = await world.start();
        const call = delivery(signed('invitation.accepted'));
        await app.call(call);
        expect(await app.call(call)).toMatchObject({ status: 200, json: { received: true, duplicate: true } });
        expect(await handled(app)).toHaveLength(1);
      });

      test('the same delivery at the same time is answered with 503', async () => {
        const app = await world.start();
        const call = delivery(signed(createWebhookEvent('invitation.accepted', { data: { takes: 600 } })));
        const [first, second] = await Promise.all([app.call(call), pause(50).then(() => app.call(call))]);
        expect(first.status).toBe(200);
        expect(second).toMatchObject({ status: 503, json: { code: 'event_in_progress' } });
        expect(Number(second.headers['retry-after'])).toBeGreaterThan(0);
        expect(await handled(app)).toHaveLength(1);
      });

      test('a handler that threw is answered with 500, and the event can come again', async () => {
        const app = await world.start();
        const call = delivery(
          signed(createWebhookEvent('invitation.accepted', { data: { throws: 'the database is down' } })),
        );
        const answer = await app.call(call);
        expect(answer).toMatchObject({ status: 500, json: { code: 'handler_failed' } });
        expect(answer.text).not.toContain('database');
        expect((await app.call(call)).status).toBe(500);
        expect(await handled(app)).toHaveLength(2);
        expect((await app.journal()).filter(({ kind }) => kind === 'error')).toHaveLength(2);
      });

      test('a handler that takes too long is answered with 500', async () => {
        const app = await world.start(settingsOf(world, { handlerTimeout: 50 }));
        const call = delivery(signed(createWebhookEvent('invitation.accepted', { data: { takes: 5000 } })));
        expect(await app.call(call)).toMatchObject({ status: 500, json: { code: 'handler_timeout' } });
      });
    });
  });
}

function signed(event: WebhookEventType | VortexEvent): SignedWebhook<VortexEvent> {
  return signedWebhook(typeof event === 'string' ? createWebhookEvent(event) : event, { secret: SECRET });
}

function delivery({ body, headers }: SignedWebhook<unknown>, other: Record<string, string | undefined> = {}): Call {
  const all = Object.entries({ ...headers, ...other }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { method: 'POST', path: PATH, headers: Object.fromEntries(all), body };
}

function ofBytes(body: string | Uint8Array): Call {
  const headers = { 'content-type': 'application/json', 'x-vortex-signature': signWebhook(body, SECRET) };
  return { method: 'POST', path: PATH, headers, body };
}

/** A good event whose body is so many bytes long. */
function padded(bytes: number): string {
  const body = JSON.stringify(createWebhookEvent('invitation.accepted'));
  return body + ' '.repeat(bytes - body.length);
}

async function handled(app: App): Promise<string[]> {
  await app.flush?.();
  return (await app.journal()).flatMap((entry) => (entry.kind === 'event' ? [entry.id] : []));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
