import { onlyArgument, parseArguments } from '../arguments.ts';
import { EMULATOR_OPTION, emulatorUrl, type RunningEmulator, runningEmulator } from '../running-emulator.ts';
import { CommandError, UsageError } from '../terminal.ts';

/** A webhook of a running emulator, as everybody may see it. */
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

/** What the commands of one webhook have in common, for their help. */
export const ENDPOINT_HELP: string = `WEBHOOK is its id or its URL, as \`vortex webhook list\` shows them.

Options:
${EMULATOR_OPTION}`;

export async function endpointsOf(emulator: RunningEmulator): Promise<readonly Endpoint[]> {
  const { webhooks } = await emulator.ask<{ webhooks: Endpoint[] }>('GET', '/webhooks');
  return webhooks;
}

/** Reads the command line of a command of one webhook, and finds that. */
export async function oneEndpoint(
  args: readonly string[],
): Promise<{ readonly emulator: RunningEmulator; readonly endpoint: Endpoint; readonly json: boolean }> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { emulator: { type: 'string' }, json: { type: 'boolean' } },
  });
  const which = onlyArgument(positionals, 'a webhook, by its id or URL,');
  const emulator = runningEmulator(emulatorUrl(values.emulator));
  const found = (await endpointsOf(emulator)).filter(({ id, url }) => id === which || url === which);
  const [endpoint] = found;
  if (!endpoint) {
    throw new CommandError(
      `no webhook of ${emulator.url} has the id or URL ${JSON.stringify(which)}. \`vortex webhook list\` shows them.`,
    );
  }
  if (found.length > 1) {
    throw new UsageError(
      `${found.length} webhooks have this URL. Name one by its id: ${found.map(({ id }) => id).join(', ')}.`,
    );
  }
  return { emulator, endpoint, json: values.json ?? false };
}
