import { parseArgs } from 'node:util';

/** What was asked for on the command line. A port that is absent was not asked for. */
export interface CommandLine {
  readonly port: number | undefined;
  readonly emulatorPort: number | undefined;
  readonly once: boolean;
  readonly help: boolean;
}

/** Something to tell the person at the terminal, in one line and without a stack. */
export class Problem extends Error {}

export const DEFAULT_PORT = 8787;
export const DEFAULT_EMULATOR_PORT = 4400;

export const HELP = `A small team app as a Worker, in workerd, with the Vortex emulator.

  --once                     go through the whole flow over HTTP, print each step, and end
  --port <number>            the Worker's port (${DEFAULT_PORT}; 0 takes a free one)
  --emulator-port <number>   the emulator's port (${DEFAULT_EMULATOR_PORT}; 0 takes a free one)
  --help                     this text
`;

/**
 * Reads the command line.
 *
 * @throws {Problem} for an option that does not exist, or a port that is none.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parse(args);
  return {
    port: readPort('--port', values.port),
    emulatorPort: readPort('--emulator-port', values['emulator-port']),
    once: values.once ?? false,
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'emulator-port': { type: 'string' },
        once: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/\.(?:\s|$)/);
    throw new Problem(`${reason}. The options are listed by --help.`);
  }
}

function readPort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Problem(`${option} needs a port number from 0 to 65535, not "${text}".`);
  return port;
}
