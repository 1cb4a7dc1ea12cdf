import { CLI } from '../../shared/cli-name.ts';
import { tellAnswer } from '../answer.ts';
import { emulatorOf } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { answerOf, attempted, type ShownDelivery, waitFor } from './shown.ts';

/** The emulator itself gives up waiting for an answer before that. */
const TIMEOUT_MS = 35_000;

/** `deliveries resend`. */
export const resend: Command = command({
  summary: 'send a delivery again',
  about: "Sends a webhook delivery again, with the same bytes, and shows your app's response.",
  argument: { name: 'ID', about: `the delivery's id, as \`${CLI} deliveries list\` shows it` },
  options: { ...EMULATOR, json: { about: 'the delivery with its event and attempts' } },
  exits: {
    0: 'your app accepted it (2xx)',
    1: 'your app refused it, or there is no such delivery',
    2: 'wrong usage',
    4: 'no emulator answers',
  },
  examples: [`${CLI} deliveries resend 1f6e0a5c-8e8c-4c39-9f0e-0a3f0a8f6f7e`],
  async run({ argument: id, options }, terminal) {
    const emulator = emulatorOf(terminal, options);
    const before = await emulator.ask<ShownDelivery>('POST', `/deliveries/${encodeURIComponent(id)}/redeliver`);
    const after = await waitFor(emulator, TIMEOUT_MS, terminal, async () => {
      const found = (await attempted(emulator)).find((delivery) => delivery.id === id);
      return found && found.attempts.length > before.attempts.length ? found : undefined;
    });
    terminal.out(options.json ? jsonLine(after) : `${after.type} ${terminal.styles.dim(after.event.id)}\n`);
    const attempt = after.attempts[before.attempts.length];
    return attempt
      ? tellAnswer(answerOf(after, attempt), options.json === true, 'deliveries resend', terminal)
      : EXIT.ok;
  },
});
