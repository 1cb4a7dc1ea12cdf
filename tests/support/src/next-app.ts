import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './server.ts';

/** Where an app lies, and what its configuration is told. */
export interface NextApp {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** More arguments of `next build`. */
  readonly buildArgs?: readonly string[];
}

/** How a build ended, and everything it printed. */
export interface Build {
  readonly code: number | null;
  readonly output: string;
}

/** An app that `next start` serves. */
export interface Served {
  readonly url: string;
  readonly output: () => string;
  /** What it has written to stderr since the last call. */
  readonly errors: () => string;
  close(): Promise<void>;
}

/** Runs `next build`; never two at once, whichever test files run side by side: each takes most of a small machine. */
export async function buildNext(app: NextApp): Promise<Build> {
  const free = await lock(join(tmpdir(), 'vortex-next-build.lock'));
  try {
    // Next would check those of another variant's build along with this one's.
    for (const types of globSync('.next-*/types', { cwd: app.folder })) {
      rmSync(join(app.folder, types), { recursive: true });
    }
    const { child, output } = run(app, [nextOf(app), 'build', ...(app.buildArgs ?? [])]);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output: output() };
  } finally {
    free();
  }
}

/** As {@link buildNext}, for an app that must build. */
export async function mustBuild(app: NextApp): Promise<void> {
  const { code, output } = await buildNext(app);
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${output}`);
}

/** Runs `next start` on a free port and resolves once it answers. */
export async function startNext(app: NextApp): Promise<Served> {
  return serve(app, (port) => [nextOf(app), 'start', '--hostname', '127.0.0.1', '--port', port]);
}

/** Runs the `server.js` of `output: 'standalone'`, found in `folder`, on a free port and resolves once it answers. */
export async function startStandalone({ folder, env }: NextApp): Promise<Served> {
  return serve({ folder, env: { HOSTNAME: '127.0.0.1', ...env } }, () => ['server.js']);
}

async function serve(app: NextApp, args: (port: string) => readonly string[]): Promise<Served> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const { child, output, errors } = run({ ...app, env: { PORT: port, ...app.env } }, args(port));
  const close = () => end(child);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && child.exitCode === null; await sleep(50)) {
    // Any answer will do: an app need not have a page at its root.
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return { url, output, errors, close };
  }
  await close();
  throw new Error(`The app did not answer:\n${output()}`);
}

function nextOf({ folder }: NextApp): string {
  return createRequire(join(folder, 'package.json')).resolve('next/dist/bin/next');
}

interface Running extends Pick<Served, 'output' | 'errors'> {
  readonly child: ChildProcess;
}

function run({ folder, env }: NextApp, args: readonly string[]): Running {
  // What a Vortex of the developer's own has set is none of the app's.
  const clean = Object.entries(process.env).filter(([name]) => !/^(VORTEX_|NODE_ENV|VITEST|TEST)/.test(name));
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...Object.fromEntries(clean), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  const add = (chunk: Buffer): void => {
    text += chunk;
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  return { child, output: () => text, errors: sinceLast(child.stderr) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
}

/** Takes a lock between processes, and forgets that of a process that is gone. */
async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch {
      if (existsSync(path) && !isAlive(Number(readFileSync(path, 'utf8')))) rmSync(path, { force: true });
      await sleep(250);
    }
  }
}

function isAlive(pid: number): boolean {
  // A file that has just been made is still empty.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What a stream brings, from call to call. Its own, since the Next example uses this file where this package is not installed. */
function sinceLast(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => {
    const taken = text;
    text = '';
    return taken;
  };
}
