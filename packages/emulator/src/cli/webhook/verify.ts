import { verifyWebhook } from '@vortex/core';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readInput } from '../input.ts';
import { webhookSecretFor } from '../secrets.ts';
import { EXIT, green, red, UsageError } from '../terminal.ts';

const HELP = `vortex webhook verify: says whether a signature fits a body.

Usage: vortex webhook verify [FILE] --signature HEX [options]

Without FILE, or with -, the body is read from standard input.

Options:
  --signature HEX   the value of the X-Vortex-Signature header
  --secret SECRET   the endpoint's secret (default VORTEX_WEBHOOK_SECRET, else the emulator's); may be repeated
  --json            { valid, reason? }
  --help            this text

Exit codes: 0 it fits, 1 it does not, 2 wrong usage, or the file or secret can't be used.

Examples:
  vortex webhook verify body.json --signature "$(vortex webhook sign body.json)"
  vortex webhook verify --signature 9c0f... --json < body.json
`;

/** `vortex webhook verify`. */
export const verify: Command = {
  summary: 'say whether a signature fits a body',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: {
        signature: { type: 'string' },
        secret: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
    if (positionals.length > 1) throw new UsageError('one file is wanted.');
    if (!values.signature)
      throw new UsageError('--signature HEX is wanted: the value of the X-Vortex-Signature header.');
    const secrets = values.secret ?? [webhookSecretFor(undefined, terminal)];
    const body = await readInput(positionals[0], 'the body', terminal);
    const valid = verifyWebhook(body, values.signature, secrets);
    const reason = valid ? undefined : whyNot(body, values.signature, secrets);
    if (values.json) terminal.out(`${JSON.stringify({ valid, reason })}\n`);
    else if (valid) terminal.out(`${green(terminal, 'The signature fits the body.')}\n`);
    else terminal.error(`${red(terminal, 'The signature does not fit.')} ${reason}\n`);
    return valid ? EXIT.ok : EXIT.failed;
  },
};

/** The mistakes that can be told from one another by trying what the body was before somebody touched it. */
function whyNot(body: Uint8Array, signature: string, secrets: readonly string[]): string {
  if (!/^[0-9a-f]{64}$/.test(signature)) return 'A signature is 64 hexadecimal digits, lower-case.';
  const text = new TextDecoder().decode(body);
  const fits = (candidate: string | undefined): boolean =>
    candidate !== undefined && verifyWebhook(candidate, signature, secrets);
  if (fits(text.replace(/\r?\n$/, ''))) return 'It fits without the newline at the end, which an editor has added.';
  if (fits(text.replaceAll('\r\n', '\n'))) return 'It fits with the line ends of Unix: the body has been converted.';
  if (fits(compact(text))) return 'It fits the same JSON without white space: the body has been formatted.';
  return 'Either the secret is another one, or these are not the bytes that were signed.';
}

function compact(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
