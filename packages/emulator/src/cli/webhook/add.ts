import { httpUrl } from '../../emulator/options.ts';
import { onlyArgument, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { noteTypingErrors } from '../event-types.ts';
import { EMULATOR_OPTION, emulatorUrl, runningEmulator } from '../running-emulator.ts';
import { EXIT } from '../terminal.ts';
import type { EndpointWithSecret } from './endpoints.ts';

const HELP = `vortex webhook add: has a running emulator deliver events to an address, and shows the secret once.

Usage: vortex webhook add URL [options]

Options:
  --event TYPE     only events of this type; may be repeated; "analytics" for all of those (default all but analytics)
  --secret SECRET  what to sign with (default a new one)
${EMULATOR_OPTION}
  --json           { id, url, events, paused, secret }
  --help           this text

It stays until it is removed; \`vortex listen\` is for the time of one terminal. The secret goes to standard output and
nothing else does.

Exit codes: 0 added, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex webhook add http://127.0.0.1:3000/webhooks/vortex
  export VORTEX_WEBHOOK_SECRET="$(vortex webhook add http://127.0.0.1:3000/webhooks/vortex --event member.created)"
`;

/** `vortex webhook add`. */
export const add: Command = {
  summary: 'add one',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: {
        event: { type: 'string', multiple: true },
        secret: { type: 'string' },
        emulator: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const url = httpUrl('URL', onlyArgument(positionals, 'the URL to deliver to'));
    noteTypingErrors(values.event ?? [], terminal);
    const emulator = runningEmulator(emulatorUrl(values.emulator));
    const added = await emulator.ask<EndpointWithSecret>('POST', '/webhooks', {
      url,
      ...(values.event && { events: values.event }),
      ...(values.secret !== undefined && { secret: values.secret }),
    });
    terminal.out(values.json ? `${JSON.stringify(added)}\n` : `${added.secret}\n`);
    return EXIT.ok;
  },
};
