import { onlyArgument, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EMULATOR_OPTION, emulatorUrl, runningEmulator } from '../running-emulator.ts';
import { EXIT, plain } from '../terminal.ts';

const HELP = `vortex keys revoke: ends an API key of a running emulator, and with it the tokens it has signed.

Usage: vortex keys revoke ID [options]

ID is the key's id, as \`vortex keys list\` shows it. The last key can't be revoked: make another one first.

Options:
${EMULATOR_OPTION}
  --json           { id }
  --help           this text

Exit codes: 0 revoked, 1 there is none with this id or it is the last one, 2 wrong usage, 4 no emulator answers.

Examples:
  vortex keys revoke 9071266f-a9ff-491e-8055-886005889538
`;

/** `vortex keys revoke`. */
export const revoke: Command = {
  summary: 'end one',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { emulator: { type: 'string' }, json: { type: 'boolean' } },
    });
    const id = onlyArgument(positionals, "a key's id");
    await runningEmulator(emulatorUrl(values.emulator)).ask('DELETE', `/keys/${encodeURIComponent(id)}`);
    terminal.out(values.json ? `${JSON.stringify({ id })}\n` : `Revoked ${plain(id)}.\n`);
    return EXIT.ok;
  },
};
