import type { Delivery } from '../cloud/webhooks/delivery.ts';
import { httpUrl } from '../emulator/options.ts';
import { parseArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { noteTypingErrors } from './event-types.ts';
import { EMULATOR_OPTION, emulatorUrl, type RunningEmulator, runningEmulator } from './running-emulator.ts';
import { bold, CommandError, dim, EXIT, green, plain, red, type Terminal, UsageError } from './terminal.ts';

const HELP = `vortex listen: delivers the events of a running emulator to an address until Ctrl-C, and shows each delivery.

Usage: vortex listen --forward-to URL [options]

Options:
  --forward-to URL  your app's webhook endpoint, such as http://127.0.0.1:3000/webhooks/vortex
  --event TYPE      only events of this type; may be repeated; "analytics" for those (default all but analytics)
  --secret SECRET   what to sign with (default VORTEX_WEBHOOK_SECRET, else a new one that is printed)
${EMULATOR_OPTION.replace(/URL +/, 'URL    ')}
  --json            one JSON object a line: first { id, url, secret }, then each attempt
  --help            this text

The address is registered with the emulator at the start and removed at the end.

Exit codes: 0 stopped, 2 wrong usage, 4 no emulator answers, or it has gone.

Examples:
  vortex listen --forward-to http://127.0.0.1:3000/webhooks/vortex
  vortex listen --forward-to http://127.0.0.1:3000/webhooks/vortex --event invitation.accepted --json
`;

interface Registered {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

/** `vortex listen`. */
export const listen: Command = {
  summary: 'deliver the events of a running emulator to an address',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: {
        'forward-to': { type: 'string' },
        event: { type: 'string', multiple: true },
        secret: { type: 'string' },
        emulator: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (!values['forward-to']) throw new UsageError('--forward-to URL is wanted: where to deliver.');
    const url = httpUrl('--forward-to', values['forward-to']);
    const secret = values.secret ?? (process.env.VORTEX_WEBHOOK_SECRET || undefined);
    noteTypingErrors(values.event ?? [], terminal);
    const emulator = runningEmulator(emulatorUrl(values.emulator));
    const registered = await emulator.ask<Registered>('POST', '/webhooks', {
      url,
      // Should the emulator end first, a kept state must not go on delivering to where nobody listens.
      temporary: true,
      ...(values.event && { events: values.event }),
      ...(secret !== undefined && { secret }),
    });
    try {
      terminal.out(values.json ? jsonLine(registered) : greeting(registered, emulator.url, terminal));
      await follow(emulator, registered.id, values.json ?? false, terminal);
    } finally {
      await remove(emulator, registered.id);
    }
    if (!values.json) terminal.out(`${dim(terminal, 'Stopped; nothing is delivered there any more.')}\n`);
    return EXIT.ok;
  },
};

/** Shows each attempt once, until it is interrupted. */
async function follow(emulator: RunningEmulator, id: string, json: boolean, terminal: Terminal): Promise<void> {
  const shown = new Map<string, number>();
  const look = async (): Promise<void> => {
    const { deliveries } = await emulator.ask<{ deliveries: Delivery[] }>(
      'GET',
      `/deliveries?webhook=${id}&attempted=true`,
    );
    for (const delivery of deliveries) {
      for (let index = shown.get(delivery.id) ?? 0; index < delivery.attempts.length; index++) {
        terminal.out(json ? jsonLine(attemptOf(delivery, index)) : lineOf(delivery, index, terminal));
      }
      shown.set(delivery.id, delivery.attempts.length);
    }
  };
  try {
    for await (const _ of emulator.changes(terminal.stopped)) await look();
  } catch (error) {
    if (!(error instanceof CommandError && error.exit === EXIT.unreachable)) throw error;
  }
  if (!terminal.stopped.aborted) throw new CommandError(`the emulator at ${emulator.url} has gone.`, EXIT.unreachable);
}

/** An emulator that has gone has forgotten the address already. */
async function remove(emulator: RunningEmulator, id: string): Promise<void> {
  try {
    await emulator.ask('DELETE', `/webhooks/${id}`);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
}

function attemptOf({ id, type, event, attempts, status, nextAttemptAt }: Delivery, index: number): object {
  const attempt = attempts[index];
  const last = index === attempts.length - 1;
  return {
    deliveryId: id,
    eventId: event.id,
    type,
    attempt: index + 1,
    ...attempt,
    ...(last && { delivery: status, nextAttemptAt }),
  };
}

function lineOf({ type, event, attempts, nextAttemptAt }: Delivery, index: number, terminal: Terminal): string {
  const attempt = attempts[index];
  if (!attempt) return '';
  const { at, status, error, durationMs, response } = attempt;
  const ok = status !== null && status >= 200 && status < 300;
  const outcome = ok ? green(terminal, String(status)) : red(terminal, String(status ?? error));
  const count = index > 0 ? `, attempt ${index + 1}` : '';
  const line = `${dim(terminal, new Date(at).toLocaleTimeString())}  ${outcome}  ${type} ${dim(terminal, `${event.id} ${durationMs} ms${count}`)}\n`;
  if (ok) return line;
  const said = plain(response).trim().slice(0, 300);
  const again =
    index === attempts.length - 1 && nextAttemptAt
      ? `next attempt ${new Date(nextAttemptAt).toLocaleTimeString()}`
      : '';
  return (
    line +
    [said, again]
      .filter(Boolean)
      .map((text) => `          ${dim(terminal, text)}\n`)
      .join('')
  );
}

function greeting({ url, secret }: Registered, emulator: string, terminal: Terminal): string {
  return `Events of ${emulator} go to ${bold(terminal, url)}, signed with

  VORTEX_WEBHOOK_SECRET=${secret}

Ctrl-C ends it.

`;
}

function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
