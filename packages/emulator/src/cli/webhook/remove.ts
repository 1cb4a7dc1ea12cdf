import type { Command } from '../command.ts';
import { EXIT, plain } from '../terminal.ts';
import { ENDPOINT_HELP, oneEndpoint } from './endpoints.ts';

const HELP = `vortex webhook remove: delivers nothing to an address any more. What it has not got by then is given up.

Usage: vortex webhook remove WEBHOOK [options]

${ENDPOINT_HELP}
  --json           { id, url }
  --help           this text

Exit codes: 0 removed, 1 there is no such webhook, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex webhook remove http://127.0.0.1:3000/webhooks/vortex
`;

/** `vortex webhook remove`. */
export const remove: Command = {
  summary: 'deliver nothing to one any more',
  help: HELP,
  async run(args, terminal) {
    const { emulator, endpoint, json } = await oneEndpoint(args);
    const { id, url } = endpoint;
    await emulator.ask('DELETE', `/webhooks/${id}`);
    terminal.out(json ? `${JSON.stringify({ id, url })}\n` : `Nothing is delivered to ${plain(url)} any more.\n`);
    return EXIT.ok;
  },
};
