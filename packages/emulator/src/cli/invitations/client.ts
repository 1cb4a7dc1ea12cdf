import type { Vortex } from '@vortex/core';
import { CLI } from '../../shared/cli-name.ts';
import { type RunningEmulator, runningEmulator } from '../running-emulator.ts';
import { Settings } from '../settings/settings.ts';
import { CommandError, type Terminal } from '../shell/terminal.ts';
import { plain } from '../shell/text.ts';

/** Options of every command that asks the emulator's API as an app would. */
export interface ClientOptions {
  readonly emulator: string | undefined;
  readonly apiKey: string | undefined;
  readonly dotenv: readonly string[] | undefined;
}

/** A running emulator, and a client of its API. */
export interface EmulatorClient {
  readonly emulator: RunningEmulator;
  readonly vortex: Vortex;
}

/** The API of the running emulator. */
export async function clientOf(terminal: Terminal, options: ClientOptions): Promise<EmulatorClient> {
  const settings = new Settings(terminal, options);
  const [url, apiKey] = [settings.emulator(), settings.apiKey()];
  settings.tell();
  const { Vortex } = await import('@vortex/core');
  return { emulator: runningEmulator(url), vortex: new Vortex({ apiKey, baseUrl: url, maxRetries: 0 }) };
}

/** The same for what changes something: only an emulator is asked, never the real Vortex that a `.env` may name. */
export async function changingClientOf(terminal: Terminal, options: ClientOptions): Promise<EmulatorClient> {
  const client = await clientOf(terminal, options);
  await client.emulator.ask('GET', '/health');
  return client;
}

/** What an app asks of the API. A refusal is told in the emulator's own words, or with the hint that fits an emulator. */
export async function asApp<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    const { isVortexError } = await import('@vortex/core');
    if (isVortexError(error, 'conflict')) throw new CommandError(plain(saidOf(error) ?? error.message));
    if (!isVortexError(error, 'authentication_failed')) throw error;
    throw new CommandError(
      `the emulator refused the API key. Pass one of its keys with --api-key (\`${CLI} keys create\` creates one), or set VORTEX_API_KEY.`,
    );
  }
}

/** The message in the body of the API's response. */
function saidOf(error: object): string | undefined {
  const body: unknown = Reflect.get(error, 'body');
  const said: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : undefined;
  return typeof said === 'string' ? said : undefined;
}
