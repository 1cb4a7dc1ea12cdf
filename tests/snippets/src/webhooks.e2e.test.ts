import { globSync } from 'node:fs';
import { createWebhookEvent, signWebhook } from '@vortex/core/testing';
import { expect, test } from 'vitest';
import { freePort, here, start } from './served.ts';

const SECRET = 'whsec_of_this_test';
/** Serves a route file of Next's on Node; Next itself takes a whole app, and does in tests/next-16. */
const SERVE = `import { serve } from '@hono/node-server';
import { POST } from './webhooks/next-route.ts';
serve({ fetch: POST, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () => console.log('ready'));`;

const programs = globSync('webhooks/*.ts', { cwd: here }).filter((file) => !file.includes('next-pages'));

test.each(programs)('%s takes a delivery as it was signed, and refuses one that was written again', async (file) => {
  const port = await freePort();
  const args = file.includes('next-route') ? ['--conditions=react-server', '--input-type=module', '-e', SERVE] : [file];
  const app = await start(here, process.execPath, args, { PORT: String(port), VORTEX_WEBHOOK_SECRET: SECRET }, 'ready');
  const url = `http://127.0.0.1:${port}/webhooks/vortex`;
  // Indented: a parser that reads and writes it again loses the spaces, and with them the signature.
  const event = createWebhookEvent('invitation.accepted');
  const body = JSON.stringify(event, undefined, 2);
  const headers = { 'content-type': 'application/json', 'x-vortex-signature': signWebhook(body, SECRET) };
  const send = (text: string) => fetch(url, { method: 'POST', body: text, headers });

  expect((await send(body)).status).toBe(200);
  await expect.poll(app.output).toContain(file.includes('by-hand') ? `received: ${event.id}` : 'accepted:');
  expect((await send(JSON.stringify(event))).status).toBe(401);
});
