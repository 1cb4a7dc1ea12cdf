import { CLI } from '../../shared/cli-name.ts';
import { EVENT, noteUnknownTypes } from '../event-types.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { readUrl } from '../shell/read.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import type { EndpointWithSecret } from './endpoints.ts';

/** `webhook add`. */
export const add: Command = command({
  summary: 'add an endpoint',
  about: `Makes a running emulator deliver events to an address, and shows the secret once. The endpoint stays until you remove it; \`${CLI} listen\` adds one only while it runs.`,
  argument: { name: 'URL', about: 'the address to deliver to' },
  options: {
    ...EVENT,
    secret: { value: 'SECRET', about: 'the secret to sign with (default: a new one)' },
    ...EMULATOR,
    json: { about: '{ id, url, events, paused, secret }' },
  },
  notes: ['Only the secret is written to standard output.'],
  exits: { 0: 'added', 2: 'wrong usage', 4: 'no emulator answers' },
  examples: [
    `${CLI} webhook add http://127.0.0.1:3000/webhooks/vortex`,
    `export VORTEX_WEBHOOK_SECRET="$(${CLI} webhook add http://127.0.0.1:3000/webhooks/vortex --event member.created)"`,
  ],
  async run({ argument, options }, terminal) {
    const url = readUrl(argument, 'URL');
    noteUnknownTypes(options.event ?? [], terminal);
    const added = await emulatorOf(terminal, options).ask<EndpointWithSecret>('POST', '/webhooks', {
      url,
      ...(options.event && { events: options.event }),
      ...(options.secret !== undefined && { secret: options.secret }),
    });
    terminal.out(options.json ? jsonLine(added) : `${added.secret}\n`);
    return EXIT.ok;
  },
});
