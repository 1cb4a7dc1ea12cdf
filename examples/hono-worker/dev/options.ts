import { type CommandLine, readCommandLine as read } from '@vortex/example-web';

export const DEFAULT_PORT = 8787;
export const DEFAULT_EMULATOR_PORT = 4400;

export const HELP = `A small team app as a Worker, in workerd, with the Vortex emulator.

  --once                     go through the whole flow over HTTP, print each step, and end
  --port <number>            the Worker's port (${DEFAULT_PORT}; 0 takes a free one)
  --emulator-port <number>   the emulator's port (${DEFAULT_EMULATOR_PORT}; 0 takes a free one)
  --help                     this text
`;

export function readCommandLine(args: readonly string[]): CommandLine<'once'> {
  return read(args, ['once']);
}
