import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Emulator } from '../../emulator/emulator.ts';
import { CommandError, EXIT, type Terminal } from '../shell/terminal.ts';
import { short } from '../shell/text.ts';

/** How long an app may take to end after it was asked to. */
const GRACE_MS = 5_000;

/** Runs the app with the emulator's variables until it ends, or until Ctrl-C ends it; resolves to its exit code. */
export async function runApp(
  [program = '', ...args]: readonly string[],
  { url, apiKey, webhookSecret }: Emulator,
  terminal: Terminal,
): Promise<number> {
  const windows = process.platform === 'win32';
  // At a keyboard the app stays in the terminal's own group, or it could not read from it. Elsewhere it gets a group of
  // its own, so that what it started ends with it.
  const group = !terminal.keyboard && !windows;
  const child = spawn(program, args, {
    cwd: terminal.cwd,
    env: {
      ...terminal.env,
      VORTEX_API_BASE_URL: url,
      VORTEX_API_KEY: apiKey,
      VORTEX_WEBHOOK_SECRET: webhookSecret,
    },
    stdio: 'inherit',
    detached: group,
    // There npm and its like are batch files.
    shell: windows,
  });
  const end = endOf(child, group, terminal);
  terminal.stopped.addEventListener('abort', end, { once: true });
  try {
    const { code, how } = await endingOf(child, program);
    if (terminal.stopped.aborted) return EXIT.ok;
    terminal.error(`vortex dev: ${short([program, ...args].join(' '))} ${how}.\n`);
    return code;
  } finally {
    terminal.stopped.removeEventListener('abort', end);
  }
}

interface Ending {
  readonly code: number;
  readonly how: string;
}

function endingOf(child: ChildProcess, program: string): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new CommandError(`${JSON.stringify(program)} can't be started: ${cause.message}.`, EXIT.usage, { cause }));
    });
    child.once('exit', (code, signal) => {
      if (signal) resolve({ code: 128 + constants.signals[signal], how: `was ended by ${signal}` });
      else resolve({ code: code ?? EXIT.failed, how: code ? `ended with exit code ${code}` : 'ended' });
    });
  });
}

/** At a keyboard the app has had the Ctrl-C itself, and is only reminded. */
function endOf(child: ChildProcess, group: boolean, { keyboard }: Terminal): () => void {
  const send = (signal: NodeJS.Signals): void => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    if (group) process.kill(-child.pid, signal);
    else child.kill(signal);
  };
  return () => {
    if (!keyboard) send('SIGTERM');
    setTimeout(() => send('SIGTERM'), GRACE_MS / 2).unref();
    setTimeout(() => send('SIGKILL'), GRACE_MS).unref();
  };
}
