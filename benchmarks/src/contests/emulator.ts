import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createEmulator, DEFAULT_API_KEY } from '@vortex/emulator';
import { Hono } from 'hono';
import type { Case, Contest, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { type Server, type Servers, server } from '../frame/server.ts';

const CONNECTIONS = 16;
const CREATES = [{ name: 'creates', unit: '/s' }] as const;
const TIME = [{ name: 'time', unit: 'ms' }] as const;

export default {
  title: 'Emulator',
  about:
    'Creating invitations over HTTP beside a bare Hono route that only parses JSON, in memory and with a data directory; what a ' +
    'page of a list costs as the total grows; and the memory of one invitation, with its mail and indexes.',
  peers: ['hono', '@hono/node-server'],
  seconds: 60,
  async cases(tools) {
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    tools.closing(() => agent.destroy());
    const folder = mkdtempSync(join(tmpdir(), 'vortex-benchmark-'));
    tools.closing(() => rmSync(folder, { recursive: true, force: true }));
    const start = (name: string, input?: unknown) => server(tools, import.meta.url, name, { input });
    const [many, few, kept, bare] = [
      start('emulator'),
      start('emulator'),
      start('emulator', join(folder, 'data')),
      start('bare'),
    ];
    await create(agent, few, 0, tools.quick ? 100 : 2_000);
    const batch = tools.quick ? 100 : 2_000;
    const side = (target: Server) => {
      let made = 0;
      return async () => {
        const creates = await create(agent, target, made, batch);
        made += batch;
        return { creates };
      };
    };
    const rounds = 10;
    return [
      samples(tools, {
        name: 'create an invitation',
        measures: CREATES,
        rounds,
        warmUp: 2,
        profile: (work) => many.profile(work),
        sides: { '@vortex/emulator': side(many), 'a bare route': side(bare) },
        targets: { 'a bare route': { atLeast: 0.7 } },
      }),
      samples(tools, {
        name: 'create an invitation that is kept in a data directory',
        measures: CREATES,
        rounds,
        warmUp: 2,
        profile: (work) => kept.profile(work),
        sides: { '@vortex/emulator': side(kept), 'a bare route': side(bare) },
        targets: { 'a bare route': { atLeast: 0.5 } },
      }),
      memory(tools, agent, many),
      growth(tools, agent, 'page of a scope', '/by-scope/team/team-1?start=1000', many, few),
      growth(tools, agent, 'list of a target', '?targetType=email&targetValue=person1000%40example.com', many, few),
    ];
  },
} satisfies Contest;

/** Fills an emulator up to 100,000 invitations, and sees what one of them holds. */
function memory(tools: Tools, agent: Agent, target: Server): Case {
  const count = tools.quick ? 500 : 76_000;
  return samples(tools, {
    name: 'memory of one invitation',
    measures: [{ name: 'heap', unit: 'B' }],
    bound: 1_800,
    rounds: 1,
    sides: {
      async '@vortex/emulator'() {
        const before = (await target.memory()).heapUsed;
        await create(agent, target, 24_000, count);
        return { heap: ((await target.memory()).heapUsed - before) / count };
      },
    },
  });
}

/** What a page costs with 100,000 invitations, beside what it costs with 2,000. */
function growth(tools: Tools, agent: Agent, name: string, path: string, many: Server, few: Server): Case {
  const times = tools.quick ? 5 : 60;
  const side = (target: Server) => async () => {
    const start = performance.now();
    for (let i = 0; i < times; i++) await ask(agent, target, 'GET', path);
    return { time: (performance.now() - start) / times };
  };
  return samples(tools, {
    name,
    measures: TIME,
    rounds: 11,
    warmUp: 2,
    sides: { 'of 100,000': side(many), 'of 2,000': side(few) },
    targets: { 'of 2,000': { atMost: 1.5 } },
  });
}

/** Creates per second, over connections that are kept. All go into one scope, to different people. */
async function create(agent: Agent, target: Server, from: number, count: number): Promise<number> {
  let next = from;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < from + count) await ask(agent, target, 'POST', '', body(next++));
    }),
  );
  return (count * 1000) / (performance.now() - start);
}

function body(number: number): string {
  return JSON.stringify({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value: `person${number}@example.com` },
    inviter: { userId: 'user-1', userEmail: 'ada@example.com', name: 'Ada' },
    groups: [{ type: 'team', groupId: 'team-1', name: 'Engineering' }],
  });
}

async function ask(agent: Agent, target: Server, method: string, path: string, content?: string): Promise<void> {
  const url = `http://127.0.0.1:${await target.port()}/api/v1/invitations${path}`;
  await new Promise<void>((resolve, reject) => {
    const headers = {
      'x-api-key': DEFAULT_API_KEY,
      ...(content !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(content),
      }),
    };
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${method} ${path}: ${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(content);
  });
}

async function emulator(data: string | null): Promise<{ readonly port: number }> {
  const { url } = await createEmulator(data === null ? {} : { data });
  return { port: Number(new URL(url).port) };
}

function bare() {
  const app = new Hono();
  app.post('/api/v1/invitations', async (c) => {
    await c.req.json();
    return c.json({ id: 'x', shortLink: 'x', status: 'queued', createdAt: 'x' });
  });
  return getRequestListener(app.fetch);
}

export const servers: Servers = { emulator, bare };
