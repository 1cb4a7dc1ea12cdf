import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, perSecond, type Row } from './measure.ts';

/** What the load's webhooks are signed with. */
export const SECRET = 'whsec_test_benchmark';

const REQUESTS = 2000;
const ROUNDS = 25;

/**
 * The load, in a process of its own so that its CPU time is not counted: so many requests over so many connections, each
 * prepared beforehand. Webhooks have an id and a signature of their own, for nothing is handled twice.
 */
const LOAD = `
const { connect } = require('node:net');
const { createHmac } = require('node:crypto');
let round = 0;
const prepare = {
  webhook(secret) {
    const event = { id: 'evt_' + process.pid + '_' + round++, type: 'invitation.accepted', timestamp: '2026-11-01T10:00:00.000Z',
      accountId: 'acc_1', environmentId: 'env_1', sourceTable: 'invitations', operation: 'update',
      data: { invitationId: 'inv_1', targetEmail: 'grace@example.com', groups: [{ type: 'team', groupId: '42', name: 'Team 42' }],
        metadata: { from: 'settings page', note: 'x'.repeat(300) } } };
    const body = JSON.stringify(event);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return request('/webhooks/vortex', body, 'X-Vortex-Signature: ' + signature + '\\r\\n');
  },
  token: () => request('/api/vortex/token', '{"context":{"componentId":"c-1"}}', 'Origin: http://127.0.0.1\\r\\nCookie: session=1\\r\\n'),
};
const request = (path, body, headers) => Buffer.from('POST ' + path + ' HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n' + headers +
  'Content-Type: application/json\\r\\nContent-Length: ' + body.length + '\\r\\n\\r\\n' + body);
let queue = [];
process.on('message', async ({ port, kind, secret, count, connections }) => {
  if (kind) {
    queue = Array.from({ length: count }, () => prepare[kind](secret));
    process.send('prepared');
    return;
  }
  await Promise.all(Array.from({ length: connections }, () => new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    let text = '';
    const next = () => (queue.length > 0 ? socket.write(queue.pop()) : socket.end(resolve));
    socket.on('error', reject);
    socket.on('connect', next);
    socket.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\\r\\n\\r\\n');
      if (end < 0) return;
      const length = Number(/content-length: (\\d+)/i.exec(text)[1]);
      if (text.length < end + 4 + length) return;
      if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text));
      text = '';
      next();
    });
  })));
  process.send('done');
});
`;

/** Runs comparisons with the load's process, and ends it after them. */
export async function withLoad<Result>(work: (load: ChildProcess) => Promise<Result>): Promise<Result> {
  const file = join(tmpdir(), `vortex-benchmark-load-${process.pid}.cjs`);
  writeFileSync(file, LOAD);
  const load = fork(file);
  try {
    return await work(load);
  } finally {
    load.kill();
    rmSync(file);
  }
}

/** How much load there is. */
export interface Load {
  /** Default 16. */
  readonly connections?: number;
  /** Requests a round. Default 2,000. */
  readonly requests?: number;
  /** Default 25. */
  readonly rounds?: number;
}

interface Measured {
  /** Microseconds of this process per request. */
  readonly cpu: number;
  readonly perSecond: number;
}

/**
 * Two servers that answer the same request, ours and the reference, alternating over real sockets: CPU time and requests
 * per second.
 */
export async function compareServers(
  name: string,
  kind: 'webhook' | 'token',
  ours: RequestListener,
  reference: RequestListener,
  load: ChildProcess,
  target: number,
  { connections = 16, requests = REQUESTS, rounds: times = ROUNDS }: Load = {},
): Promise<Row[]> {
  const servers = [await listening(ours), await listening(reference)] as const;
  const run = (index: 0 | 1): Promise<Measured> => measure(servers[index].port, kind, load, connections, requests);
  for (let i = 0; i < 4; i++) for (const index of [0, 1] as const) await run(index);
  const rounds: [Measured, Measured][] = [];
  for (let round = 0; round < times; round++) {
    // Each goes first in every other round.
    if (round % 2) rounds.push([await run(0), await run(1)]);
    else {
      const second = await run(1);
      rounds.push([await run(0), second]);
    }
  }
  for (const { close } of servers) close();
  const cpu = median(rounds.map(([mine, theirs]) => theirs.cpu / mine.cpu));
  const rate = median(rounds.map(([mine, theirs]) => mine.perSecond / theirs.perSecond));
  const wanted = `>= ${target}x`;
  return [
    {
      name: `${name}, CPU time per request`,
      ours: `${median(rounds.map(([mine]) => mine.cpu)).toFixed(1)} µs`,
      reference: `${median(rounds.map(([, theirs]) => theirs.cpu)).toFixed(1)} µs`,
      ratio: `${cpu.toFixed(3)}x`,
      target: wanted,
      pass: cpu >= target,
    },
    {
      name: `${name}, requests per second`,
      ours: perSecond(median(rounds.map(([mine]) => mine.perSecond))),
      reference: perSecond(median(rounds.map(([, theirs]) => theirs.perSecond))),
      ratio: `${rate.toFixed(3)}x`,
      target: wanted,
      pass: rate >= target,
    },
  ];
}

async function measure(
  port: number,
  kind: string,
  load: ChildProcess,
  connections: number,
  requests: number,
): Promise<Measured> {
  load.send({ kind, secret: SECRET, count: requests });
  await once(load, 'message');
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  load.send({ port, connections });
  await once(load, 'message');
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: (user + system) / requests, perSecond: (requests * 1000) / elapsed };
}

async function listening(listener: RequestListener): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
