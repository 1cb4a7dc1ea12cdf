import { CLI } from '../../shared/cli-name.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine, table } from '../shell/text.ts';
import { endpointsOf } from './endpoints.ts';

/** `webhook list`. */
export const list: Command = command({
  summary: 'list the endpoints of a running emulator',
  about: 'Lists the endpoints that a running emulator delivers events to. Secrets are not shown.',
  options: {
    ...EMULATOR,
    json: { about: '[{ id, url, events, paused }]; events is null for all events except analytics' },
  },
  exits: { 0: 'listed', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [`${CLI} webhook list`, `${CLI} webhook list --json`],
  async run({ options }, terminal) {
    const endpoints = await endpointsOf(emulatorOf(terminal, options));
    if (options.json) terminal.out(jsonLine(endpoints));
    else if (endpoints.length === 0) terminal.out(`There are no endpoints yet. \`${CLI} webhook add URL\` adds one.\n`);
    else {
      const rows = endpoints.map(({ id, url, events, paused }) => [
        id,
        paused ? 'paused' : 'active',
        url,
        events?.join(', ') ?? 'all except analytics',
      ]);
      terminal.out(table(terminal, ['ID', 'STATE', 'URL', 'EVENTS'], rows));
    }
    return EXIT.ok;
  },
});
