import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Vortex } from '@vortex/core';
import { type Benchmark, median, type Row } from './measure.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const CALLS = 160;
const ROUNDS = 101;
const AT_ONCE = 8;

/** In a process of its own, so that its CPU time is not counted. One invitation, or pages of 20 out of 10,000. */
const SERVER = `
const invitation = (id) => ({
  id, accountId: 'account-1', clickThroughs: 3, formSubmissionData: { email: { type: 'email', value: 'grace@example.com' } },
  configurationAttributes: null, attributes: { plan: 'team' }, createdAt: '2026-11-01T10:00:00.000Z', deactivated: false,
  deliveryCount: 1, deliveryTypes: ['email'], foreignCreatorId: 'user-1', invitationType: 'single_use', modifiedAt: null,
  status: 'delivered', views: 2, widgetConfigurationId: 'component-1', expired: false, source: 'api',
  groups: [{ id: 'uuid-1', accountId: 'account-1', groupId: 'team-7', type: 'team', name: 'Seven', createdAt: '2026-11-01T10:00:00.000Z' }],
  target: [{ type: 'email', value: 'grace@example.com', name: 'Grace', avatarUrl: null }],
});
const one = Buffer.from(JSON.stringify(invitation('inv-1')));
require('node:http').createServer((request, response) => {
  let body = one;
  if (request.url.includes('by-scope')) {
    const start = Number(new URL(request.url, 'http://x').searchParams.get('start') ?? 0);
    const page = Array.from({ length: Math.max(0, Math.min(20, 10000 - start)) }, (_, i) => invitation('inv-' + (start + i)));
    body = Buffer.from(JSON.stringify({ invitations: page }));
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length, 'x-request-id': 'r' });
  response.end(body);
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;

/** CPU time of one GET of one invitation beside a bare `fetch`, and the memory of reading a scope of 10,000. */
export async function clientBenchmark(): Promise<Benchmark> {
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = await address(server);
    const vortex = new Vortex({ apiKey: API_KEY, baseUrl: url });
    return {
      title: `REST client, Node ${process.versions.node}`,
      rows: [await overhead(vortex, url), await scope(vortex)],
    };
  } finally {
    server.kill();
  }
}

async function address(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('The benchmark server has no output to say its port on.');
  const [port] = await once(server.stdout, 'data');
  return `http://127.0.0.1:${String(port).trim()}`;
}

async function overhead(vortex: Vortex, base: string): Promise<Row> {
  const url = `${base}/api/v1/invitations/inv-1`;
  const headers = { 'x-api-key': API_KEY };
  const ours = () => vortex.getInvitation('inv-1');
  const bare = async () => (await fetch(url, { headers })).json();
  for (let i = 0; i < 5; i++) {
    await cpuPerCall(ours);
    await cpuPerCall(bare);
  }
  const times: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // By lot: whoever runs pays for the garbage of the one before.
    const oursFirst = Math.random() < 0.5;
    const first = await cpuPerCall(oursFirst ? ours : bare);
    const second = await cpuPerCall(oursFirst ? bare : ours);
    times.push(oursFirst ? [first, second] : [second, first]);
  }
  const ratio = median(times.map(([mine, theirs]) => mine / theirs));
  return {
    name: 'CPU time of one GET, bare fetch and json()',
    ours: `${median(times.map(([mine]) => mine)).toFixed(1)} µs`,
    reference: `${median(times.map(([, theirs]) => theirs)).toFixed(1)} µs`,
    ratio: `${ratio.toFixed(3)}x`,
    target: '<= 1.15x',
    pass: ratio <= 1.15,
  };
}

/** Microseconds of this process, user and system, garbage collection included. */
async function cpuPerCall(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = 0; i < CALLS / AT_ONCE; i++) await call();
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

async function scope(vortex: Vortex): Promise<Row> {
  const { gc } = globalThis;
  let most = 0;
  let count = 0;
  gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  for await (const { id } of vortex.iterateInvitationsByScope('team', 'team-7')) {
    if (id !== `inv-${count}`) throw new Error(`Invitation ${count} came as ${id}.`);
    if (++count % 1000 === 0) {
      gc?.();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  const grown = most / 1024 / 1024;
  return {
    name: `heap while iterating a scope of ${count.toLocaleString('en-US')} (${seconds.toFixed(1)} s)`,
    ours: `+${grown.toFixed(1)} MB`,
    reference: '-',
    ratio: '-',
    target: gc ? '<= 4 MB' : '<= 64 MB (run node with --expose-gc for a sharp figure)',
    pass: count === 10_000 && grown <= (gc ? 4 : 64),
  };
}
