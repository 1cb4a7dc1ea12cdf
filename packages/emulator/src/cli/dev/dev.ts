import type { Emulator } from '../../emulator/emulator.ts';
import { CLI } from '../../shared/cli-name.ts';
import { DEFAULT_PORT } from '../../shared/constants.ts';
import { DOTENV } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { readDuration, readNumber, readUrl } from '../shell/read.ts';
import { EXIT, type Terminal } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { runApp } from './app.ts';
import { greeting } from './greeting.ts';
import { logTo } from './log.ts';
import { readDev } from './settings.ts';

/** `dev`. */
export const dev: Command = command({
  summary: 'run the emulator, and with -- COMMAND your app',
  about:
    'Runs the emulator until Ctrl-C. With -- COMMAND it also runs your app, with VORTEX_API_BASE_URL, VORTEX_API_KEY and VORTEX_WEBHOOK_SECRET set to those of the emulator, and stops when the app does.',
  rest: { name: 'COMMAND', about: 'the command that runs your app, such as npm run dev' },
  options: {
    port: {
      value: 'N',
      about: `the port to listen on (default: the one in VORTEX_API_BASE_URL, or ${DEFAULT_PORT}; 0 picks a free one)`,
      read: readNumber(0, 65_535),
    },
    host: { value: 'ADDRESS', about: 'the address to listen on (default 127.0.0.1: this machine only)' },
    allowHost: { value: 'NAME', many: true, about: 'also accept this host name; may be repeated' },
    clientOrigin: {
      value: 'URL',
      many: true,
      about: 'the origin of pages that use the component; may be repeated (default: any origin on this machine)',
    },
    webhook: { value: 'URL', many: true, about: 'deliver events to this endpoint; may be repeated', read: readUrl },
    secret: { value: 'SECRET', about: 'the secret that signs webhooks (default VORTEX_WEBHOOK_SECRET)' },
    apiKey: { value: 'KEY', about: 'the key that the API accepts, VRTX.<id>.<secret>' },
    landingPage: { value: 'URL', about: "your page for people who follow an invitation's link" },
    publicUrl: {
      value: 'URL',
      about:
        "the address for all links, if others reach the emulator at another one: a container's published port, another host (default: the one it listens on)",
    },
    reminder: {
      value: 'TIME',
      many: true,
      about: 'send a reminder this long after an unanswered invitation, such as 3d (also h, m, s); may be repeated',
      read: readDuration,
    },
    data: { value: 'DIR', about: 'keep the state in this directory across restarts (default: in memory)' },
    ...DOTENV,
    json: { about: 'one JSON object per line, for scripts' },
    quiet: { about: 'print only warnings after startup' },
  },
  notes: [
    'If VORTEX_API_BASE_URL (in the environment or .env) is an address on this machine, the emulator listens on that port and accepts the VORTEX_API_KEY set with it.',
  ],
  exits: {
    0: 'stopped; with a command, the exit code of the command',
    2: "wrong usage, or the command can't be started",
    3: 'the port is in use',
  },
  examples: [
    `${CLI} dev`,
    `${CLI} dev --data .vortex`,
    `${CLI} dev --port 4500 --webhook http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} dev --webhook http://127.0.0.1:3000/webhooks/vortex -- npm run dev`,
  ],
  async run({ options, rest }, terminal) {
    const { emulator: wanted, sources } = readDev(options, terminal, rest.length > 0);
    const { createEmulator } = await import('../../emulator/emulator.ts');
    const emulator = await createEmulator({ ...wanted, log: logTo(terminal, options) });
    try {
      terminal.out(
        options.json ? jsonLine(startOf(emulator)) : greeting(emulator, sources, options.data, rest, terminal),
      );
      if (rest.length > 0) return await runApp(rest, emulator, terminal);
      await stopped(terminal);
      return EXIT.ok;
    } finally {
      await emulator.close();
    }
  },
});

function stopped({ stopped }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) resolve();
    stopped.addEventListener('abort', () => resolve(), { once: true });
  });
}

function startOf({ url, apiKey, webhookSecret, webhooks }: Emulator): object {
  return { url, apiKey, webhookSecret, webhooks: webhooks.map((webhook) => webhook.url) };
}
