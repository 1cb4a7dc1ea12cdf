import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EMULATOR_OPTION, emulatorUrl, runningEmulator } from '../running-emulator.ts';
import { EXIT, table } from '../terminal.ts';
import { endpointsOf } from './endpoints.ts';

const HELP = `vortex webhook list: where a running emulator delivers events. Secrets are not shown.

Usage: vortex webhook list [options]

Options:
${EMULATOR_OPTION}
  --json           [{ id, url, events, paused }]; events is null for every event but analytics
  --help           this text

Exit codes: 0 listed, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex webhook list
  vortex webhook list --json
`;

/** `vortex webhook list`. */
export const list: Command = {
  summary: 'list the webhooks of a running emulator',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: { emulator: { type: 'string' }, json: { type: 'boolean' } },
    });
    const endpoints = await endpointsOf(runningEmulator(emulatorUrl(values.emulator)));
    if (values.json) terminal.out(`${JSON.stringify(endpoints)}\n`);
    else if (endpoints.length === 0) terminal.out('There are none yet. `vortex webhook add URL` adds one.\n');
    else {
      const rows = endpoints.map(({ id, url, events, paused }) => [
        id,
        paused ? 'paused' : 'active',
        url,
        events?.join(', ') ?? 'every event but analytics',
      ]);
      terminal.out(table(terminal, ['ID', 'STATE', 'URL', 'EVENTS'], rows));
    }
    return EXIT.ok;
  },
};
