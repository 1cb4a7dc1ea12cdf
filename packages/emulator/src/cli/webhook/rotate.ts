import type { Command } from '../command.ts';
import { EXIT } from '../terminal.ts';
import { ENDPOINT_HELP, type EndpointWithSecret, oneEndpoint } from './endpoints.ts';

const HELP = `vortex webhook rotate: signs the deliveries of a webhook with a new secret from now on, and shows it once.

Usage: vortex webhook rotate WEBHOOK [options]

${ENDPOINT_HELP}
  --json           { id, url, events, paused, secret }
  --help           this text

The secret goes to standard output and nothing else does. Let your app take the old and the new one while it changes:
new VortexWebhooks({ secret: [newSecret, oldSecret] }).

Exit codes: 0 rotated, 1 there is no such webhook, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex webhook rotate http://127.0.0.1:3000/webhooks/vortex
  export VORTEX_WEBHOOK_SECRET="$(vortex webhook rotate http://127.0.0.1:3000/webhooks/vortex)"
`;

/** `vortex webhook rotate`. */
export const rotate: Command = {
  summary: 'sign with a new secret',
  help: HELP,
  async run(args, terminal) {
    const { emulator, endpoint, json } = await oneEndpoint(args);
    const rotated = await emulator.ask<EndpointWithSecret>('POST', `/webhooks/${endpoint.id}/rotate`, {});
    terminal.out(json ? `${JSON.stringify(rotated)}\n` : `${rotated.secret}\n`);
    return EXIT.ok;
  },
};
