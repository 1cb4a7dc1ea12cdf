import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EMULATOR_OPTION, emulatorUrl, runningEmulator } from '../running-emulator.ts';
import { EXIT } from '../terminal.ts';

const HELP = `vortex keys create: makes a further API key of a running emulator, and shows it once.

Usage: vortex keys create [options]

Options:
  --label TEXT     what it is for
${EMULATOR_OPTION}
  --json           { id, key, label, createdAt }
  --help           this text

The key goes to standard output and nothing else does. Real keys are made in the Vortex dashboard.

Exit codes: 0 made, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex keys create --label staging
  export VORTEX_API_KEY="$(vortex keys create)"
`;

/** `vortex keys create`. */
export const create: Command = {
  summary: 'make another one',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: { label: { type: 'string' }, emulator: { type: 'string' }, json: { type: 'boolean' } },
    });
    const emulator = runningEmulator(emulatorUrl(values.emulator));
    const made = await emulator.ask<{ key: string }>('POST', '/keys', values.label ? { label: values.label } : {});
    terminal.out(values.json ? `${JSON.stringify(made)}\n` : `${made.key}\n`);
    return EXIT.ok;
  },
};
