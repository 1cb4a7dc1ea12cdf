/** The process of the load. Requests are made beforehand, so that nothing but sending and reading stands between two. */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import type { Answer, Measured, Order, RequestPlan } from './load.ts';
import { SECRET } from './secret.ts';
import { quantile } from './statistics.ts';

let queue: Buffer[] = [];
let made = 0;

process.on('message', async (order: Order) => {
  try {
    process.send?.({ answer: await obey(order) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit());

async function obey(order: Order): Promise<Answer | Measured | undefined> {
  if ('plan' in order) {
    queue = Array.from({ length: order.count }, () => prepare(order.plan));
    return undefined;
  }
  if ('once' in order) {
    let first: Answer | undefined;
    await drain(order.port, (response) => {
      first = read(response);
    });
    return first;
  }
  const times: number[] = [];
  const count = queue.length;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: order.connections }, () =>
      drain(order.port, (response, elapsed) => {
        times.push(elapsed);
        if (response.startsWith('HTTP/1.1 200 ')) return;
        throw new Error(`A request was answered with ${response.slice(0, 300)}`);
      }),
    ),
  );
  const perSecond = (count * 1000) / (performance.now() - start);
  times.sort((a, b) => a - b);
  return { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function prepare({ method, path, headers, body }: RequestPlan): Buffer {
  const [content, signature] = typeof body === 'object' ? webhook(body.webhook) : [body ?? '', undefined];
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(signature === undefined ? [] : [`X-Vortex-Signature: ${signature}`]),
    ...(content === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(content)}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${content}`);
}

function webhook(bytes: number): [content: string, signature: string] {
  const event = {
    id: `evt_${process.pid}_${made++}`,
    type: 'invitation.accepted',
    timestamp: '2026-11-01T10:00:00.000Z',
    accountId: 'acc_1',
    environmentId: 'env_1',
    sourceTable: 'invitations',
    operation: 'update',
    data: {
      invitationId: 'inv_1',
      targetEmail: 'grace@example.com',
      groups: [{ type: 'team', groupId: '42', name: 'Team 42' }],
      metadata: { from: 'settings page', note: 'x'.repeat(Math.max(0, bytes - 350)) },
    },
  };
  const content = JSON.stringify(event);
  return [content, createHmac('sha256', SECRET).update(content).digest('hex')];
}

/** Sends from the queue over one connection, one after the other, until it is empty. */
function drain(port: number, received: (response: string, milliseconds: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    let text = '';
    let sent = 0;
    const next = () => {
      const request = queue.pop();
      if (!request) return socket.end(resolve);
      sent = performance.now();
      return socket.write(request);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection before its response was complete.')));
    socket.on('connect', next);
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!whole(text)) return;
      const response = text;
      text = '';
      try {
        received(response, performance.now() - sent);
        next();
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
  });
}

/** Whether all of the response is there. */
function whole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= end + 4 + Number(length);
}

function read(text: string): Answer {
  const end = text.indexOf('\r\n\r\n');
  const [status = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(status.split(' ')[1]), headers: Object.fromEntries(headers), body: text.slice(end + 4) };
}
