import { CLI } from '../../shared/cli-name.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { ENDPOINT, type EndpointWithSecret, endpointExits, oneEndpoint } from './endpoints.ts';

/** `webhook rotate`. */
export const rotate: Command = command({
  summary: "replace an endpoint's secret",
  about: 'Signs all further deliveries to a webhook endpoint with a new secret, and shows it once.',
  argument: ENDPOINT,
  options: { ...EMULATOR, json: { about: '{ id, url, events, paused, secret }' } },
  notes: [
    'Only the secret is written to standard output. During the change, let your app accept both secrets: new VortexWebhooks({ secret: [newSecret, oldSecret] }).',
  ],
  exits: endpointExits('rotated'),
  examples: [
    `${CLI} webhook rotate http://127.0.0.1:3000/webhooks/vortex`,
    `export VORTEX_WEBHOOK_SECRET="$(${CLI} webhook rotate http://127.0.0.1:3000/webhooks/vortex)"`,
  ],
  async run({ argument, options }, terminal) {
    const { emulator, endpoint } = await oneEndpoint(argument, options, terminal);
    const rotated = await emulator.ask<EndpointWithSecret>('POST', `/webhooks/${endpoint.id}/rotate`, {});
    terminal.out(options.json ? jsonLine(rotated) : `${rotated.secret}\n`);
    return EXIT.ok;
  },
});
