import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf, type RunningEmulator } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import type { Argument } from '../shell/command.ts';
import { CommandError, type Terminal, UsageError } from '../shell/terminal.ts';

/** A webhook endpoint of a running emulator, as everybody may see it. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  /** `null` for every event but analytics. */
  readonly events: readonly string[] | null;
  readonly paused: boolean;
}

/** The same at the moment in which its secret is made. */
export interface EndpointWithSecret extends Endpoint {
  readonly secret: string;
}

/** The argument of every command of one webhook endpoint. */
export const ENDPOINT: Argument = {
  name: 'WEBHOOK',
  about: `the endpoint's id or URL, as \`${CLI} webhook list\` shows them`,
};

/** The options of those that answer with the endpoint as it now is. */
export const ENDPOINT_OPTIONS: typeof EMULATOR & { readonly json: { readonly about: string } } = {
  ...EMULATOR,
  json: { about: '{ id, url, events, paused }' },
};

/** What they end with, `done` being their own word for it. */
export const endpointExits = (done: string): Readonly<Record<number, string>> => ({
  0: done,
  1: 'there is no such endpoint',
  2: 'wrong usage, or several endpoints have this URL',
  4: 'no emulator answers',
});

export async function endpointsOf(emulator: RunningEmulator): Promise<readonly Endpoint[]> {
  const { webhooks } = await emulator.ask<{ webhooks: Endpoint[] }>('GET', '/webhooks');
  return webhooks;
}

/** The chosen emulator, and its endpoint of this id or URL. */
export async function oneEndpoint(
  which: string,
  options: { readonly emulator: string | undefined; readonly dotenv: readonly string[] | undefined },
  terminal: Terminal,
): Promise<{ readonly emulator: RunningEmulator; readonly endpoint: Endpoint }> {
  const emulator = emulatorOf(terminal, options);
  const found = (await endpointsOf(emulator)).filter(({ id, url }) => id === which || url === which);
  const [endpoint] = found;
  if (!endpoint) {
    throw new CommandError(
      `no webhook endpoint of ${emulator.url} has the id or URL ${JSON.stringify(which)}. \`${CLI} webhook list\` shows all.`,
    );
  }
  if (found.length > 1) {
    throw new UsageError(
      `${found.length} webhook endpoints have this URL. Name one by its id: ${found.map(({ id }) => id).join(', ')}.`,
    );
  }
  return { emulator, endpoint };
}
