import { request as ask } from 'node:http';
import { Hono } from 'hono';
import { serve } from 'srvx';
import { expect, onTestFinished, test } from 'vitest';
import { vortexRoutes } from './index.ts';

/** On a server that makes requests of its own, and does not always tell that a body was read. */
async function start(reads: boolean): Promise<URL> {
  const app = new Hono().route(
    '/api/vortex',
    vortexRoutes({
      vortex: { apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing' },
      bodyTimeout: 2000,
      authenticate: async (c) => {
        if (reads) await c.req.raw.text();
        return { id: 'ada' };
      },
    }),
  );
  const server = serve({ port: 0, hostname: '127.0.0.1', silent: true, fetch: app.fetch });
  onTestFinished(() => server.close(true));
  await server.ready();
  return new URL('/api/vortex/token', server.url);
}

function post(url: URL, body: string, how: string): Promise<{ status: number | undefined; code?: string }> {
  return new Promise((resolve, reject) => {
    const length =
      how === 'announced' ? { 'content-length': Buffer.byteLength(body) } : { 'transfer-encoding': 'chunked' };
    const headers = { 'content-type': 'application/json', ...length };
    const sent = ask(url, { method: 'POST', headers }, async (response) => {
      const { code } = JSON.parse(Buffer.concat(await response.toArray()).toString());
      resolve({ status: response.statusCode, code });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

test.each(['chunked', 'announced'])(
  'a body that came %s and that the app has read is not taken for none',
  async (how) => {
    const answer = await post(await start(true), '{"context":{"scope":"1"}}', how);
    expect(answer).toEqual({ status: 500, code: 'raw_body_unavailable' });
  },
);

test.each(['chunked', 'announced'])('a body that came %s counts, and an empty one counts as no body', async (how) => {
  const url = await start(false);
  expect(await post(url, '{"context":{"scope":"1"}}', how)).toMatchObject({ status: 403 });
  expect(await post(url, '', how)).toMatchObject({ status: 200 });
});
