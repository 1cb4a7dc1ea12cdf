import { CLI } from '../../shared/cli-name.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';
import { ENDPOINT, endpointExits, oneEndpoint } from './endpoints.ts';

/** `webhook remove`. */
export const remove: Command = command({
  summary: 'remove an endpoint',
  about: 'Stops delivering to an address. Pending deliveries are given up.',
  argument: ENDPOINT,
  options: { ...EMULATOR, json: { about: '{ id, url }' } },
  exits: endpointExits('removed'),
  examples: [`${CLI} webhook remove http://127.0.0.1:3000/webhooks/vortex`],
  async run({ argument, options }, terminal) {
    const { emulator, endpoint } = await oneEndpoint(argument, options, terminal);
    const { id, url } = endpoint;
    await emulator.ask('DELETE', `/webhooks/${id}`);
    terminal.out(options.json ? jsonLine({ id, url }) : `Nothing more is delivered to ${plain(url)}.\n`);
    return EXIT.ok;
  },
});
