import { CLI } from '../../shared/cli-name.ts';
import { DOTENV } from '../settings/options.ts';
import { Settings } from '../settings/settings.ts';
import { type Command, command } from '../shell/command.ts';
import { readInput } from '../shell/input.ts';
import { EXIT } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';

/** `webhook verify`. */
export const verify: Command = command({
  summary: 'check whether a signature matches a body',
  about: 'Checks whether a signature matches a body. Without FILE, or with -, the body is read from standard input.',
  argument: { name: 'FILE', about: 'the file with the body', optional: true },
  options: {
    signature: {
      value: 'HEX',
      about: 'the value of the X-Vortex-Signature header',
      missing: 'the value of the X-Vortex-Signature header',
    },
    secret: {
      value: 'SECRET',
      many: true,
      about: "the endpoint's secret (default VORTEX_WEBHOOK_SECRET, or the emulator's); may be repeated",
    },
    ...DOTENV,
    json: { about: '{ valid, reason? }' },
  },
  exits: { 0: 'it fits', 1: 'it does not', 2: 'wrong usage, or the file or secret is invalid' },
  examples: [
    `${CLI} webhook verify body.json --signature "$(${CLI} webhook sign body.json)"`,
    `${CLI} webhook verify --signature 9c0f... --json < body.json`,
  ],
  async run({ argument, options: { signature, secret, dotenv, json } }, terminal) {
    const secrets = secret ?? [defaultSecret(new Settings(terminal, { dotenv }))];
    const body = await readInput(argument, 'the body', terminal);
    const { verifyWebhook } = await import('@vortex/core');
    const valid = verifyWebhook(body, signature, secrets);
    const reason = valid ? undefined : whyNot(body, signature, (text) => verifyWebhook(text, signature, secrets));
    if (json) terminal.out(jsonLine({ valid, reason }));
    else if (valid) terminal.out(`${terminal.styles.green('The signature matches the body.')}\n`);
    else terminal.error(`${terminal.errorStyles.red('The signature does not match.')} ${reason}\n`);
    return valid ? EXIT.ok : EXIT.failed;
  },
});

function defaultSecret(settings: Settings): string {
  const secret = settings.secret();
  settings.tell();
  return secret;
}

/** The mistakes that can be told from one another by trying what the body was before somebody touched it. */
function whyNot(body: Uint8Array, signature: string, fits: (body: string) => boolean): string {
  if (!/^[0-9a-f]{64}$/.test(signature)) return 'A signature is 64 lower-case hexadecimal digits.';
  const text = new TextDecoder().decode(body);
  if (fits(text.replace(/\r?\n$/, ''))) return 'It matches without the newline at the end, which an editor has added.';
  if (fits(text.replaceAll('\r\n', '\n'))) return 'It matches with Unix line endings: the body has been converted.';
  if (fits(compact(text))) return 'It matches the same JSON without whitespace: the body has been formatted.';
  return 'Either the secret is different, or these are not the bytes that were signed.';
}

function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
