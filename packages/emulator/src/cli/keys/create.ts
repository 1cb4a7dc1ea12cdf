import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';

/** `keys create`. */
export const create: Command = command({
  summary: 'create a key',
  about: 'Creates another API key for a running emulator, and shows it once.',
  options: {
    label: { value: 'TEXT', about: 'what the key is for' },
    ...EMULATOR,
    json: { about: '{ id, key, label, createdAt }' },
  },
  stray: 'label',
  notes: ['Only the key is written to standard output. Create real keys in the Vortex dashboard.'],
  exits: { 0: 'made', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} keys create --label staging`, `export VORTEX_API_KEY="$(${CLI} keys create)"`],
  async run({ options }, terminal) {
    const body = options.label ? { label: options.label } : {};
    const made = await emulatorOf(terminal, options).ask<{ key: string }>('POST', '/keys', body);
    terminal.out(options.json ? jsonLine(made) : `${made.key}\n`);
    return EXIT.ok;
  },
});
