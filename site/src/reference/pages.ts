import { cli } from './pages/cli.ts';
import { client } from './pages/client.ts';
import { emulatorHttp } from './pages/emulator-http.ts';
import { errors } from './pages/errors.ts';
import { events } from './pages/events.ts';
import { exported } from './pages/exports.ts';
import { routes } from './pages/routes.ts';
import { tokens } from './pages/tokens.ts';
import { webhooks } from './pages/webhooks.ts';
import { linkProtocol } from './protocol-links.ts';

const NOTE =
  '<!-- Written by `pnpm --filter @vortex/site reference` from the code. Change the code, not this file. -->\n\n';

/** The pages of docs/reference by file name, as the code has them now. */
export function referencePages(): Readonly<Record<string, string>> {
  const pages = {
    'client.md': client(),
    'tokens.md': tokens(),
    'webhooks.md': webhooks(),
    'events.md': events(),
    'routes.md': routes(),
    'errors.md': errors(),
    'cli.md': cli(),
    'emulator-http.md': emulatorHttp(),
    'exports.md': exported(),
  };
  return Object.fromEntries(Object.entries(pages).map(([name, text]) => [name, NOTE + linkProtocol(text)]));
}
