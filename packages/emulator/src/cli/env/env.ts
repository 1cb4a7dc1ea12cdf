import { CLI } from '../../shared/cli-name.ts';
import { DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET } from '../../shared/constants.ts';
import { type RunningEmulator, runningEmulator } from '../running-emulator.ts';
import { EMULATOR } from '../settings/options.ts';
import { Settings } from '../settings/settings.ts';
import { type Command, command } from '../shell/command.ts';
import { CommandError, EXIT, type Terminal } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { type Variables, writeVariables } from './write-variables.ts';

/** `env`. */
export const env: Command = command({
  summary: 'print the variables that point an app at the emulator, or write them to .env',
  about:
    'Prints VORTEX_API_BASE_URL, VORTEX_API_KEY and VORTEX_WEBHOOK_SECRET of the emulator, which are fixed and not secret, or writes them to a file. A variable with another value in the file is not overwritten.',
  options: {
    write: { value: 'FILE', about: 'write them to this file, such as .env, and keep everything else in it' },
    force: { about: 'with --write: overwrite variables with other values' },
    apiKey: { value: 'KEY', about: `the key, if the emulator has another one (\`${CLI} dev --api-key\`)` },
    secret: { value: 'SECRET', about: `the secret, if it has another one (\`${CLI} dev --secret\`)` },
    ...EMULATOR,
    json: { about: '{ VORTEX_API_BASE_URL, VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET }' },
  },
  exits: {
    0: 'printed or written',
    1: 'a variable has another value in the file, or the emulator refuses the key',
    2: "wrong usage, or the file can't be read or written",
  },
  examples: [`${CLI} env`, `${CLI} env --write .env`, `export $(${CLI} env)`],
  async run({ options }, terminal) {
    const settings = new Settings(terminal, options);
    const url = localOnly(settings.emulator());
    settings.tell();
    const variables: Variables = {
      VORTEX_API_BASE_URL: url,
      VORTEX_API_KEY: options.apiKey ?? DEFAULT_API_KEY,
      VORTEX_WEBHOOK_SECRET: options.secret ?? DEFAULT_WEBHOOK_SECRET,
    };
    await checkKey(runningEmulator(url), variables.VORTEX_API_KEY, terminal);
    if (options.write !== undefined) {
      const written = writeVariables(terminal.cwd, options.write, variables, options.force === true);
      terminal.error(
        `${written.length === 0 ? 'Nothing to change' : `Wrote ${written.join(', ')}`} in ${options.write}.\n`,
      );
    }
    if (options.json) terminal.out(jsonLine(variables));
    else if (options.write === undefined) {
      terminal.out(
        Object.entries(variables)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      );
    }
    return EXIT.ok;
  },
});

/** The emulator's key beside the address of the real Vortex would be of no use. */
function localOnly(url: string): string {
  if (new URL(url).hostname.endsWith('.vortexsoftware.com')) {
    throw new CommandError(
      `VORTEX_API_BASE_URL is ${url}, the real Vortex. Pass the emulator's address with --emulator http://127.0.0.1:4400.`,
    );
  }
  return url;
}

/** An emulator that is running says whether it accepts the key; one that is not need not run yet. */
async function checkKey(emulator: RunningEmulator, apiKey: string, terminal: Terminal): Promise<void> {
  let status: number;
  try {
    await emulator.ask('GET', '/health');
    const answer = await fetch(`${emulator.url}/api/v1/invitations/by-scope/team/-`, {
      headers: { 'x-api-key': apiKey },
    });
    status = answer.status;
  } catch (error) {
    if (!(error instanceof CommandError) || error.exit !== EXIT.unreachable) throw error;
    terminal.error(`No emulator is running at ${emulator.url} yet; \`${CLI} dev\` starts one.\n`);
    return;
  }
  if (status === 401) {
    throw new CommandError(
      `the emulator at ${emulator.url} has another API key. Pass it with --api-key; \`${CLI} keys create\` creates one.`,
    );
  }
}
