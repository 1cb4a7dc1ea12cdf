import { signedWebhook } from '@vortex/core/testing';
import { httpUrl } from '../emulator/options.ts';
import { jsonObject, onlyArgument, parseArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { noteTypingErrors } from './event-types.ts';
import { webhookSecretFor } from './secrets.ts';
import { EXIT, plain, type Terminal, UsageError } from './terminal.ts';

const HELP = `vortex trigger: sends one signed webhook event to an address, without an emulator.

Usage: vortex trigger <event> --to URL [options]

Options:
  --to URL          where to send it, such as http://127.0.0.1:3000/webhooks/vortex
  --secret SECRET   what to sign it with (default VORTEX_WEBHOOK_SECRET, else the emulator's)
  --data JSON       an object to merge over the event's made-up data
  --json            print the answer as one JSON object
  --help            this text

Exit codes: 0 taken (2xx), 1 refused, 2 wrong usage, 4 no answer within 30 s.

Examples:
  vortex trigger invitation.accepted --to http://127.0.0.1:3000/webhooks/vortex
  vortex trigger member.created --to http://127.0.0.1:3000/webhooks/vortex --data '{"targetEmail":"ada@example.com"}'
`;

const TIMEOUT_MS = 30_000;

/** `vortex trigger`. */
export const trigger: Command = {
  summary: 'send one signed event to an address',
  help: HELP,
  async run(args, terminal) {
    const { type, url, secret, data, json } = read(args, terminal);
    const { body, headers, event } = signedWebhook(type, { secret, event: { data } });
    noteTypingErrors([type], terminal);
    const started = performance.now();
    try {
      const answer = await fetch(url, {
        method: 'POST',
        // Nothing to keep a connection for.
        headers: { ...headers, connection: 'close' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([terminal.stopped, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const text = await answer.text();
      const durationMs = Math.round(performance.now() - started);
      if (json)
        terminal.out(`${JSON.stringify({ id: event.id, type, url, status: answer.status, durationMs, body: text })}\n`);
      else terminal.out(`${type} ${event.id}\n${answer.status} after ${durationMs} ms\n${plain(text)}\n`);
      if (answer.ok) return EXIT.ok;
      return explain(terminal, answer.status);
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      terminal.error(`vortex trigger: no answer from ${url}: ${reason}. Is your app running there?\n`);
      return EXIT.unreachable;
    }
  },
};

function explain(terminal: Terminal, status: number): number {
  const hint: Record<number, string> = {
    401: 'The signature was refused: pass the secret of your app with --secret, or set VORTEX_WEBHOOK_SECRET to it.',
    404: 'There is nothing at this path; the usual one is /webhooks/vortex.',
  };
  terminal.error(`vortex trigger: the app answered ${status}. ${hint[status] ?? ''}\n`);
  return EXIT.failed;
}

function read(args: readonly string[], terminal: Terminal) {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      secret: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const type = onlyArgument(positionals, 'an event, such as invitation.accepted,');
  if (values.to === undefined) throw new UsageError('--to URL is wanted: where to send the event.');
  return {
    type,
    url: httpUrl('--to', values.to),
    secret: webhookSecretFor(values.secret || undefined, terminal),
    data: jsonObject('--data', values.data, '{"targetEmail":"ada@example.com"}'),
    json: values.json ?? false,
  };
}
