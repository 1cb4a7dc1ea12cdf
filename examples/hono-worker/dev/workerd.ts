import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '@vortex/example-web';
import { type Plugin, rolldown } from 'rolldown';

const WORKER = fileURLToPath(new URL('../src/worker.ts', import.meta.url));
const command = createRequire(import.meta.url).resolve('workerd/bin/workerd');

const client = fileURLToPath(import.meta.resolve('@vortex/core/browser'));

/** Imports the page's client as text, as wrangler does by the import's `type`, which rolldown does not look at. */
const CLIENT: Plugin = {
  name: 'client',
  load: (id) => (id === client ? { code: readFileSync(id, 'utf8'), moduleType: 'text' } : null),
};

/** A Worker while workerd runs it. */
export interface RunningWorker {
  readonly url: string;
  /** Resolves when it runs no longer. */
  readonly ended: Promise<'by itself' | 'closed'>;
  close(): Promise<void>;
}

/** Bundles the Worker as a deployment does, and runs it in workerd with these text bindings. */
export async function startWorker(port: number, bindings: Readonly<Record<string, string>>): Promise<RunningWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'vortex-worker-'));
  const bundler = await rolldown({ input: WORKER, platform: 'neutral', external: /^cloudflare:/, plugins: [CLIENT] });
  await bundler.write({ file: join(folder, 'worker.mjs'), format: 'esm', codeSplitting: false });
  await bundler.close();
  writeFileSync(join(folder, 'config.capnp'), config(port, bindings));

  // A group of its own: the command is a script that starts the runtime.
  const child = spawn(process.execPath, [command, 'serve', join(folder, 'config.capnp')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  let closing = false;
  const ended = once(child, 'exit').then(() => {
    rmSync(folder, { recursive: true, force: true });
    return closing ? 'closed' : 'by itself';
  });
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    closing = true;
    if (isRunning(child) && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  for (const deadline = Date.now() + 20_000; Date.now() < deadline && isRunning(child); ) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return { url, ended, close };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await close();
  throw new Problem(`workerd does not respond on port ${port}; the lines above say why.`);
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function config(port: number, bindings: Readonly<Record<string, string>>): string {
  const texts = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)}),`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .app),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const app :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-11-01",
  bindings = [
    ${texts.join('\n    ')}
    (name = "TEAM", durableObjectNamespace = "Team"),
    (name = "VORTEX_REPLAY", durableObjectNamespace = "VortexReplayStore"),
  ],
  durableObjectNamespaces = [
    (className = "Team", uniqueKey = "lighthouse-team", enableSql = true),
    (className = "VortexReplayStore", uniqueKey = "lighthouse-replay", enableSql = true),
  ],
  durableObjectStorage = (inMemory = void),
);
`;
}
