import { type CommandLine, readCommandLine as read } from '@vortex/example-web';

export const DEFAULT_PORT = 3000;
export const DEFAULT_EMULATOR_PORT = 4400;

export const HELP = `A small team app on Express, with Vortex invitations.

  npm start                      the app and the Vortex emulator; open the address it prints
  npm start -- --once            run the whole flow by itself over HTTP and print each step

  --port <number>                the app's port (${DEFAULT_PORT}; 0 takes a free one)
  --emulator-port <number>       the emulator's port (${DEFAULT_EMULATOR_PORT}; 0 takes a free one)
  --no-emulator                  start the app alone, against VORTEX_API_BASE_URL or an emulator that runs already
  --help                         this text

  VORTEX_API_BASE_URL            use the Vortex at this address instead of an emulator of our own
  VORTEX_API_KEY                 the key for it (an emulator on this machine has a default)
  VORTEX_WEBHOOK_SECRET          the secret its webhooks are signed with (likewise)
`;

export function readCommandLine(args: readonly string[]): CommandLine<'once' | 'no-emulator'> {
  return read(args, ['once', 'no-emulator']);
}
