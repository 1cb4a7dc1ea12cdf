import { CLI } from '../../shared/cli-name.ts';
import { DOTENV } from '../settings/options.ts';
import { Settings } from '../settings/settings.ts';
import { type Command, command } from '../shell/command.ts';
import { readInput } from '../shell/input.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';

/** `webhook sign`. */
export const sign: Command = command({
  summary: 'print the signature of a body',
  about:
    'Prints the X-Vortex-Signature of a body. Without FILE, or with -, the body is read from standard input. Every byte counts, including a newline that an editor adds at the end of a file.',
  argument: { name: 'FILE', about: 'the file with the body', optional: true },
  options: {
    secret: { value: 'SECRET', about: "the secret to sign with (default VORTEX_WEBHOOK_SECRET, or the emulator's)" },
    ...DOTENV,
    json: { about: '{ signature, bytes }' },
  },
  exits: { 0: 'signed', 2: 'wrong usage, or the file or secret is invalid' },
  examples: [
    `${CLI} webhook sign body.json`,
    `printf '{"type":"test"}' | ${CLI} webhook sign`,
    `curl http://127.0.0.1:3000/webhooks/vortex --data-binary @body.json -H 'content-type: application/json' \\\n  -H "x-vortex-signature: $(${CLI} webhook sign body.json)"`,
  ],
  async run({ argument, options }, terminal) {
    const settings = new Settings(terminal, options);
    const secret = settings.secret();
    settings.tell();
    const body = await readInput(argument, 'the body', terminal);
    const { signWebhook } = await import('@vortex/core/testing');
    const signature = signWebhook(body, secret);
    terminal.out(options.json ? jsonLine({ signature, bytes: body.byteLength }) : `${signature}\n`);
    return EXIT.ok;
  },
});
