import { signWebhook } from '@vortex/core/testing';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readInput } from '../input.ts';
import { webhookSecretFor } from '../secrets.ts';
import { EXIT, UsageError } from '../terminal.ts';

const HELP = `vortex webhook sign: prints the X-Vortex-Signature of a body.

Usage: vortex webhook sign [FILE] [options]

Without FILE, or with -, the body is read from standard input. Every byte counts: an editor's newline at the end of a
file is signed too.

Options:
  --secret SECRET   what to sign with (default VORTEX_WEBHOOK_SECRET, else the emulator's)
  --json            { signature, bytes }
  --help            this text

Exit codes: 0 signed, 2 wrong usage, or the file or secret can't be used.

Examples:
  vortex webhook sign body.json
  printf '{"type":"test"}' | vortex webhook sign
  curl http://127.0.0.1:3000/webhooks/vortex --data-binary @body.json -H 'content-type: application/json' \\
    -H "x-vortex-signature: $(vortex webhook sign body.json)"
`;

/** `vortex webhook sign`. */
export const sign: Command = {
  summary: 'print the signature of a body',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { secret: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new UsageError('one file is wanted.');
    const body = await readInput(positionals[0], 'the body', terminal);
    const signature = signWebhook(body, webhookSecretFor(values.secret, terminal));
    terminal.out(values.json ? `${JSON.stringify({ signature, bytes: body.byteLength })}\n` : `${signature}\n`);
    return EXIT.ok;
  },
};
