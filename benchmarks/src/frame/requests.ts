import type { Case, Figures, Side, Target, Tools } from './contest.ts';
import { type Answer, load, type RequestPlan } from './load.ts';
import type { Server } from './server.ts';

/** Servers that answer the same requests. */
export interface Requests {
  readonly name: string;
  /** Ours first. */
  readonly sides: Readonly<Record<string, Server>>;
  readonly request: RequestPlan;
  /** Throws unless the answer is right. */
  check(answer: Answer, side: string): void | Promise<void>;
  /** Default 1, 32, 256. */
  readonly connections?: readonly number[];
  /** Of CPU time per request, at each number of connections. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** Default: CPU time per request. */
  readonly decides?: 'CPU per request' | 'requests';
  /** Default 9. */
  readonly rounds?: number;
  /** Milliseconds that a side is under load in a round, about. Default 120. */
  readonly slice?: number;
}

const MEASURES = [
  { name: 'CPU per request', unit: 'µs' },
  { name: 'requests', unit: '/s' },
  { name: 'p50', unit: 'ms' },
  { name: 'p99', unit: 'ms' },
] as const;

/** Fastify and Hono still get faster after 10,000 requests. */
const WARM_UP = 15_000;
/** Milliseconds, for what is slow. */
const LONGEST_WARM_UP = 3_000;
const PROFILED = 32;

/** A case for each number of connections: CPU time of the server per request, requests per second, p50 and p99. */
export function requests(tools: Tools, options: Requests): Case[] {
  const {
    name,
    sides,
    request,
    check,
    connections = [1, 32, 256],
    targets,
    decides,
    rounds = 9,
    slice = 120,
  } = options;
  const warm = new Set<Server>();
  const side = (title: string, server: Server, open: number): Side => {
    let count = tools.quick ? Math.max(20, open) : 300;
    const run = async (): Promise<Figures> => {
      const port = await server.port();
      const before = await server.cpu();
      const { perSecond, p50, p99 } = await load(tools).many(port, request, count, open);
      const cpu = ((await server.cpu()) - before) / count;
      return { 'CPU per request': cpu, requests: perSecond, p50, p99 };
    };
    return {
      async prepare() {
        const port = await server.port();
        if (!warm.has(server)) {
          await check(await load(tools).once(port, request), title);
          if (!tools.quick) await warmUp(tools, port, request);
          warm.add(server);
        }
        if (tools.quick) return;
        const { requests: perSecond = 0 } = await run();
        count = Math.max(open, 100, Math.round((perSecond * slice) / 1000));
      },
      sample: run,
      // The others would show the same.
      ...(open === PROFILED && {
        profile: (milliseconds) =>
          server.profile(async () => {
            const end = performance.now() + milliseconds;
            while (performance.now() < end) await run();
          }),
      }),
    };
  };
  return connections.map((open) => ({
    name: `${name}, ${open === 1 ? '1 connection' : `${open} connections`}`,
    measures: [...MEASURES].sort((a, b) => Number(b.name === decides) - Number(a.name === decides)),
    sides: Object.fromEntries(Object.entries(sides).map(([title, server]) => [title, side(title, server, open)])),
    ...(targets && { targets }),
    rounds: tools.quick ? 2 : rounds,
  }));
}

async function warmUp(tools: Tools, port: number, request: RequestPlan): Promise<void> {
  const end = performance.now() + LONGEST_WARM_UP;
  for (let sent = 0; sent < WARM_UP && performance.now() < end; sent += 1_000) {
    await load(tools).many(port, request, 1_000, 32);
  }
}
