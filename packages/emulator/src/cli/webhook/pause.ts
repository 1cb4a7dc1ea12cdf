import { CLI } from '../../shared/cli-name.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT, type Terminal } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';
import { ENDPOINT, ENDPOINT_OPTIONS, type Endpoint, endpointExits, oneEndpoint } from './endpoints.ts';

/** `webhook pause`. */
export const pause: Command = command({
  summary: "hold back an endpoint's events",
  about: "Holds back a webhook endpoint's events, for example while your app is down. No event is lost.",
  argument: ENDPOINT,
  options: ENDPOINT_OPTIONS,
  exits: endpointExits('paused'),
  examples: [`${CLI} webhook pause http://127.0.0.1:3000/webhooks/vortex`],
  run: ({ argument, options }, terminal) =>
    setPaused(argument, options, true, `wait until \`${CLI} webhook resume\``, terminal),
});

/** `webhook resume`. */
export const resume: Command = command({
  summary: 'deliver the events that were held back, and new ones',
  about: 'Delivers the events that a paused webhook endpoint has held back, in order, and all new ones.',
  argument: ENDPOINT,
  options: ENDPOINT_OPTIONS,
  exits: endpointExits('resumed'),
  examples: [`${CLI} webhook resume http://127.0.0.1:3000/webhooks/vortex`],
  run: ({ argument, options }, terminal) => setPaused(argument, options, false, 'are delivered again', terminal),
});

interface PauseOptions {
  readonly emulator: string | undefined;
  readonly dotenv: readonly string[] | undefined;
  readonly json: true | undefined;
}

async function setPaused(
  which: string,
  options: PauseOptions,
  paused: boolean,
  what: string,
  terminal: Terminal,
): Promise<number> {
  const { emulator, endpoint } = await oneEndpoint(which, options, terminal);
  const changed = await emulator.ask<Endpoint>('POST', `/webhooks/${endpoint.id}/pause`, { paused });
  terminal.out(options.json ? jsonLine(changed) : `Events for ${plain(changed.url)} ${what}.\n`);
  return EXIT.ok;
}
