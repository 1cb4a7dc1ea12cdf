import { parseArgs } from 'node:util';

/** What was asked for on the command line. A port that is absent was not asked for. */
export interface CommandLine<Flag extends string> {
  readonly port: number | undefined;
  readonly emulatorPort: number | undefined;
  readonly help: boolean;
  /** Whether this flag was given. */
  has(flag: Flag): boolean;
}

/** Something to tell the person at the terminal, in one line and without a stack. */
export class Problem extends Error {}

/**
 * Reads the command line.
 *
 * @param flags - The flags of this app, beside the ports and `--help`.
 * @throws {Problem} for an option that does not exist, or an invalid port.
 */
export function readCommandLine<Flag extends string>(
  args: readonly string[],
  flags: readonly Flag[],
): CommandLine<Flag> {
  const values = parse(args, flags);
  return {
    port: readPort('--port', values.port),
    emulatorPort: readPort('--emulator-port', values['emulator-port']),
    help: values.help === true,
    has: (flag) => values[flag] === true,
  };
}

function parse(args: readonly string[], flags: readonly string[]): Readonly<Record<string, unknown>> {
  try {
    const { values } = parseArgs({
      args: args.filter((arg) => arg !== '--'),
      options: {
        port: { type: 'string' },
        'emulator-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }])),
      },
    });
    return values;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/\.(?:\s|$)/);
    throw new Problem(`${reason}. Run with --help to see the options.`);
  }
}

function readPort(option: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(String(text)) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Problem(`${option} needs a port number from 0 to 65535, not "${text}".`);
  return port;
}
