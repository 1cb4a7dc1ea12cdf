import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';

/** `keys revoke`. */
export const revoke: Command = command({
  summary: 'revoke a key',
  about: `Revokes an API key of a running emulator and the tokens that it has signed. The last key can't be revoked: create another one first.`,
  argument: { name: 'ID', about: `the key's id, as \`${CLI} keys list\` shows it` },
  options: { ...EMULATOR, json: { about: '{ id }' } },
  exits: { 0: 'revoked', 1: 'no key has this id, or it is the last one', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} keys revoke 9071266f-a9ff-491e-8055-886005889538`],
  async run({ argument: id, options }, terminal) {
    await emulatorOf(terminal, options).ask('DELETE', `/keys/${encodeURIComponent(id)}`);
    terminal.out(options.json ? jsonLine({ id }) : `Revoked ${plain(id)}.\n`);
    return EXIT.ok;
  },
});
