import { connect } from 'node:net';
import { signedWebhook } from '@vortex/core/testing';
import { describe, expect, test } from 'vitest';
import { signIn } from '../specimen.ts';
import type { Running, Start } from '../subject.ts';
import { post } from '../wire.ts';
import { PEOPLE, SECRET, useWorld } from '../world.ts';

const MIB = 1024 * 1024;
const CHUNK = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`);

/**
 * Senders that go on and on: the answer reaches them, nothing of theirs is kept where memory can be seen, and the server
 * works on.
 */
export function uploadCases(start: Start, most: number = 16 * MIB): void {
  describe('an upload of 64 MiB is answered with 413, held nowhere, and the server works on', () => {
    const world = useWorld(start);

    test('at the webhook', async () => {
      const app = await world.start();
      const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
      const upload = await answered(
        app,
        '/webhooks/vortex',
        `Content-Type: application/json\r\nX-Vortex-Signature: ${headers['x-vortex-signature']}`,
      );
      expect(upload.text).toMatch(/^HTTP\/1\.1 413 .*body_too_large/s);
      expect(upload.grown).toBeLessThan(most);
      expect((await app.call({ method: 'POST', path: '/webhooks/vortex', headers, body })).status).toBe(200);
    });

    test('at the routes', async () => {
      const app = await world.start();
      const person = `X-User: ${signIn(PEOPLE.ada)['x-user']}`;
      const upload = await answered(app, '/api/vortex/token', `Content-Type: application/json\r\n${person}`);
      expect(upload.text).toMatch(/^HTTP\/1\.1 413 .*body_too_large/s);
      expect(upload.grown).toBeLessThan(most);
      expect((await app.as(PEOPLE.ada, post('/api/vortex/token', {}))).status).toBe(200);
    });
  });
}

interface Upload {
  readonly text: string;
  /** By how many bytes the server's process has grown at most. */
  readonly grown: number;
}

/**
 * Sends until it hears an answer, three times at most: where the server has ended the connection, what is still on its way
 * to it is met with a reset, which may overtake the answer.
 */
async function answered(app: Running, path: string, headers: string): Promise<Upload> {
  let { text, grown } = await send(app, path, headers);
  for (let tries = 1; text === '' && tries < 3; tries++) {
    const again = await send(app, path, headers);
    text = again.text;
    grown = Math.max(grown, again.grown);
  }
  return { text, grown };
}

/**
 * Sends 64 MiB as fast as they are taken, answered or not, until all is sent, the server hangs up, or it has answered and
 * takes no more.
 */
async function send({ url, memory }: Running, path: string, headers: string): Promise<Upload> {
  const { hostname, port } = new URL(url);
  const held = memory ?? (() => 0);
  const before = held();
  let text = '';
  let grown = 0;
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('data', (more: string) => {
    text += more;
  });
  socket.setTimeout(2_000, () => {
    if (text !== '') socket.destroy();
  });
  // A server that has answered may reset the connection on what we still send.
  socket.on('error', () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nHost: app.test\r\n${headers}\r\nTransfer-Encoding: chunked\r\n\r\n`);
  for (let sent = 0; sent < 64 * MIB && socket.writable; sent += 0x10000) {
    if (!socket.write(CHUNK)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended]);
    if (sent % (16 * MIB) === 0) grown = Math.max(grown, held() - before);
  }
  grown = Math.max(grown, held() - before);
  socket.end('0\r\n\r\n');
  await ended;
  return { text, grown };
}
