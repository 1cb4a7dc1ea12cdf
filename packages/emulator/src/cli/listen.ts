import { CLI } from '../shared/cli-name.ts';
import { isWebPage } from '../shared/web-page.ts';
import { accepted, coloredStatus } from './answer.ts';
import { attempted, type ShownDelivery } from './deliveries/shown.ts';
import { EVENT, noteUnknownTypes } from './event-types.ts';
import { type RunningEmulator, runningEmulator } from './running-emulator.ts';
import { EMULATOR } from './settings/options.ts';
import { Settings } from './settings/settings.ts';
import { type Command, command } from './shell/command.ts';
import { readUrl } from './shell/read.ts';
import { CommandError, EXIT, type Terminal } from './shell/terminal.ts';
import { jsonLine, plain } from './shell/text.ts';

interface Registered {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

/** `listen`. */
export const listen: Command = command({
  summary: 'deliver the events of a running emulator to an address',
  about:
    'Delivers the events of a running emulator to an address until Ctrl-C, and shows each delivery. The address is registered with the emulator while the command runs.',
  options: {
    forwardTo: {
      value: 'URL',
      about: "your app's webhook endpoint, such as http://127.0.0.1:3000/webhooks/vortex",
      missing: 'where to deliver',
      read: readUrl,
    },
    ...EVENT,
    secret: {
      value: 'SECRET',
      about: 'the secret to sign with (default VORTEX_WEBHOOK_SECRET, or a new one, which is printed)',
    },
    ...EMULATOR,
    json: { about: 'one JSON object per line: first { id, url, secret }, then each attempt' },
  },
  exits: { 0: 'stopped', 2: 'wrong usage', 4: 'no emulator answers, or it has stopped' },
  examples: [
    `${CLI} listen --forward-to http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} listen --forward-to http://127.0.0.1:3000/webhooks/vortex --event invitation.accepted --json`,
  ],
  async run({ options: { forwardTo: url, event, json = false, ...given } }, terminal) {
    const settings = new Settings(terminal, given);
    const secret = given.secret ?? settings.find('VORTEX_WEBHOOK_SECRET');
    const from = given.secret === undefined ? settings.sourceOf('VORTEX_WEBHOOK_SECRET') : '--secret';
    noteUnknownTypes(event ?? [], terminal);
    const emulator = runningEmulator(settings.emulator());
    settings.tell();
    const registered = await emulator.ask<Registered>('POST', '/webhooks', {
      url,
      // Should the emulator end first, a kept state must not go on delivering to where nobody listens.
      temporary: true,
      ...(event && { events: event }),
      ...(secret !== undefined && { secret }),
    });
    try {
      terminal.out(json ? jsonLine(registered) : greeting(registered, from, emulator.url, terminal));
      await follow(emulator, registered.id, json, terminal);
    } finally {
      await remove(emulator, registered.id);
    }
    if (!json) terminal.out(`${terminal.styles.dim('Stopped; nothing more is delivered there.')}\n`);
    return EXIT.ok;
  },
});

/** Shows each attempt once, until it is interrupted. */
async function follow(emulator: RunningEmulator, id: string, json: boolean, terminal: Terminal): Promise<void> {
  const shown = new Map<string, number>();
  const look = async (): Promise<void> => {
    const deliveries = await attempted(emulator, id);
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
  if (!terminal.stopped.aborted)
    throw new CommandError(`the emulator at ${emulator.url} has stopped.`, EXIT.unreachable);
}

/** An emulator that has gone has forgotten the address already. */
async function remove(emulator: RunningEmulator, id: string): Promise<void> {
  try {
    await emulator.ask('DELETE', `/webhooks/${id}`);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
}

function attemptOf({ id, type, event, attempts, status, nextAttemptAt }: ShownDelivery, index: number): object {
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

function lineOf({ type, event, attempts, nextAttemptAt }: ShownDelivery, index: number, terminal: Terminal): string {
  const attempt = attempts[index];
  if (!attempt) return '';
  const { at, durationMs, response } = attempt;
  const { dim } = terminal.styles;
  const count = index > 0 ? `, attempt ${index + 1}` : '';
  const line = `${dim(new Date(at).toLocaleTimeString())}  ${coloredStatus(attempt, terminal)}  ${type} ${dim(`${event.id} ${durationMs} ms${count}`)}\n`;
  if (accepted(attempt) && !isWebPage('', response)) return line;
  const said = isWebPage('', response)
    ? 'a web page: there is no webhook endpoint at this address'
    : plain(response).trim().slice(0, 300);
  const again =
    index === attempts.length - 1 && nextAttemptAt
      ? `next attempt ${new Date(nextAttemptAt).toLocaleTimeString()}`
      : '';
  return (
    line +
    [said, again]
      .filter(Boolean)
      .map((text) => `          ${dim(text)}\n`)
      .join('')
  );
}

function greeting({ url, secret }: Registered, from: string | undefined, emulator: string, terminal: Terminal): string {
  const { bold } = terminal.styles;
  const signed =
    from === undefined
      ? `signed with\n\n  VORTEX_WEBHOOK_SECRET=${secret}`
      : `signed with VORTEX_WEBHOOK_SECRET (${from})`;
  return `Events of ${emulator} go to ${bold(url)}, ${signed}\n\nPress Ctrl-C to stop.\n\n`;
}
