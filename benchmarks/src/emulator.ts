import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createEmulator, DEFAULT_API_KEY } from '@vortex/emulator';
import { Hono } from 'hono';
import { type Benchmark, median, perSecond, type Row } from './measure.ts';

const INVITATIONS = 100_000;
/** Enough for several checkpoints of the database. */
const KEPT = 40_000;
const BATCH = 2_000;
const CONNECTIONS = 16;

/**
 * The emulator with 100,000 invitations: creating them over HTTP beside a bare Hono route that only parses JSON, in
 * turns and in one process; what a page of a list costs as the total grows; and the memory of one invitation.
 */
export async function emulatorBenchmark(): Promise<Benchmark> {
  const emulator = await createEmulator();
  const few = await createEmulator();
  const bare = createServer(getRequestListener(bareRoute().fetch));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const before = usedMemory();
    const ratios: number[] = [];
    const ours: number[] = [];
    const reference: number[] = [];
    for (let made = 0; made < INVITATIONS; made += BATCH) {
      const first = await rate(agent, emulator.url, made);
      ours.push(first);
      // Every fifth turn is enough for the reference, and keeps the run short.
      if (made % (5 * BATCH) === 0) {
        const second = await rate(agent, bareUrl, made);
        reference.push(second);
        ratios.push(first / second);
      }
    }
    const bytes = (usedMemory() - before) / INVITATIONS;
    await rate(agent, few.url, 0);
    const [large, small] = await pages(agent, emulator.url, few.url);
    const ratio = median(ratios);
    const kept = await withData(agent, bareUrl);
    return {
      title: 'Emulator with 100,000 invitations, over HTTP',
      rows: [
        {
          name: 'create, beside a bare Hono route that parses JSON',
          ours: perSecond(median(ours)),
          reference: perSecond(median(reference)),
          ratio: `${ratio.toFixed(2)}x`,
          target: '>= 0.7x',
          pass: ratio >= 0.7,
        },
        {
          name: 'the same, kept in a data directory',
          ours: perSecond(kept.ours),
          reference: perSecond(kept.reference),
          ratio: `${(kept.ours / kept.reference).toFixed(2)}x`,
          target: '>= 0.5x',
          pass: kept.ours / kept.reference >= 0.5,
        },
        growth('page of a scope, at 100,000 beside 2,000', large.byScope, small.byScope),
        growth('list of a target, at 100,000 beside 2,000', large.byTarget, small.byTarget),
        {
          name: 'memory of one invitation, its mail and indexes',
          ours: `${Math.round(bytes)} B`,
          reference: '-',
          ratio: '-',
          target: '<= 1800 B',
          pass: bytes <= 1_800,
        },
      ],
    };
  } finally {
    agent.destroy();
    bare.closeAllConnections();
    bare.close();
    await few.close();
    await emulator.close();
  }
}

/** Creates per second of an emulator that writes its state, and of the bare route, in turns. */
async function withData(agent: Agent, bareUrl: string): Promise<{ readonly ours: number; readonly reference: number }> {
  const root = mkdtempSync(join(tmpdir(), 'vortex-benchmark-'));
  const emulator = await createEmulator({ data: join(root, 'data') });
  try {
    const ours: number[] = [];
    const reference: number[] = [];
    for (let made = 0; made < KEPT; made += BATCH) {
      ours.push(await rate(agent, emulator.url, made));
      reference.push(await rate(agent, bareUrl, made));
    }
    return { ours: median(ours), reference: median(reference) };
  } finally {
    await emulator.close();
    rmSync(root, { recursive: true, force: true });
  }
}

function bareRoute(): Hono {
  const app = new Hono();
  app.post('/api/v1/invitations', async (c) => {
    await c.req.json();
    return c.json({ id: 'x', shortLink: 'x', status: 'queued', createdAt: 'x' });
  });
  return app;
}

/** Creates per second, over so many connections that are kept. All go into one scope, to different people. */
async function rate(agent: Agent, url: string, from: number): Promise<number> {
  let next = from;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < from + BATCH) await ask(agent, url, 'POST', '', body(next++));
    }),
  );
  return (BATCH * 1000) / (performance.now() - start);
}

function body(number: number): string {
  return JSON.stringify({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value: `person${number}@example.com` },
    inviter: { userId: 'user-1', userEmail: 'ada@example.com', name: 'Ada' },
    groups: [{ type: 'team', groupId: 'team-1', name: 'Engineering' }],
  });
}

interface Pages {
  /** Milliseconds. */
  readonly byScope: number;
  readonly byTarget: number;
}

/** What a page costs with many invitations and with few, in turns. */
async function pages(agent: Agent, many: string, few: string): Promise<readonly [Pages, Pages]> {
  const scope = await inTurns(agent, many, few, '/by-scope/team/team-1?start=1000');
  const target = await inTurns(agent, many, few, '?targetType=email&targetValue=person1000%40example.com');
  return [
    { byScope: scope[0], byTarget: target[0] },
    { byScope: scope[1], byTarget: target[1] },
  ];
}

async function inTurns(agent: Agent, many: string, few: string, path: string): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < 600; i++) {
    for (const [index, url] of [many, few].entries()) {
      const start = performance.now();
      await ask(agent, url, 'GET', path);
      if (i >= 100) times[index]?.push(performance.now() - start);
    }
  }
  return [median(times[0]), median(times[1])];
}

function growth(name: string, large: number, small: number): Row {
  const ratio = large / small;
  const ms = (time: number) => `${time.toFixed(2)} ms`;
  return {
    name,
    ours: ms(large),
    reference: ms(small),
    ratio: `${ratio.toFixed(2)}x`,
    target: '<= 1.5x',
    pass: ratio <= 1.5,
  };
}

function ask(agent: Agent, url: string, method: string, path: string, content?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'x-api-key': DEFAULT_API_KEY,
      ...(content !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(content),
      }),
    };
    const sent = request(`${url}/api/v1/invitations${path}`, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${method} ${path}: ${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(content);
  });
}

function usedMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
