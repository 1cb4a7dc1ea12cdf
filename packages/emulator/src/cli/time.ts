import { CLI } from '../shared/cli-name.ts';
import { emulatorOf } from './running-emulator.ts';
import { EMULATOR } from './settings/options.ts';
import { type Command, command } from './shell/command.ts';
import { readDuration } from './shell/read.ts';
import { EXIT } from './shell/terminal.ts';
import { jsonLine } from './shell/text.ts';
import { moment } from './shell/time.ts';

/** `time`. */
export const time: Command = command({
  summary: 'show the time of a running emulator, or move it forward',
  about:
    'Shows the time of a running emulator. With TIME, it moves the time forward: invitations expire, and reminders and retries that are due are sent.',
  argument: { name: 'TIME', about: 'how far to move forward, such as 3d, 12h, 30m or 45s', optional: true },
  options: { ...EMULATOR, json: { about: '{ time }' } },
  exits: { 0: 'shown, or moved', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} time`, `${CLI} time 31d`],
  async run({ argument, options }, terminal) {
    const ms = argument === undefined ? undefined : readDuration(argument, 'TIME');
    const emulator = emulatorOf(terminal, options);
    const asked =
      ms === undefined
        ? emulator.ask<{ time: string }>('GET', '/state')
        : emulator.ask<{ time: string }>('POST', '/time', { ms });
    const { time } = await asked;
    terminal.out(options.json ? jsonLine({ time }) : `${moment(new Date(time))}\n`);
    return EXIT.ok;
  },
});
