import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface CommandLine {
  readonly port: number;
  readonly emulatorPort: number;
  readonly dev: boolean;
  readonly help: boolean;
}

/** Something to tell the person at the terminal, in one line and without a stack. */
export class Problem extends Error {}

const PORT = 3000;
const EMULATOR_PORT = 4400;

export const HELP = `A small team app on Next's App Router, with Vortex invitations.

  npm start -- next              from the repository's root: build, then the app and the Vortex emulator
  npm start -- next --dev        the same with next dev: changes show at once

  --port <number>                the app's port (${PORT}; 0 takes a free one)
  --emulator-port <number>       the emulator's port (${EMULATOR_PORT}; 0 takes a free one)
  --help                         this text
`;

/**
 * Reads the command line.
 *
 * @throws {Problem} for an option that does not exist, or a port that is none.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parse(args.filter((arg) => arg !== '--'));
  return {
    port: readPort('--port', values.port) ?? PORT,
    emulatorPort: readPort('--emulator-port', values['emulator-port']) ?? EMULATOR_PORT,
    dev: values.dev ?? false,
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
        dev: { type: 'boolean' },
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
