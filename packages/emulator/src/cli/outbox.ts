import { CLI } from '../shared/cli-name.ts';
import { emulatorOf } from './running-emulator.ts';
import { EMULATOR } from './settings/options.ts';
import { type Command, command } from './shell/command.ts';
import { readDuration, readNumber } from './shell/read.ts';
import { EXIT, type Terminal } from './shell/terminal.ts';
import { fields, jsonLine, table } from './shell/text.ts';

/** As much of a message as is shown. */
interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string;
  readonly channel: string;
}

/** `outbox`. */
export const outbox: Command = command({
  summary: 'the messages of a running emulator',
  about: 'Lists the emails and text messages that a running emulator would have sent, newest last.',
  options: {
    to: { value: 'ADDRESS', about: 'only messages to this address or number; the latest one is shown in full' },
    limit: { value: 'N', about: 'how many to list (default 20)', read: readNumber(1, 100) },
    wait: { value: 'TIME', about: 'wait this long for a message, such as 10s', read: readDuration },
    ...EMULATOR,
    json: { about: '[{ id, channel, to, subject, text, html, link, ... }]' },
  },
  exits: {
    0: 'listed, even if there are none',
    1: 'no message within --wait',
    2: 'wrong usage',
    4: 'no emulator answers',
  },
  examples: [`${CLI} outbox`, `${CLI} outbox --to grace@example.com --wait 10s --json | jq -r '.[-1].link'`],
  async run({ options: { to, limit = 20, wait, json, ...where } }, terminal) {
    const query = new URLSearchParams({
      ...(to !== undefined && { to }),
      ...(wait !== undefined && { wait: String(wait) }),
    });
    const { messages } = await emulatorOf(terminal, where).ask<{ messages: Message[] }>('GET', `/outbox?${query}`);
    const shown = messages.slice(-limit);
    const last = shown.at(-1);
    if (json) terminal.out(jsonLine(shown));
    else if (last === undefined)
      terminal.out(to === undefined ? 'There are no messages yet.\n' : `There are no messages to ${to}.\n`);
    else if (to !== undefined) terminal.out(whole(last, terminal));
    else
      terminal.out(
        table(
          terminal,
          ['TO', 'SUBJECT', 'LINK'],
          shown.map(({ to, subject, link }) => [to, subject, link]),
        ),
      );
    return EXIT.ok;
  },
});

function whole({ to, subject, text, link }: Message, terminal: Terminal): string {
  return fields(terminal, [
    ['to', to],
    ['subject', subject],
    ['link', link],
    ['text', text.trim()],
  ]);
}
