import { type CommandLine, readCommandLine as read } from '@vortex/example-web';

export const PORT = 3000;
export const EMULATOR_PORT = 4400;

export const HELP = `A small team app on Fastify, with Vortex invitations.

  npm start -- fastify           from the repository's root: the app and the Vortex emulator

  --port <number>                the app's port (${PORT}; 0 takes a free one)
  --emulator-port <number>       the emulator's port (${EMULATOR_PORT}; 0 takes a free one)
  --no-emulator                  start the app alone, against VORTEX_API_BASE_URL or an emulator that runs already
  --help                         this text

  VORTEX_API_BASE_URL            use the Vortex at this address instead of an emulator of our own
  VORTEX_API_KEY                 the key for it (an emulator on this machine has a default)
  VORTEX_WEBHOOK_SECRET          the secret its webhooks are signed with (likewise)
`;

export function readCommandLine(args: readonly string[]): CommandLine<'no-emulator'> {
  return read(args, ['no-emulator']);
}
