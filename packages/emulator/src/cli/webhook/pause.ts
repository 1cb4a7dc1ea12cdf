import type { Command } from '../command.ts';
import { EXIT, plain, type Terminal } from '../terminal.ts';
import { ENDPOINT_HELP, type Endpoint, oneEndpoint } from './endpoints.ts';

/** `vortex webhook pause`. */
export const pause: Command = {
  summary: 'keep the events of one back',
  help: `vortex webhook pause: keeps the events of a webhook back, as while your app is down. None is lost.

Usage: vortex webhook pause WEBHOOK [options]

${ENDPOINT_HELP}
  --json           { id, url, events, paused }
  --help           this text

Exit codes: 0 paused, 1 there is no such webhook, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex webhook pause http://127.0.0.1:3000/webhooks/vortex
`,
  run: (args, terminal) => setPaused(args, true, 'wait until `vortex webhook resume`', terminal),
};

/** `vortex webhook resume`. */
export const resume: Command = {
  summary: 'deliver what was kept back, and what comes',
  help: `vortex webhook resume: delivers what a paused webhook has kept back, in order, and what comes.

Usage: vortex webhook resume WEBHOOK [options]

${ENDPOINT_HELP}
  --json           { id, url, events, paused }
  --help           this text

Exit codes: 0 resumed, 1 there is no such webhook, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex webhook resume http://127.0.0.1:3000/webhooks/vortex
`,
  run: (args, terminal) => setPaused(args, false, 'are delivered again', terminal),
};

async function setPaused(args: readonly string[], paused: boolean, what: string, terminal: Terminal): Promise<number> {
  const { emulator, endpoint, json } = await oneEndpoint(args);
  const changed = await emulator.ask<Endpoint>('POST', `/webhooks/${endpoint.id}/pause`, { paused });
  terminal.out(json ? `${JSON.stringify(changed)}\n` : `Events for ${plain(changed.url)} ${what}.\n`);
  return EXIT.ok;
}
