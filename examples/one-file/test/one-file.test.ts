import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { verifyToken } from '@vortex/core';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { claimPort } from '@vortex/example-web';
import { type Started, start } from '@vortex/example-web/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

let emulator: Emulator;
let running: Started | undefined;

beforeAll(async () => {
  emulator = await createEmulator();
});
afterEach(async () => {
  await running?.end('SIGKILL');
  running = undefined;
});
afterAll(() => emulator.close());

const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const environment = () => ({
  VORTEX_API_BASE_URL: emulator.url,
  VORTEX_API_KEY: emulator.apiKey,
  VORTEX_WEBHOOK_SECRET: emulator.webhookSecret,
});
const asking = (cookie: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', cookie },
  body: '{}',
});

async function expectTokenOf(response: Response, userId: string): Promise<void> {
  expect(response.status).toBe(200);
  const { token } = (await response.json()) as { token: string };
  expect((await verifyToken(token, emulator.apiKey)).userId).toBe(userId);
}

describe.each(['express.ts', 'fastify.ts', 'hono.ts', 'nest.ts', 'fetch.ts'])('%s', (file) => {
  it('verifies a webhook of the emulator and gives a token to whoever has signed in', async () => {
    const port = await claimPort(0, '--port');
    const program = file === 'fetch.ts' ? 'test/serve-fetch.ts' : file;
    running = start(pathOf(program), [], { ...environment(), PORT: String(port) });
    await running.until(/ready/);
    const url = `http://127.0.0.1:${port}`;
    const { id } = emulator.addWebhook({ url: `${url}/webhooks/vortex`, secret: emulator.webhookSecret });
    emulator.trigger('invitation.accepted', { targetEmail: `${file}@example.com` });
    await emulator.waitForDelivery(({ endpointId, status }) => endpointId === id && status === 'delivered');
    await running.until(new RegExp(`joined: ${file}@example.com`));
    expect((await fetch(`${url}/webhooks/vortex`, asking(''))).status).toBe(401);
    await expectTokenOf(await fetch(`${url}/api/vortex/token`, asking('user=ada')), 'ada');
    expect((await fetch(`${url}/api/vortex/token`, asking(''))).status).toBe(401);
  });
});

describe('next-route.ts', () => {
  it('gives a token to whoever has signed in', async () => {
    const port = await claimPort(0, '--port');
    const variables = { ...environment(), PORT: String(port), NODE_OPTIONS: '--conditions=react-server' };
    running = start(pathOf('test/serve-next-route.ts'), [], variables);
    await running.until(/ready/);
    const url = `http://127.0.0.1:${port}/api/vortex/token`;
    await expectTokenOf(await fetch(url, asking('user=ada')), 'ada');
    expect((await fetch(url, asking(''))).status).toBe(401);
  });
});

it.each(['express.ts', 'fastify.ts', 'hono.ts', 'nest.ts', 'fetch.ts', 'next-route.ts'])(
  '%s has at most 40 lines',
  (file) => {
    expect(readFileSync(pathOf(file), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  },
);
