import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { home } from '../home.ts';
import type { Tools } from './contest.ts';
import { message } from './server.ts';

/** A request that the load sends many times. */
export interface RequestPlan {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text; or a webhook of about so many bytes, each with an id and a signature of its own, for nothing is handled twice. */
  readonly body?: string | { readonly webhook: number };
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the load has measured. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds, half of the requests and 99 % of them. */
  readonly p50: number;
  readonly p99: number;
}

/** What the process of the load is told. */
export type Order =
  | { readonly plan: RequestPlan; readonly count: number }
  | { readonly port: number; readonly connections: number }
  | { readonly port: number; readonly once: true };

/** The load, in a process of its own, so that its CPU time is not the server's. One request at a time on each connection. */
export interface Load {
  once(port: number, plan: RequestPlan): Promise<Answer>;
  /** @throws {Error} When a response has another status than 200. */
  many(port: number, plan: RequestPlan, count: number, connections: number): Promise<Measured>;
}

let running: { readonly child: ChildProcess; readonly tools: Tools } | undefined;

/** The load of a contest; one process serves all its cases. */
export function load(tools: Tools): Load {
  const child = running?.tools === tools ? running.child : startLoad(tools);
  const order = async (what: Order): Promise<unknown> => {
    child.send(what);
    const { answer, error } = (await message(child, 'load')) as { readonly answer?: unknown; readonly error?: string };
    if (error !== undefined) throw new Error(error);
    return answer;
  };
  return {
    async once(port, plan) {
      await order({ plan, count: 1 });
      return (await order({ port, once: true })) as Answer;
    },
    async many(port, plan, count, connections) {
      await order({ plan, count });
      return (await order({ port, connections })) as Measured;
    },
  };
}

function startLoad(tools: Tools): ChildProcess {
  const child = fork(join(home(), 'dist/frame/load-process.mjs'));
  running = { child, tools };
  tools.closing(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}
