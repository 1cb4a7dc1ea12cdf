import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { home } from '../home.ts';
import type { Tools } from './contest.ts';

/**
 * What the file of a contest exports as `servers`: by name, what makes the listener of a server, or starts a server and
 * returns its port on 127.0.0.1. It runs in a process of its own.
 */
export type Servers = Readonly<Record<string, (input: never) => Served | Promise<Served>>>;

export type Served = RequestListener | { readonly port: number };

/** A server in a process of its own, whose CPU time is its own too. */
export interface Server {
  /** Starts it, the first time. */
  port(): Promise<number>;
  /** Microseconds of CPU time that it has used, user and system. */
  cpu(): Promise<number>;
  /** Bytes of memory that it holds, and those of JavaScript's heap after a garbage collection. */
  memory(): Promise<{ readonly rss: number; readonly heapUsed: number }>;
  /** A CPU profile of it while something runs. */
  profile(work: () => unknown): Promise<unknown>;
}

/** How a server is started. */
export interface ServerOptions {
  /** Handed to the function; JSON. */
  readonly input?: unknown;
  /** The program that runs it. Default: this Node. */
  readonly runtime?: string;
  /** Where it runs. Default: here. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * @param file - `import.meta.url` of the contest.
 * @param name - Of the function in its `servers`.
 */
export function server(tools: Tools, file: string, name: string, options: ServerOptions = {}): Server {
  let started: Promise<{ readonly child: ChildProcess; readonly port: number }> | undefined;
  const start = () => {
    started ??= startServer(file, name, options, tools);
    return started;
  };
  const ask = async (question: Question): Promise<unknown> => {
    const { child } = await start();
    child.send(question);
    return (await message(child, name)).answer;
  };
  return {
    port: async () => (await start()).port,
    cpu: async () => (await ask('cpu')) as number,
    memory: async () => (await ask('memory')) as Awaited<ReturnType<Server['memory']>>,
    async profile(work) {
      await ask('start profile');
      await work();
      return ask('stop profile');
    },
  };
}

/** What the process of a server is asked. */
export type Question = 'cpu' | 'memory' | 'start profile' | 'stop profile';

async function startServer(file: string, name: string, options: ServerOptions, tools: Tools) {
  const { input = null, runtime = process.execPath, cwd, env } = options;
  const program = join(home(), 'dist/frame/server-process.mjs');
  const flags = runtime === process.execPath ? ['--expose-gc'] : [];
  const child = spawn(runtime, [...flags, program, file, name, JSON.stringify(input)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    ...(cwd !== undefined && { cwd }),
  });
  tools.closing(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const { port } = await message(child, name);
  if (port === undefined) throw new Error(`The server "${name}" did not say its port.`);
  return { child, port };
}

interface Message {
  readonly port?: number;
  readonly answer?: unknown;
}

/** The next message of a process, or an error when it ends before. */
export async function message(child: ChildProcess, name: string): Promise<Message> {
  const ended = new AbortController();
  const onExit = (code: number | null) => ended.abort(new Error(`The process "${name}" ended with ${code}.`));
  const onError = (error: Error) => ended.abort(error);
  child.once('exit', onExit).once('error', onError);
  try {
    const [said] = await once(child, 'message', { signal: ended.signal });
    return said;
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    child.off('exit', onExit).off('error', onError);
  }
}
