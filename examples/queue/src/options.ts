import { parseArgs } from 'node:util';
import { Problem } from '@vortex/example-web';
import type { Variant } from './stack.ts';

export const HELP = `Webhooks on a queue: two receivers, a worker, the emulator as sender. Needs Debian's redis-server and postgresql.

  npm start -- queue                   an event each second, until Ctrl-C
  npm start -- queue --once            30 events, one that nobody can handle, and the end
  npm start -- queue --pg-boss         without Redis: the job joins the app's transaction
  npm start -- queue --chaos           20,000 events while everything is killed, one after the other

  --events <number>    how many events --once (30) or --chaos (20,000) sends
  --help               this text
`;

/** What was asked for on the command line. */
export interface CommandLine {
  readonly help: boolean;
  readonly variant: Variant;
  readonly mode: 'endless' | 'once' | 'chaos';
  readonly events: number;
}

/** @throws {Problem} for an option that does not exist, or an invalid number. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { help = false, once = false, chaos = false, events, ...values } = parse(args);
  if (once && chaos) throw new Problem('--once and --chaos are two commands. Give one of them.');
  if (events !== undefined && !/^[1-9]\d{0,6}$/.test(events)) {
    throw new Problem(`--events needs a number from 1 to 9999999, not "${events}".`);
  }
  return {
    help,
    variant: values['pg-boss'] ? 'pg-boss' : 'bullmq',
    mode: chaos ? 'chaos' : once ? 'once' : 'endless',
    events: events === undefined ? (chaos ? 20_000 : 30) : Number(events),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '--'),
      options: {
        help: { type: 'boolean', short: 'h' },
        once: { type: 'boolean' },
        chaos: { type: 'boolean' },
        'pg-boss': { type: 'boolean' },
        events: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/\.(?:\s|$)/);
    throw new Problem(`${reason}. Run with --help to see the options.`);
  }
}
