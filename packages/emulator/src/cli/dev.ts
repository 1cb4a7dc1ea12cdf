import { createEmulator, type Emulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import { DEFAULT_PORT } from '../shared/constants.ts';
import { parseArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { bold, dim, EXIT, type Terminal, UsageError, yellow } from './terminal.ts';

const HELP = `vortex dev: runs the emulator until Ctrl-C.

Usage: vortex dev [options]

Options:
  --port N             the port to listen on (default ${DEFAULT_PORT}; 0 takes a free one)
  --host ADDRESS       the address to listen on (default 127.0.0.1, this machine only)
  --public-url URL     the address by which others reach it, for every link it hands out: a container's published
                       port, another host (default the one it listens on)
  --allow-host NAME    answer to this host name too; may be repeated
  --client-origin URL  the origin of your pages that use the component; may be repeated (default any of this machine)
  --webhook URL        deliver events there; may be repeated
  --secret SECRET      what webhooks are signed with
  --api-key KEY        the key that the API wants, VRTX.<id>.<secret>
  --landing-page URL   your page for people who have followed an invitation's link
  --reminder TIME      remind people who have not answered so long after the invitation, such as 3d (also h, m);
                       may be repeated
  --data DIR           keep the state in this directory, over restarts (default: in memory)
  --json               one JSON object a line, for scripts
  --quiet              say nothing after the start but warnings
  --help               this text

Exit codes: 0 stopped, 2 wrong usage, 3 the port is taken.

Examples:
  vortex dev
  vortex dev --data .vortex
  vortex dev --port 4500 --webhook http://127.0.0.1:3000/webhooks/vortex
`;

/** `vortex dev`. */
export const dev: Command = {
  summary: 'run the emulator',
  help: HELP,
  async run(args, terminal) {
    const { options, json, quiet } = read(args);
    const log = (line: string): void => {
      if (line.startsWith('warning: ')) terminal.error(`${yellow(terminal, line)}\n`);
      else if (quiet) return;
      else if (json) terminal.out(`${JSON.stringify({ log: line })}\n`);
      else terminal.out(`${dim(terminal, new Date().toLocaleTimeString())}  ${line}\n`);
    };
    const emulator = await createEmulator({ ...options, log });
    terminal.out(json ? `${JSON.stringify(startOf(emulator))}\n` : greeting(emulator, terminal, options.data));
    await new Promise<void>((resolve) => {
      if (terminal.stopped.aborted) resolve();
      terminal.stopped.addEventListener('abort', () => resolve(), { once: true });
    });
    await emulator.close();
    return EXIT.ok;
  },
};

function read(args: readonly string[]): { options: EmulatorOptions; json: boolean; quiet: boolean } {
  const { values } = parseArguments({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'public-url': { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
      'client-origin': { type: 'string', multiple: true },
      webhook: { type: 'string', multiple: true },
      secret: { type: 'string' },
      'api-key': { type: 'string' },
      'landing-page': { type: 'string' },
      reminder: { type: 'string', multiple: true },
      data: { type: 'string' },
      json: { type: 'boolean' },
      quiet: { type: 'boolean' },
    },
  });
  return {
    options: {
      port: portOf(values.port),
      ...(values.host !== undefined && { host: values.host }),
      ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
      ...(values['allow-host'] && { allowedHosts: values['allow-host'] }),
      ...(values['client-origin'] && { clientOrigins: values['client-origin'] }),
      ...(values.webhook && { webhooks: values.webhook.map((url) => ({ url })) }),
      ...(values.secret !== undefined && { webhookSecret: values.secret }),
      ...(values['api-key'] !== undefined && { apiKey: values['api-key'] }),
      ...(values['landing-page'] !== undefined && { landingPage: values['landing-page'] }),
      ...(values.reminder && { reminders: values.reminder.map(millisecondsOf) }),
      ...(values.data !== undefined && { data: values.data }),
    },
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new UsageError(`--port must be a number from 0 to 65535; it is ${JSON.stringify(text)}.`);
}

function millisecondsOf(text: string): number {
  const [, count, unit] = /^(\d{1,5})([dhm])$/.exec(text) ?? [];
  const minutes = { d: 24 * 60, h: 60, m: 1 }[unit ?? ''];
  if (minutes !== undefined && Number(count) > 0) return Number(count) * minutes * 60_000;
  throw new UsageError(
    `--reminder must be days, hours or minutes such as 3d, 12h or 30m; it is ${JSON.stringify(text)}.`,
  );
}

function startOf({ url, apiKey, webhookSecret, webhooks }: Emulator): object {
  return { url, apiKey, webhookSecret, webhooks: webhooks.map((webhook) => webhook.url) };
}

function greeting(
  { url, apiKey, webhookSecret, webhooks }: Emulator,
  terminal: Terminal,
  data: string | undefined,
): string {
  const targets = webhooks.length > 0 ? webhooks.map((webhook) => webhook.url).join(', ') : 'none yet (--webhook URL)';
  return `
${bold(terminal, 'Vortex emulator')} on ${bold(terminal, url)}

  VORTEX_API_BASE_URL=${url}
  VORTEX_API_KEY=${apiKey}
  VORTEX_WEBHOOK_SECRET=${webhookSecret}

  Outbox    ${url}/outbox
  Webhooks  ${targets}

${data === undefined ? 'Its state lives in memory (--data DIR keeps it).' : `Its state is kept in ${data}.`} Ctrl-C stops it.

`;
}
