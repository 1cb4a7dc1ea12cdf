import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyToken } from '@vortex/core';
import { type Benchmark, median } from './measure.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const ROUNDS = 20;
const REQUESTS = 50;
const PAGES = ['/ours', '/by-hand'] as const;

/** A server component that makes a token, beside the same page with an HMAC by hand: CPU time of `next start`. */
export async function nextBenchmark(): Promise<Benchmark> {
  const app = join(dirname(dirname(new URL(import.meta.url).pathname)), 'next-app');
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', VORTEX_API_KEY: API_KEY };
  execFileSync(process.execPath, [next, 'build'], { cwd: app, env });
  const port = String(await freePort());
  const args = [next, 'start', '--hostname', '127.0.0.1', '--port', port];
  const server = spawn(process.execPath, args, { cwd: app, env, stdio: 'ignore' });
  try {
    return { title: `Next, 1,000 pages with a token, Node ${process.versions.node}`, rows: [await row(port, server)] };
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
}

async function row(port: string, server: ChildProcess): Promise<Benchmark['rows'][number]> {
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: 'user=ada' } });
  while (!(await get('/cpu').catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error('next start has ended.');
    await sleep(50);
  }
  // Both pages do what they are compared for.
  for (const page of PAGES) {
    const [token = ''] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(await (await get(page)).text()) ?? [];
    const { userId } = await verifyToken(token, API_KEY);
    if (userId !== 'ada') throw new Error(`${page} has signed for somebody else.`);
  }
  const cpu = async (page: string): Promise<number> => {
    const before = Number(await (await get('/cpu')).text());
    for (let i = 0; i < REQUESTS; i++) await (await get(page)).text();
    return (Number(await (await get('/cpu')).text()) - before) / REQUESTS;
  };
  for (let i = 0; i < 10; i++) for (const page of PAGES) await cpu(page);
  const rounds: { readonly ours: number; readonly byHand: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Each goes first in every other round.
    const first = await cpu(PAGES[round % 2 ? 1 : 0]);
    const second = await cpu(PAGES[round % 2 ? 0 : 1]);
    rounds.push(round % 2 ? { ours: second, byHand: first } : { ours: first, byHand: second });
  }
  const ratio = median(rounds.map(({ ours, byHand }) => ours / byHand));
  return {
    name: 'a page with vortexToken, the page with an HMAC by hand, CPU time per request',
    ours: `${median(rounds.map(({ ours }) => ours)).toFixed(0)} µs`,
    reference: `${median(rounds.map(({ byHand }) => byHand)).toFixed(0)} µs`,
    ratio: `${ratio.toFixed(3)}x`,
    target: '<= 1.1x',
    pass: ratio <= 1.1,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
