import { CLI } from '../shared/cli-name.ts';
import { Settings } from './settings/settings.ts';
import { CommandError, EXIT, type Terminal } from './shell/terminal.ts';
import { plain } from './shell/text.ts';

/** The running emulator that a command line, the environment or a `.env` file names. */
export function emulatorOf(
  terminal: Terminal,
  options: { readonly emulator?: string | undefined; readonly dotenv?: readonly string[] | undefined },
): RunningEmulator {
  const settings = new Settings(terminal, options);
  const url = settings.emulator();
  settings.tell();
  return runningEmulator(url);
}

/** What can be asked of an emulator that is running. */
export interface RunningEmulator {
  readonly url: string;
  ask<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  /** Yields once at once, then each time something has changed; ends when the emulator does. */
  changes(stopped: AbortSignal): AsyncGenerator<void>;
}

/** What it answers below `/__emulator`. */
export function runningEmulator(url: string): RunningEmulator {
  return {
    url,
    async ask<Answer>(method: string, path: string, body?: object) {
      const answer = await reach(url, `/__emulator${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await answer.text();
      const value = parsed(text);
      if (answer.ok && value) return value as Answer;
      throw refusal(url, answer.status, value);
    },
    async *changes(stopped) {
      try {
        const answer = await reach(url, '/changes', { signal: stopped });
        yield;
        for await (const _ of answer.body ?? []) yield;
      } catch (error) {
        if (error instanceof CommandError) throw error;
        // Interrupted, or the emulator has gone: the caller knows which.
      }
    },
  };
}

async function reach(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url + path, { ...init, redirect: 'manual' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new CommandError(
      `no emulator answers at ${url} (${reason}). Start one with \`${CLI} dev\`, or pass its address with --emulator URL.`,
      EXIT.unreachable,
      { cause },
    );
  }
}

function refusal(url: string, status: number, value: object = {}): CommandError {
  const { code, message }: { readonly code?: unknown; readonly message?: unknown } = value;
  if (typeof code === 'string' && typeof message === 'string' && code !== 'route_not_found') {
    return new CommandError(plain(message), status === 400 ? EXIT.usage : EXIT.failed);
  }
  return new CommandError(
    `the server at ${url} is not an emulator of this version (status ${status}). Pass the emulator's address with --emulator URL.`,
    EXIT.unreachable,
  );
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
