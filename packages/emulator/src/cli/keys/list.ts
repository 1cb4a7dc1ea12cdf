import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, table } from '../shell/text.ts';

interface Key {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
}

/** `keys list`. */
export const list: Command = command({
  summary: 'list the keys, without their secrets',
  about: 'Lists the API keys that a running emulator accepts. Their secrets are not shown.',
  options: { ...EMULATOR, json: { about: '[{ id, label, createdAt }]' } },
  exits: { 0: 'listed', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} keys list`, `${CLI} keys list --emulator http://127.0.0.1:4500 --json`],
  async run({ options }, terminal) {
    const { keys } = await emulatorOf(terminal, options).ask<{ keys: Key[] }>('GET', '/keys');
    if (options.json) terminal.out(jsonLine(keys));
    else {
      const rows = keys.map(({ id, label, createdAt }) => [id, createdAt, label]);
      terminal.out(table(terminal, ['ID', 'CREATED', 'LABEL'], rows));
    }
    return EXIT.ok;
  },
});
