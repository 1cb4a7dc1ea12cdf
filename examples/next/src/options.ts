import { type CommandLine, readCommandLine as read } from '@vortex/example-web';

export const PORT = 3000;
export const EMULATOR_PORT = 4400;

export const HELP = `A small team app on Next's App Router, with Vortex invitations.

  npm start -- next              from the repository's root: build, then the app and the Vortex emulator
  npm start -- next --dev        the same with next dev: changes show at once

  --port <number>                the app's port (${PORT}; 0 takes a free one)
  --emulator-port <number>       the emulator's port (${EMULATOR_PORT}; 0 takes a free one)
  --help                         this text
`;

export function readCommandLine(args: readonly string[]): CommandLine<'dev'> {
  return read(args, ['dev']);
}
