import { CLI } from '../shared/cli-name.ts';
import { emulatorOf } from './running-emulator.ts';
import { EMULATOR } from './settings/options.ts';
import { type Command, command } from './shell/command.ts';
import { EXIT } from './shell/terminal.ts';
import { jsonLine } from './shell/text.ts';

/** `reset`. */
export const reset: Command = command({
  summary: 'reset a running emulator',
  about:
    "Deletes a running emulator's invitations, messages, deliveries, requests and faults. Webhook endpoints and API keys are kept.",
  options: { ...EMULATOR, json: { about: '{ url }' } },
  exits: { 0: 'done', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} reset`, `${CLI} reset --emulator http://127.0.0.1:4500`],
  async run({ options }, terminal) {
    const emulator = emulatorOf(terminal, options);
    await emulator.ask('POST', '/reset');
    terminal.out(options.json ? jsonLine({ url: emulator.url }) : `The emulator at ${emulator.url} has been reset.\n`);
    return EXIT.ok;
  },
});
