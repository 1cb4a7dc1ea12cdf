import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBody } from '../../test/support/api.ts';
import { startVortex } from '../../test/support/command.ts';
import { rawRequest } from '../../test/support/raw-request.ts';
import { receiver } from '../../test/support/receiver.ts';
import { createEmulator, DEFAULT_API_KEY } from '../index.ts';

const PUBLIC = 'http://vortex.test:5500';

/** A port that is free, for an emulator whose own address is not to be learned from what it says. */
async function freePort(): Promise<number> {
  const other = await createEmulator();
  const { port } = new URL(other.url);
  await other.close();
  return Number(port);
}

describe('an emulator that others reach by another address', () => {
  let own: string;
  let emulator: Awaited<ReturnType<typeof createEmulator>>;
  let app: Awaited<ReturnType<typeof receiver>>;

  beforeAll(async () => {
    const port = await freePort();
    own = `http://127.0.0.1:${port}`;
    app = await receiver();
    emulator = await createEmulator({ port, publicUrl: `${PUBLIC}/`, webhooks: [{ url: app.url }] });
  });
  afterAll(async () => {
    await emulator.close();
    await app.close();
  });

  it('hands out that address everywhere, and its own nowhere', async () => {
    expect(emulator.url).toBe(PUBLIC);
    const headers = { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' };
    const api = `${own}/api/v1/invitations`;
    const made = await fetch(api, { method: 'POST', headers, body: JSON.stringify(createBody('bob@x.test', 't')) });
    const { id, shortLink } = (await made.json()) as { id: string; shortLink: string };
    expect(shortLink).toMatch(/^http:\/\/vortex\.test:5500\/i\/\w+$/);
    await emulator.idle();
    const local = (path: string, more: Record<string, string> = {}) => rawRequest(own + path, more);
    const preview = await local(new URL(shortLink).pathname, { 'user-agent': 'Twitterbot/1.0' });
    expect(preview.body).toContain(`<meta property="og:url" content="${shortLink}"`);
    const everything = [
      JSON.stringify(emulator.invitations),
      JSON.stringify(emulator.outbox),
      app.requests.map(({ body }) => body.toString()).join(),
      preview.body,
      (await local('/')).body,
      (await local('/setup')).body,
      (await local('/outbox')).body,
      (await local('/__emulator/state')).body,
      (await local('/__emulator/outbox')).body,
      (await local('/__emulator/invitations')).body,
      (await local(`/outbox/${emulator.outbox[0]?.id}/mail`)).body,
      (await local(`/api/v1/invitations/${id}`, headers)).body,
    ];
    for (const text of everything) expect(text).not.toContain(new URL(own).host);
    expect(everything.filter((text) => text.includes(PUBLIC)).length).toBeGreaterThan(9);
  });

  it('answers to its name, also behind a proxy that calls it by its own', async () => {
    const post = (headers: Record<string, string>) => rawRequest(`${own}/__emulator/reset`, headers, 'POST');
    expect((await post({ host: 'vortex.test:5500', origin: PUBLIC })).status).toBe(200);
    expect((await post({ origin: PUBLIC })).status).toBe(200);
    expect((await post({ origin: 'http://other.test:5500' })).status).toBe(403);
    expect((await post({ host: 'other.test:5500' })).status).toBe(421);
  });
});

it.each([
  'vortex.test:5500',
  'ftp://vortex.test',
  'http://vortex.test/path',
  'http://vortex.test/?a',
  'http://u:p@x.test',
  '',
])('is not started with the public URL %j', async (publicUrl) => {
  await expect(createEmulator({ publicUrl })).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringMatching(/^publicUrl must be/),
  });
  await expect(createEmulator({ publicUrl })).rejects.not.toThrow(/u:p/);
});

it('is said by vortex dev, which prints nothing else', async () => {
  const running = startVortex(['dev', '--port', '0', '--quiet', '--public-url', PUBLIC]);
  const said = await running.says('Ctrl-C');
  expect(said).toContain(`VORTEX_API_BASE_URL=${PUBLIC}\n`);
  expect(said).toContain(`${PUBLIC}/outbox`);
  expect(said).toContain(DEFAULT_API_KEY);
  expect(said).not.toContain('127.0.0.1');
  await running.interrupt();
});
