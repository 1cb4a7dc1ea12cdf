import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EMULATOR_OPTION, emulatorUrl, runningEmulator } from '../running-emulator.ts';
import { EXIT, table } from '../terminal.ts';

const HELP = `vortex keys list: the API keys that a running emulator takes. Their secrets are not shown.

Usage: vortex keys list [options]

Options:
${EMULATOR_OPTION}
  --json           [{ id, label, createdAt }]
  --help           this text

Exit codes: 0 listed, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex keys list
  vortex keys list --emulator http://127.0.0.1:4500 --json
`;

interface Key {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
}

/** `vortex keys list`. */
export const list: Command = {
  summary: 'list them, without their secrets',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: { emulator: { type: 'string' }, json: { type: 'boolean' } },
    });
    const emulator = runningEmulator(emulatorUrl(values.emulator));
    const { keys } = await emulator.ask<{ keys: Key[] }>('GET', '/keys');
    if (values.json) terminal.out(`${JSON.stringify(keys)}\n`);
    else {
      const rows = keys.map(({ id, label, createdAt }) => [id, createdAt, label]);
      terminal.out(table(terminal, ['ID', 'CREATED', 'LABEL'], rows));
    }
    return EXIT.ok;
  },
};
